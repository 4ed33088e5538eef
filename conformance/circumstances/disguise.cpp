// See disguise.hpp.
#include "conformance/circumstances/disguise.hpp"

#include <algorithm>

namespace mqttspec::conformance::circumstances {

namespace {

using Id = CircumstanceId;

constexpr std::uint32_t never = 0xFFFFFFFF;

// Of packets that a Client begins or goes on with: their identifiers are the Client's own.
template <class Typed>
constexpr bool is_begun_by_client =
    std::same_as<Typed, owned::Publish> || std::same_as<Typed, owned::Pubrel> ||
    std::same_as<Typed, owned::Subscribe> || std::same_as<Typed, owned::Unsubscribe>;
template <class Typed>
constexpr bool answers_client =
    std::same_as<Typed, Puback> || std::same_as<Typed, Pubrec> || std::same_as<Typed, Pubcomp> ||
    std::same_as<Typed, Suback> || std::same_as<Typed, Unsuback>;

owned::UserProperties some_user_properties() {
  return {{"mqttspec", ""}, {"long", std::string(300, 'v')}};
}

template <class Properties>
void add_user_properties(Properties& properties) {
  if (properties.user_properties.empty()) properties.user_properties = some_user_properties();
}

}  // namespace

std::uint16_t Disguise::packet_id_on_wire(std::string_view client, std::uint16_t packet_id) {
  const bool low = world_.has(Id::identifiers_at_256);
  if (packet_id == 0 || (!low && !world_.has(Id::identifiers_at_65535))) return packet_id;
  auto ids = packet_ids_.find(client);
  if (ids == packet_ids_.end()) ids = packet_ids_.emplace(client, PacketIds{}).first;
  const auto known = ids->second.on_wire.find(packet_id);
  if (known != ids->second.on_wire.end()) return known->second;
  const auto used = ids->second.on_wire.size();
  const std::size_t from_256 = used == 0 ? 256 : used == 1 ? 255 : 255 + used;
  const auto next = static_cast<std::uint16_t>(low ? from_256 : 65'535 - used);
  ids->second.on_wire[packet_id] = next;
  ids->second.in_case[next] = packet_id;
  return next;
}

std::string Disguise::payload_on_wire(const std::string& payload, bool retain) {
  const std::size_t more = world_.has(Id::payload_of_16384_bytes) ? 16'384
                           : world_.has(Id::payload_of_128_bytes) ? 128
                                                                  : 0;
  if (!payload.empty() && more > 0) {
    auto longer = payload + std::string(more, '~');
    payloads_.try_emplace(longer, payload);
    return longer;
  }
  if (!world_.has(Id::payload_of_0_bytes)) return payload;
  if (payload.empty())
    throw NotApplicable{Id::payload_of_0_bytes, "the case has an empty payload of its own"};
  const auto first = payloads_.try_emplace(std::string(), payload).first;
  // An empty retained message would remove another one (3.3.1.3).
  return first->second == payload && !retain ? std::string() : payload;
}

void Disguise::change_connect(owned::Connect& connect, Version version) {
  connect.version = version;
  // What is kept in 3.1.1 is kept without end.
  if (world_.has(Id::other_version_partner) && version == Version::v5_0 && !connect.clean_start &&
      !connect.properties.session_expiry_interval)
    connect.properties.session_expiry_interval = never;
  // In 3.1.1 a Session lasts by its CleanSession alone.
  if (world_.has(Id::lasting_sessions) && version == Version::v5_0 &&
      !connect.properties.session_expiry_interval)
    connect.properties.session_expiry_interval = 300;
  if (world_.has(Id::no_keep_alive) && connect.keep_alive == 60) connect.keep_alive = 0;
  if (world_.has(Id::wills) && !connect.will)
    connect.will = owned::Will{.topic = will_topic_, .payload = "gone", .properties = {}};
  if (version != Version::v5_0) return;
  if (world_.has(Id::connect_properties)) {
    auto& named = connect.properties;
    if (!named.receive_maximum) named.receive_maximum = 1'000;
    if (!named.maximum_packet_size) named.maximum_packet_size = 1'000'000;
    if (!named.topic_alias_maximum) named.topic_alias_maximum = 10;
    if (!named.request_problem_information) named.request_problem_information = 1;
  }
  if (connect.will && world_.has(Id::user_properties))
    add_user_properties(connect.will->properties);
}

void Disguise::change(owned::Packet& packet, std::string_view client, Version version,
                      bool is_of_case) {
  if (world_.is_plain()) return;
  std::visit(
      [&]<class Typed>(Typed& typed) {
        if constexpr (is_begun_by_client<Typed>)
          typed.packet_id = packet_id_on_wire(client, typed.packet_id);
        if constexpr (std::same_as<Typed, owned::Publish>) {
          if (world_.has(Id::published_to_be_retained) && is_of_case) typed.retain = true;
          typed.payload = payload_on_wire(typed.payload, typed.retain);
        }
        if constexpr (std::same_as<Typed, owned::Connect>) {
          change_connect(typed, version);
          if (typed.will)
            typed.will->payload = payload_on_wire(typed.will->payload, typed.will->retain);
        }
        if constexpr (requires { typed.properties.user_properties; })
          if (version == Version::v5_0 && world_.has(Id::user_properties))
            add_user_properties(typed.properties);
      },
      packet);
}

void Disguise::undo(Packet& packet, std::string_view client) {
  if (world_.is_plain()) return;
  std::visit(
      [&]<class Typed>(Typed& typed) {
        if constexpr (answers_client<Typed>) {
          const auto ids = packet_ids_.find(client);
          if (ids == packet_ids_.end()) return;
          const auto known = ids->second.in_case.find(typed.packet_id);
          if (known != ids->second.in_case.end()) typed.packet_id = known->second;
        }
        if constexpr (std::same_as<Typed, Publish>) {
          const auto known = payloads_.find(as_text(typed.payload));
          if (known != payloads_.end()) typed.payload = as_bytes(known->second);
        }
      },
      packet);
}

}  // namespace mqttspec::conformance::circumstances
