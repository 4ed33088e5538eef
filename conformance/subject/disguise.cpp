// See disguise.hpp.
#include "conformance/subject/disguise.hpp"

#include "conformance/subject/side_traffic.hpp"

namespace mqttspec::conformance::subject {

namespace {

using Id = CircumstanceId;

constexpr std::string_view share = "$share/";
constexpr std::string_view user_name = "mqttspec";
constexpr std::uint16_t permitted_aliases = 10;

std::string before_topics(World world) {
  std::string text;
  if (world.has(Id::topics_begin_with_slash)) text += "/";
  if (world.has(Id::deep_topics)) text += "1/2/3/4/5/6/7/8/9/10/";
  if (world.has(Id::long_topics)) text += std::string(200, 'l') + "/";
  if (world.has(Id::topics_beyond_ascii)) text += "\u00e9\u6f22\U0001F600/";
  return text;
}

std::string behind_payloads(World world) {
  if (world.has(Id::payload_of_16384_bytes)) return std::string(16'384, '~');
  return world.has(Id::payload_of_128_bytes) ? std::string(128, '~') : std::string();
}

// Where the levels begin; nothing goes before those of a Server's own topics.
std::optional<std::size_t> begin_of_levels(std::string_view topic) {
  if (topic.starts_with(share)) return topic.find('/', share.size()) + 1;
  return topic.empty() || topic.starts_with('$') ? std::nullopt : std::optional<std::size_t>(0);
}

const owned::UserProperties& some_user_properties() {
  static const owned::UserProperties some = {{"mqttspec", ""}, {"long", std::string(300, 'v')}};
  return some;
}

template <class Typed>
void undo_properties(Typed& packet) {
  if constexpr (requires { packet.properties.user_properties; })
    if (packet.properties.user_properties == some_user_properties())
      packet.properties.user_properties.clear();
}

// A packet that acknowledges one of the Server's.
template <class Typed>
constexpr bool answers_server =
    std::same_as<Typed, owned::Puback> || std::same_as<Typed, owned::Pubrec> ||
    std::same_as<Typed, owned::Pubcomp>;

}  // namespace

Disguise::Disguise(World world, Version version, const Abilities& able)
    : world_(world),
      version_(version),
      able_(able),
      before_topics_(before_topics(world)),
      behind_payloads_(behind_payloads(world)) {}

void Disguise::change_topic(std::string& topic) const {
  if (const auto begin = begin_of_levels(topic)) topic.insert(*begin, before_topics_);
}

void Disguise::undo_topic(std::string& topic) const {
  const auto begin = begin_of_levels(topic);
  if (begin && topic.compare(*begin, before_topics_.size(), before_topics_) == 0)
    topic.erase(*begin, before_topics_.size());
}

void Disguise::change_payload(std::string& payload) {
  if (!payload.empty()) payload += behind_payloads_;
  if (!world_.has(Id::payload_of_0_bytes)) return;
  if (payload.empty())
    throw NotApplicable{Id::payload_of_0_bytes, "the case has an empty payload of its own"};
  if (!emptied_payload_) emptied_payload_ = payload;
  if (payload == *emptied_payload_) payload.clear();
}

void Disguise::undo_payload(std::string& payload) const {
  if (payload.empty() && emptied_payload_) payload = *emptied_payload_;
  if (payload.ends_with(behind_payloads_)) payload.resize(payload.size() - behind_payloads_.size());
}

template <class Typed>
void Disguise::change_properties(Typed& packet, const std::string& field) const {
  if constexpr (requires { packet.properties.user_properties; })
    if (version_ == Version::v5_0 && world_.has(Id::user_properties) &&
        packet.properties.user_properties.empty() && (field.empty() || takes(field)))
      packet.properties.user_properties = some_user_properties();
}

void Disguise::change_connect(owned::Connect& connect) {
  asked_connect_ = connect;
  auto& named = connect.properties;
  if (world_.has(Id::no_keep_alive) && connect.keep_alive == 60 && able_.keep_alive_0)
    connect.keep_alive = 0;
  if (world_.has(Id::wills) && !connect.will && takes("connect.will.topic"))
    connect.will =
        owned::Will{.topic = std::string(SideTraffic::mark), .payload = "gone", .properties = {}};
  if (world_.has(Id::user_names) && !connect.user_name && !connect.password &&
      takes("connect.user_name") && takes("connect.password")) {
    connect.user_name = user_name;
    connect.password = user_name;
  }
  const bool is_first = std::exchange(is_first_connect_, false);
  if (version_ == Version::v3_1_1 && world_.has(Id::lasting_sessions) && is_first &&
      able_.clean_start.size() > 1)
    connect.clean_start = false;
  if (version_ != Version::v5_0) return;
  if (world_.has(Id::lasting_sessions) && !named.session_expiry_interval &&
      takes("connect.properties.session_expiry_interval"))
    named.session_expiry_interval = 300;
  if (!world_.has(Id::connect_properties)) return;
  if (!named.receive_maximum && takes("connect.properties.receive_maximum"))
    named.receive_maximum = 1'000;
  if (!named.maximum_packet_size && takes("connect.properties.maximum_packet_size"))
    named.maximum_packet_size = 1'000'000;
  if (!named.topic_alias_maximum && takes("connect.properties.topic_alias_maximum"))
    named.topic_alias_maximum = 10;
}

// Only what the world has added; what the Client makes of the rest is for the case.
void Disguise::undo_connect(owned::Connect& connect) const {
  if (!asked_connect_) return;
  const auto& asked = *asked_connect_;
  const auto undo = [](auto& value, const auto& before, const auto& added) {
    if (!before && value == added) value.reset();
  };
  if (world_.has(Id::no_keep_alive) && asked.keep_alive == 60 && connect.keep_alive == 0)
    connect.keep_alive = asked.keep_alive;
  if (!asked.will && connect.will && connect.will->topic == SideTraffic::mark) connect.will.reset();
  if (!asked.user_name && !asked.password && connect.user_name == user_name &&
      connect.password == user_name) {
    connect.user_name.reset();
    connect.password.reset();
  }
  if (version_ == Version::v3_1_1 && world_.has(Id::lasting_sessions) && asked.clean_start)
    connect.clean_start = true;
  auto& named = connect.properties;
  const auto& before = asked.properties;
  undo(named.session_expiry_interval, before.session_expiry_interval, 300U);
  undo(named.receive_maximum, before.receive_maximum, std::uint16_t{1'000});
  undo(named.maximum_packet_size, before.maximum_packet_size, 1'000'000U);
  undo(named.topic_alias_maximum, before.topic_alias_maximum, std::uint16_t{10});
}

void Disguise::change_connack(owned::Connack& connack) {
  aliases_.reset();
  if (version_ != Version::v5_0 || !world_.has(Id::connack_properties) ||
      connack.reason_code != ReasonCode::success)
    return;
  sent_connack_ = connack;
  if (!connack.properties.receive_maximum) connack.properties.receive_maximum = 1'000;
  if (!connack.properties.maximum_packet_size) connack.properties.maximum_packet_size = 1'000'000;
  if (!connack.properties.topic_alias_maximum) {
    connack.properties.topic_alias_maximum = permitted_aliases;
    aliases_.emplace();
  }
}

void Disguise::undo_connack(owned::Connack& connack) const {
  if (!sent_connack_) return;
  const auto undo = [](auto& value, const auto& before) {
    if (!before) value.reset();
  };
  const auto& before = sent_connack_->properties;
  undo(connack.properties.receive_maximum, before.receive_maximum);
  undo(connack.properties.maximum_packet_size, before.maximum_packet_size);
  undo(connack.properties.topic_alias_maximum, before.topic_alias_maximum);
}

// The case knows of no aliases: it is shown what they stand for. A wrong one is shown as it is.
void Disguise::resolve_alias(owned::Publish& publish) {
  auto& alias = publish.properties.topic_alias;
  if (!aliases_ || !alias || *alias == 0 || *alias > permitted_aliases) return;
  if (!publish.topic.empty()) {
    (*aliases_)[*alias] = publish.topic;
  } else {
    const auto known = aliases_->find(*alias);
    if (known == aliases_->end()) return;
    publish.topic = known->second;
  }
  alias.reset();
}

void Disguise::change(Command& command) {
  std::visit(
      [&]<class Typed>(Typed& packet) {
        if constexpr (std::same_as<Typed, owned::Connect>) {
          change_connect(packet);
          if (packet.will && packet.will->topic != SideTraffic::mark) {
            change_topic(packet.will->topic);
            change_payload(packet.will->payload);
          }
          change_properties(packet, "connect.properties.user_property");
        } else if constexpr (std::same_as<Typed, owned::Publish>) {
          change_topic(packet.topic);
          change_payload(packet.payload);
          if (world_.has(Id::published_to_be_retained)) packet.retain = true;
          change_properties(packet, "pub.properties.user_property");
        } else if constexpr (std::same_as<Typed, owned::Subscribe>) {
          for (auto& each : packet.subscriptions) change_topic(each.topic_filter);
          change_properties(packet, "sub.properties.user_property");
        } else if constexpr (std::same_as<Typed, owned::Unsubscribe>) {
          for (auto& each : packet.topic_filters) change_topic(each.text);
          change_properties(packet, "unsub.properties.user_property");
        } else if constexpr (std::same_as<Typed, owned::Disconnect>) {
          change_properties(packet, "disconnect.properties.user_property");
        }
      },
      command.packet);
}

std::uint16_t Disguise::packet_id_on_wire(std::uint16_t packet_id) {
  const bool low = world_.has(Id::identifiers_at_256);
  if (packet_id == 0 || (!low && !world_.has(Id::identifiers_at_65535))) return packet_id;
  if (const auto known = ids_on_wire_.find(packet_id); known != ids_on_wire_.end())
    return known->second;
  const auto used = ids_on_wire_.size();
  const std::size_t from_256 = used == 0 ? 256 : used == 1 ? 255 : 255 + used;
  const auto next = static_cast<std::uint16_t>(low ? from_256 : 65'535 - used);
  ids_on_wire_[packet_id] = next;
  ids_in_case_[next] = packet_id;
  return next;
}

void Disguise::change(owned::Packet& packet) {
  std::visit(
      [&]<class Typed>(Typed& typed) {
        if constexpr (std::same_as<Typed, owned::Connack>) change_connack(typed);
        if constexpr (std::same_as<Typed, owned::Publish> || std::same_as<Typed, owned::Pubrel>)
          typed.packet_id = packet_id_on_wire(typed.packet_id);
        if constexpr (std::same_as<Typed, owned::Publish>) {
          change_topic(typed.topic);
          change_payload(typed.payload);
          if (world_.has(Id::published_to_be_retained)) typed.retain = true;
        }
        change_properties(typed, {});
      },
      packet);
}

void Disguise::undo(owned::Packet& packet) {
  std::visit(
      [&]<class Typed>(Typed& typed) {
        undo_properties(typed);
        if constexpr (answers_server<Typed>)
          if (const auto known = ids_in_case_.find(typed.packet_id); known != ids_in_case_.end())
            typed.packet_id = known->second;
        if constexpr (std::same_as<Typed, owned::Connack>) undo_connack(typed);
        if constexpr (std::same_as<Typed, owned::Connect>) {
          undo_connect(typed);
          if (typed.will) {
            undo_topic(typed.will->topic);
            undo_payload(typed.will->payload);
          }
        } else if constexpr (std::same_as<Typed, owned::Publish>) {
          resolve_alias(typed);
          undo_topic(typed.topic);
          undo_payload(typed.payload);
          if (world_.has(Id::published_to_be_retained)) typed.retain = false;
        } else if constexpr (std::same_as<Typed, owned::Subscribe>) {
          for (auto& each : typed.subscriptions) undo_topic(each.topic_filter);
        } else if constexpr (std::same_as<Typed, owned::Unsubscribe>) {
          for (auto& each : typed.topic_filters) undo_topic(each.text);
        }
      },
      packet);
}

void Disguise::undo(Said& said) {
  if (said.packet) undo(*said.packet);
}

}  // namespace mqttspec::conformance::subject
