// See s3_03_publish.hpp.
#include "model/broker/s3_03_publish.hpp"

#include <algorithm>
#include <string>

#include "codec/utf8.hpp"
#include "model/broker/application_message.hpp"
#include "model/broker/s3_03_4_actions.hpp"
#include "model/broker/s4_03_qos_receiver.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// Why a PUBLISH is not taken.
struct PublishObjection {
  ReasonCode code;
  Cited because;
};

/// What the Server has told a 5.0 Client not to send.
std::optional<PublishObjection> objection_to(const Profile& profile, const Publish& publish) {
  if (publish.qos > profile.maximum_qos)
    return PublishObjection{ReasonCode::qos_not_supported, "U5.0-3.2.2.3.4-3"_v5};
  if (publish.retain && !profile.retain_available)
    return PublishObjection{ReasonCode::retain_not_supported, "U5.0-3.2.2.3.5-5"_v5};
  return std::nullopt;
}

/// Section 3.3.4 of 5.0: sets or uses a mapping. `topic` becomes that of the message.
std::optional<PublishObjection> resolve_alias(Turn& turn, Session& session, const Publish& publish,
                                              std::string& topic) {
  if (!publish.properties.topic_alias) return std::nullopt;
  const std::uint16_t alias = *publish.properties.topic_alias;
  // 0 and what is above the Server's maximum are errors.
  if (alias == 0 || alias > turn.profile.topic_alias_maximum)
    return PublishObjection{ReasonCode::topic_alias_invalid, "U5.0-3.3.4-8"_v5};
  turn.rule(Version::v5_0, "MQTT-3.3.2-12"_v5);
  auto& mappings = session.aliases_from_client;
  const auto known = std::ranges::find(mappings, alias, &TopicAliasMapping::alias);
  if (publish.topic.empty()) {
    // Without a Topic Name the alias has to be known, and stands for its topic.
    if (known == mappings.end())
      return PublishObjection{ReasonCode::protocol_error, "U5.0-3.3.4-13"_v5};
    turn.rule(Version::v5_0, "U5.0-3.3.4-10"_v5);
    topic = known->topic;
    if (turn.faults.on(FaultId::topic_alias_forgotten_after_use)) mappings.erase(known);
  } else if (known == mappings.end()) {
    // With one a new alias is set …
    turn.rule(Version::v5_0, "U5.0-3.3.4-14"_v5);
    mappings.push_back({alias, topic});
  } else {
    // … and a known one is set anew.
    turn.rule(Version::v5_0, "U5.0-3.3.4-11"_v5);
    known->topic = topic;
  }
  return std::nullopt;
}

/// Why a message is not taken although its PUBLISH is in order.
std::optional<ReasonCode> refusal_of(const Turn& turn, const Publish& publish,
                                     std::string_view topic) {
  if (has_beginning(topic, turn.profile.forbidden_topic)) return turn.profile.topic_refusal;
  if (!turn.profile.checks_payload_format) return std::nullopt;
  if (publish.properties.payload_format_indicator.value_or(0) == 0) return std::nullopt;
  const auto* const end = publish.payload.data() + publish.payload.size();
  if (find_text_fault(publish.payload.data(), end) == end) return std::nullopt;
  return ReasonCode::payload_format_invalid;
}

/// Refuses a message: by its acknowledgement, as far as there is one that can say so.
void refuse_message(Turn& turn, const Connection& connection, const Publish& publish,
                    ReasonCode code) {
  if (publish.qos != Qos::at_most_once) {
    turn.rule(connection.version, "MQTT-3.3.5-2"_v311 | "U5.0-4.13.2-2"_v5);
    acknowledge_refused(turn, connection, publish, code);
  } else if (code == ReasonCode::payload_format_invalid) {
    close_for_error(turn, connection.id, code, "U5.0-3.3.2.3.2-4"_v5);
  } else {
    turn.rule(connection.version, "MQTT-3.3.5-2"_v311 | "U5.0-4.7.3-9"_v5);
  }
}

}  // namespace

void on_publish(Turn& turn, const Connection& connection, Session& session,
                const Publish& publish) {
  std::string topic(publish.topic);
  if (connection.version == Version::v5_0) {
    // What the Server cannot do, a bad Topic Alias, or more messages than its Receive Maximum.
    auto objection = objection_to(turn.profile, publish);
    if (!objection) objection = resolve_alias(turn, session, publish, topic);
    if (!objection && exceeds_receive_maximum(turn, connection, session, publish))
      objection = PublishObjection{ReasonCode::receive_maximum_exceeded, "U5.0-3.3.4-15"_v5};
    if (objection) {
      close_for_error(turn, connection.id, objection->code, objection->because);
      return;
    }
  }
  // A Topic Name has at least one character, unless an alias stands for it.
  if (topic.empty()) {
    on_protocol_error(turn, connection.id, "MQTT-4.7.3-1"_v311 | "U5.0-3.3.2.1-2"_v5);
    return;
  }
  const bool sets_alias = publish.properties.topic_alias && !publish.topic.empty();
  if (sets_alias && turn.faults.on(FaultId::message_that_sets_alias_dropped)) return;
  // What its publisher may not send, or what is not as it says, is refused.
  if (const auto refused = refusal_of(turn, publish, topic)) {
    refuse_message(turn, connection, publish, *refused);
    if (publish.qos == Qos::exactly_once && turn.faults.on(FaultId::refused_qos_2_remembered))
      session.received.push_back({publish.packet_id, true, std::nullopt, turn.state.now});
    return;
  }
  // The rest follows the QoS.
  turn.rule(connection.version, "MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5);
  const Arrival arrival{message_of(publish, topic), turn.state.now, connection.client_id,
                        connection.version, publish.dup};
  switch (publish.qos) {
    case Qos::at_most_once:
      publish_message(turn, arrival);
      break;
    case Qos::at_least_once:
      receive_at_least_once(turn, connection, session, arrival, publish.packet_id);
      break;
    case Qos::exactly_once:
      receive_exactly_once(turn, connection, session, arrival, publish.packet_id);
  }
}

}  // namespace mqttspec::model::broker
