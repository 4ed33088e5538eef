// See s3_14_disconnect.hpp.
#include "model/broker/s3_14_disconnect.hpp"

#include <algorithm>

#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

/// Section 3.14.2.2.2 of 5.0. False if the change is an error.
bool change_expiry_interval(Turn& turn, const Connection& connection, Session& session,
                            std::uint32_t interval) {
  if (connection.asked_expiry_interval == 0 && interval != 0) {
    turn.rule(Version::v5_0, "U5.0-3.14.2.2.2-4"_v5);
    if (!turn.faults.on(FaultId::expiry_interval_raised_from_0)) return false;
  }
  if (turn.faults.on(FaultId::expiry_interval_of_disconnect_ignored)) return true;
  if (interval == 0 && turn.faults.on(FaultId::expiry_interval_0_of_disconnect_ignored))
    return true;
  turn.rule(Version::v5_0, "MQTT-4.1.0-2"_v5);
  session.expiry_interval =
      std::min(interval, turn.profile.maximum_session_expiry_interval.value_or(never_expires));
  return true;
}

/// Only a normal disconnection takes the Will back; 3.1.1 has no other.
void discard_will(Turn& turn, Connection& connection, ReasonCode code) {
  if (code != ReasonCode::normal_disconnection) {
    turn.rule(Version::v5_0, "U5.0-3.1.2.5-5"_v5);
    if (turn.faults.on(FaultId::will_not_published_after_0x04)) connection.will.reset();
    return;
  }
  turn.rule(connection.version, "MQTT-3.14.4-3"_v311 | "MQTT-3.14.4-3"_v5);
  turn.rule(connection.version, "MQTT-3.1.2-10"_v311 | "MQTT-3.1.2-10"_v5);
  if (!turn.faults.on(FaultId::will_published_after_disconnect)) connection.will.reset();
}

}  // namespace

void on_disconnect(Turn& turn, Connection& connection, Session& session,
                   const Disconnect& disconnect) {
  const bool v5 = connection.version == Version::v5_0;
  if (const auto interval = disconnect.properties.session_expiry_interval;
      v5 && interval && !change_expiry_interval(turn, connection, session, *interval)) {
    if (turn.faults.on(FaultId::will_dropped_by_barred_disconnect)) connection.will.reset();
    if (turn.faults.on(FaultId::barred_disconnect_not_answered))
      close_connection(turn, connection.id, "U5.0-3.14.2.2.2-3"_v5);
    else
      on_protocol_error(turn, connection.id, "U5.0-3.14.2.2.2-3"_v5);
    return;
  } else if (!interval && v5 && turn.faults.on(FaultId::expiry_interval_reset_by_disconnect)) {
    session.expiry_interval = 0;
  }
  discard_will(turn, connection, v5 ? disconnect.reason_code : ReasonCode::normal_disconnection);
  if (turn.faults.on(FaultId::connection_left_open_after_disconnect)) {
    connection.deaf = true;
    return;
  }
  close_connection(turn, connection.id, "U3.1.1-3.14.4-1"_v311 | "U5.0-3.14.4-1"_v5);
}

}  // namespace mqttspec::model
