// See s3_01_2_5_will.hpp.
#include "model/broker/s3_01_2_5_will.hpp"

#include "model/broker/application_message.hpp"
#include "model/broker/s3_03_4_publish_actions.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

/// How long a broker that is in no hurry waits with a Will that is due, in milliseconds (F15).
constexpr Time permitted_delay = 1'000;

/// The ways to lose what a Will shares with other messages.
void spoil_properties(const FaultSet& faults, Message& message) {
  if (faults.on(FaultId::will_payload_format_dropped)) message.payload_format_indicator.reset();
  if (faults.on(FaultId::will_content_type_dropped)) message.content_type.reset();
  if (faults.on(FaultId::will_response_topic_dropped)) message.response_topic.reset();
  if (faults.on(FaultId::will_correlation_data_dropped)) message.correlation_data.reset();
  if (faults.on(FaultId::will_user_properties_dropped)) message.user_properties.clear();
  if (faults.on(FaultId::will_payload_dropped)) message.payload.clear();
}

/// The message as this broker publishes it.
Message shape(Turn& turn, const HeldWill& will) {
  auto message = will.message;
  if (turn.faults.on(FaultId::will_published_at_qos_0)) message.qos = Qos::at_most_once;
  if (turn.faults.on(FaultId::will_retain_lost)) message.retain = false;
  if (turn.faults.on(FaultId::will_always_retained)) message.retain = true;
  if (turn.faults.on(FaultId::will_payload_with_its_length))
    message.payload.insert(0, 2, static_cast<char>(message.payload.size() & 0xFF));
  if (turn.faults.on(FaultId::will_user_properties_reversed))
    std::reverse(message.user_properties.begin(), message.user_properties.end());
  if (turn.faults.on(FaultId::will_expiry_interval_lost)) message.message_expiry_interval.reset();
  if (turn.faults.on(FaultId::will_expiry_interval_added) && !message.message_expiry_interval)
    message.message_expiry_interval = 60;
  spoil_properties(turn.faults, message);
  turn.rule(will.version, "MQTT-3.1.2-9"_v311 | "U5.0-3.1.2.5-3"_v5);
  turn.rule(will.version, message.retain ? "MQTT-3.1.2-17"_v311 | "MQTT-3.1.2-15"_v5
                                         : "MQTT-3.1.2-16"_v311 | "MQTT-3.1.2-14"_v5);
  turn.rule(will.version, "MQTT-3.1.3-10"_v5);
  return message;
}

/// Seconds; 0 if not given (5.0 section 3.1.3.2.2).
std::uint32_t delay_interval(const FaultSet& faults, const Connect& connect) {
  if (connect.version == Version::v3_1_1) return 0;
  const std::uint32_t unless_given = faults.on(FaultId::will_delayed_unasked) ? 30 : 0;
  return connect.will->properties.will_delay_interval.value_or(unless_given);
}

}  // namespace

void store_will(Turn& turn, Connection& connection, const Connect& connect) {
  if (!connect.will) {
    turn.rule(connect.version, "MQTT-3.1.2-12"_v311);
    return;
  }
  turn.rule(connect.version, "MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-7"_v5);
  connection.will =
      HeldWill{message_of(*connect.will), delay_interval(turn.faults, connect), connect.version};
}

void release_will(Turn& turn, const Connection& closed, Session* session) {
  if (!closed.will || turn.faults.on(FaultId::will_not_published)) return;
  const auto& will = *closed.will;
  Time delay = Time{will.delay_interval} * 1'000;
  if (turn.faults.on(FaultId::will_delay_ignored)) delay = 0;
  if (turn.faults.on(FaultId::will_published_late)) delay = delay * 2 + 10'000;
  const Time due = turn.state.now + delay;
  const bool dawdles =
      session != nullptr && turn.takes(turn.profile.delays_wills, ChoicePoint::will_moment);
  if (session != nullptr && (delay != 0 || dawdles)) {
    session->delayed_will = DelayedWill{will, due, due + (dawdles ? permitted_delay : 0)};
    return;
  }
  turn.rule(will.version, "MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5);
  publish_will(turn, will, closed.client_id);
}

void publish_will(Turn& turn, const HeldWill& will, std::string_view client_id) {
  turn.rule(will.version, "MQTT-3.1.2-10"_v311 | "MQTT-3.1.2-10"_v5);
  const Arrival arrival{shape(turn, will), turn.state.now, client_id, will.version};
  publish_message(turn, arrival);
  if (turn.faults.on(FaultId::will_published_twice)) publish_message(turn, arrival);
}

}  // namespace mqttspec::model
