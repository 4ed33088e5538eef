// See s3_03_publish.hpp.
#include "model/broker/s3_03_publish.hpp"

#include <algorithm>
#include <string>

#include "codec/utf8.hpp"
#include "model/broker/application_message.hpp"
#include "model/broker/s3_03_4_publish_actions.hpp"
#include "model/broker/s4_03_qos_receiver.hpp"
#include "model/broker/s4_09_flow_control.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

/// Why a PUBLISH is not taken.
struct PublishObjection {
  ReasonCode code;
  Cited because;
};

/// What the Server has told a 5.0 Client not to send.
std::optional<PublishObjection> objection_to(const Turn& turn, const Publish& publish) {
  const auto& profile = turn.profile;
  if (publish.qos > profile.maximum_qos && !turn.faults.on(FaultId::qos_above_maximum_accepted))
    return PublishObjection{ReasonCode::qos_not_supported, "U5.0-3.2.2.3.4-3"_v5};
  if (publish.retain && !profile.retain_available &&
      !turn.faults.on(FaultId::retain_unavailable_accepted))
    return PublishObjection{ReasonCode::retain_not_supported, "U5.0-3.2.2.3.5-5"_v5};
  return std::nullopt;
}

std::optional<PublishObjection> objection_to_alias(const Turn& turn, std::uint16_t alias) {
  auto maximum = turn.profile.topic_alias_maximum;
  if (turn.faults.on(FaultId::highest_topic_alias_refused)) --maximum;
  const bool above =
      alias > maximum && !turn.faults.on(FaultId::topic_alias_above_maximum_accepted);
  if (alias == 0 || above)
    return PublishObjection{ReasonCode::topic_alias_invalid, "U5.0-3.3.4-8"_v5};
  return std::nullopt;
}

/// Section 3.3.4 of 5.0: sets or uses a mapping. `topic` becomes that of the message.
std::optional<PublishObjection> resolve_alias(Turn& turn, Session& session, const Publish& publish,
                                              std::string& topic) {
  if (!publish.properties.topic_alias) return std::nullopt;
  std::uint16_t alias = *publish.properties.topic_alias;
  if (const auto objection = objection_to_alias(turn, alias)) return objection;
  turn.rule(Version::v5_0, "MQTT-3.3.2-12"_v5);
  if (turn.faults.on(FaultId::topic_aliases_merged)) alias = 1;
  auto& mappings = session.aliases_from_client;
  const auto known = std::ranges::find(mappings, alias, &TopicAliasMapping::alias);
  if (publish.topic.empty()) {
    if (known == mappings.end()) {
      if (!turn.faults.on(FaultId::unknown_topic_alias_tolerated))
        return PublishObjection{ReasonCode::protocol_error, "U5.0-3.3.4-13"_v5};
      topic = std::string(std::to_string(alias));
      return std::nullopt;
    }
    turn.rule(Version::v5_0, "U5.0-3.3.4-10"_v5);
    topic = known->topic;
    if (turn.faults.on(FaultId::topic_alias_forgotten_after_use)) mappings.erase(known);
  } else if (known == mappings.end()) {
    turn.rule(Version::v5_0, "U5.0-3.3.4-14"_v5);
    mappings.push_back({alias, topic});
  } else if (!turn.faults.on(FaultId::topic_alias_never_remapped)) {
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

/// The ways to change a Topic Name that must stay as it is.
void spoil_topic(const FaultSet& faults, std::string& topic) {
  std::string text{std::string_view(topic)};
  const auto replace_all = [&](std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what))
      text.replace(at, what.size(), by);
  };
  if (faults.on(FaultId::zero_width_no_break_space_dropped)) replace_all("\xEF\xBB\xBF", "");
  if (faults.on(FaultId::double_slashes_merged)) replace_all("//", "/");
  if (faults.on(FaultId::dots_resolved)) replace_all("/./", "/");
  if (faults.on(FaultId::long_topics_cut) && text.size() > 127) text.resize(127);
  if (text != std::string_view(topic)) topic = std::string(text);
}

bool lacks_a_level(std::string_view topic) {
  return topic.starts_with('/') || topic.ends_with('/') || topic.find("//") != topic.npos;
}

/// Lawful packets to which a faulty broker objects.
bool is_taken_for_error(const FaultSet& faults, const Publish& publish) {
  return (publish.payload.empty() && faults.on(FaultId::empty_payload_refused)) ||
         (std::ranges::count(publish.topic, '/') > 11 &&
          faults.on(FaultId::topic_of_many_levels_refused)) ||
         (lacks_a_level(publish.topic) && faults.on(FaultId::topic_with_empty_level_refused)) ||
         (publish.topic.size() > 127 && faults.on(FaultId::long_topic_refused));
}

/// Lawful packets that a faulty broker does not handle.
bool is_overlooked(Turn& turn, const Session& session, const Connection& connection,
                   const Publish& publish) {
  if (publish.properties.topic_alias && !publish.topic.empty() &&
      turn.faults.on(FaultId::message_that_sets_alias_dropped))
    return true;
  return publish.qos != Qos::at_most_once &&
         turn.faults.on(FaultId::publish_ignored_without_send_quota) &&
         !has_send_quota(turn, session, connection);
}

}  // namespace

void on_publish(Turn& turn, const Connection& connection, Session& session,
                const Publish& publish) {
  std::string topic(publish.topic);
  if (connection.version == Version::v5_0) {
    auto objection = objection_to(turn, publish);
    if (!objection) objection = resolve_alias(turn, session, publish, topic);
    if (!objection && exceeds_receive_maximum(turn, session, publish))
      objection = PublishObjection{ReasonCode::receive_maximum_exceeded, "U5.0-3.3.4-15"_v5};
    if (objection) {
      close_for_error(turn, connection.id, objection->code, objection->because);
      return;
    }
  }
  if (topic.empty()) {
    on_protocol_error(turn, connection.id, "MQTT-4.7.3-1"_v311 | "U5.0-3.3.2.1-2"_v5);
    return;
  }
  if (is_taken_for_error(turn.faults, publish)) {
    on_protocol_error(turn, connection.id, "MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5);
    return;
  }
  if (is_overlooked(turn, session, connection, publish)) return;
  if (const auto refused = refusal_of(turn, publish, topic)) {
    refuse_message(turn, connection, publish, *refused);
    return;
  }
  turn.rule(connection.version, "MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5);
  spoil_topic(turn.faults, topic);
  const Arrival arrival{message_of(publish, topic), turn.state.now, connection.client_id,
                        connection.version, publish.dup};
  switch (publish.qos) {
    case Qos::at_most_once:
      publish_message(turn, arrival);
      if (turn.faults.on(FaultId::qos_0_acknowledged)) {
        Publish imagined = publish;
        imagined.qos = Qos::at_least_once;
        imagined.packet_id = 1;
        acknowledge_refused(turn, connection, imagined, ReasonCode::success);
      }
      break;
    case Qos::at_least_once:
      receive_at_least_once(turn, connection, session, arrival, publish.packet_id);
      break;
    case Qos::exactly_once:
      receive_exactly_once(turn, connection, session, arrival, publish.packet_id);
  }
}

}  // namespace mqttspec::model
