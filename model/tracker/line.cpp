// See line.hpp.
#include "model/tracker/line.hpp"

#include <algorithm>

#include "codec/decode.hpp"

namespace mqttspec::model::tracker {

namespace {

/// The version of the decoder that a violation comes from, and the type of what it is in.
Malformed malformed(const TraceEvent& event, const Violation& violation) {
  const auto type = static_cast<std::uint8_t>(event.bytes->front() >> 4);
  return {event.connection, violation, type, violation.statement.version()};
}

std::optional<Violation> violation_in(const TraceEvent& event, const Profile& declared,
                                      bool strict) {
  DecodeContext context{.version = event.version, .strict = strict};
  if (event.version == Version::v5_0 && declared.maximum_packet_size)
    context.maximum_packet_size = *declared.maximum_packet_size;
  const auto decoded = decode_packet(Bytes(*event.bytes), context);
  if (decoded) return std::nullopt;
  if (const auto* violation = std::get_if<Violation>(&decoded.error())) return *violation;
  return std::nullopt;
}

/// True if the packet says more than a Client that wants no problem information may be told.
struct HasDiagnostics {
  template <class Typed>
  bool operator()(const Typed& packet) const {
    constexpr bool may_have_some =
        Typed::type == PacketType::publish || Typed::type == PacketType::connack ||
        Typed::type == PacketType::disconnect || Typed::type == PacketType::auth;
    if constexpr (!may_have_some && requires { packet.properties.reason_string; })
      return packet.properties.reason_string || !packet.properties.user_properties.empty();
    return false;
  }
};

/// A CONNECT of which nobody notices what is wrong with it: whatever else it says, it asks to be
/// let in.
ClientInput overlooked_connect(const TraceEvent& event, Version version) {
  struct Overlooked {
    Packet packet;
  };
  Connect connect;
  connect.version = version;
  connect.clean_start = true;
  connect.client_id = "overlooked";
  const auto overlooked = std::make_shared<const Overlooked>(Overlooked{connect});
  ClientInput sent;
  sent.at = event.at;
  sent.owner = overlooked;
  sent.readings.push_back(Received{event.connection, &overlooked->packet});
  return sent;
}

bool is_connect(const TraceEvent& event) {
  return event.bytes->front() >> 4 == static_cast<int>(PacketType::connect);
}

}  // namespace

ClientInput sent_by(const TraceEvent& event, const Malformed* garbage, const Profile& declared,
                    const FaultSet& faults) {
  ClientInput sent;
  sent.at = event.at;
  const auto owner = std::make_shared<const TraceEvent>(event);
  sent.owner = owner;
  if (garbage != nullptr) {
    sent.readings.push_back(*garbage);
    return sent;
  }
  const bool has_bytes = event.bytes != nullptr && !event.bytes->empty();
  const auto strictly = has_bytes ? violation_in(event, declared, true) : std::nullopt;
  if (strictly && is_connect(event) && faults.is_blind_to(strictly->statement) &&
      faults.possible_conditions().none())
    return overlooked_connect(event, strictly->statement.version());
  const bool is_packet = owner->packet && !(strictly && violation_in(event, declared, false));
  if (is_packet) sent.readings.push_back(Received{event.connection, &*owner->packet});
  if (strictly) sent.readings.push_back(malformed(event, *strictly));
  return sent;
}

void note_wishes(Line& line, const Packet& packet) {
  const auto* connect = std::get_if<Connect>(&packet);
  if (connect == nullptr) return;
  const auto& properties = connect->properties;
  line.topic_alias_maximum = properties.topic_alias_maximum.value_or(0);
  line.maximum_packet_size = properties.maximum_packet_size;
  line.wants_problem_information = properties.request_problem_information.value_or(1) != 0;
}

std::optional<std::string> objection_to(Line& line, const TraceEvent& event,
                                        owned::Packet& packet) {
  if (line.maximum_packet_size && event.bytes != nullptr &&
      event.bytes->size() > *line.maximum_packet_size)
    return "is larger than the Client permits";
  if (!line.wants_problem_information && std::visit(HasDiagnostics{}, packet))
    return "carries diagnostics that the Client does not want";
  auto* publish = std::get_if<owned::Publish>(&packet);
  if (publish == nullptr || !publish->properties.topic_alias) return std::nullopt;
  const auto alias = *publish->properties.topic_alias;
  if (alias == 0 || alias > line.topic_alias_maximum)
    return "has a Topic Alias that the Client does not permit";
  const auto known = std::ranges::find(line.aliases, alias, &TopicAliasMapping::alias);
  auto& topic = publish->topic;
  if (topic.empty() && known == line.aliases.end()) return "has a Topic Alias that was never set";
  if (topic.empty())
    topic = known->topic;
  else if (known != line.aliases.end())
    known->topic = topic;
  else
    line.aliases.push_back({alias, topic});
  return std::nullopt;
}

}  // namespace mqttspec::model::tracker
