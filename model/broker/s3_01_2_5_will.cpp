// See s3_01_2_5_will.hpp.
#include "model/broker/s3_01_2_5_will.hpp"

#include "model/broker/application_message.hpp"
#include "model/broker/s3_03_4_actions.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// How long a broker that is in no hurry waits with a Will that is due, in milliseconds (F15).
constexpr Time permitted_delay = 1'000;

/// Notes what the message is published by.
void note_rules(Turn& turn, const HeldWill& will) {
  turn.rule(will.version, "MQTT-3.1.2-9"_v311 | "U5.0-3.1.2.5-3"_v5);
  turn.rule(will.version, will.message.retain ? "MQTT-3.1.2-17"_v311 | "MQTT-3.1.2-15"_v5
                                              : "MQTT-3.1.2-16"_v311 | "MQTT-3.1.2-14"_v5);
  turn.rule(will.version, "MQTT-3.1.3-10"_v5);
  turn.rule(will.version, "MQTT-3.1.2-10"_v311 | "MQTT-3.1.2-10"_v5);
}

}  // namespace

void store_will(Turn& turn, Connection& connection, const Connect& connect) {
  if (!connect.will) {
    turn.rule(connect.version, "MQTT-3.1.2-12"_v311);
    return;
  }

  // The message is stored with the Network Connection; without a Will Delay Interval, which 3.1.1
  // does not have, it will not be delayed.
  turn.rule(connect.version, "MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-7"_v5);
  connection.will =
      HeldWill{message_of(*connect.will), connect.will->properties.will_delay_interval.value_or(0),
               connect.version};
}

void release_will(Turn& turn, const Connection& closed, Session* session) {
  if (!closed.will) return;
  const auto& will = *closed.will;
  const Time delay = Time{will.delay_interval} * 1'000;
  const bool dawdles =
      session != nullptr && turn.takes(turn.profile.delays_wills, ChoicePoint::will_moment);

  // It is held back while its delay runs and the session lasts.
  if (session != nullptr && (delay != 0 || dawdles)) {
    const Time due = turn.state.now + delay;
    session->delayed_will = DelayedWill{will, due, due + (dawdles ? permitted_delay : 0)};
    return;
  }

  // Otherwise it is published at once.
  turn.rule(will.version, "MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5);
  publish_will(turn, will, closed.client_id);
}

void publish_will(Turn& turn, const HeldWill& will, std::string_view client_id) {
  note_rules(turn, will);
  const Arrival arrival{will.message, turn.state.now, client_id, will.version};
  publish_message(turn, arrival);
  if (turn.faults.on(FaultId::will_published_twice)) publish_message(turn, arrival);
}

}  // namespace mqttspec::model::broker
