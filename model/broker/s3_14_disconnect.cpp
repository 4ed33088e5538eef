// See s3_14_disconnect.hpp.
#include "model/broker/s3_14_disconnect.hpp"

#include <algorithm>

#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// Section 3.14.2.2.2 of 5.0. False if the change is an error.
bool change_expiry_interval(Turn& turn, const Connection& connection, Session& session,
                            std::uint32_t interval) {
  // An interval of 0 in CONNECT cannot be raised.
  if (connection.asked_expiry_interval == 0 && interval != 0) {
    turn.rule(Version::v5_0, "U5.0-3.14.2.2.2-4"_v5);
    return false;
  }

  // The session lasts as long as the Client now asks for, or the Server permits.
  turn.rule(Version::v5_0, "MQTT-4.1.0-2"_v5);
  session.expiry_interval =
      std::min(interval, turn.profile.maximum_session_expiry_interval.value_or(never_expires));
  return true;
}

/// Only a normal disconnection takes the Will back; 3.1.1 has no other.
void discard_will(Turn& turn, Connection& connection, ReasonCode code) {
  if (code != ReasonCode::normal_disconnection) {
    turn.rule(Version::v5_0, "U5.0-3.1.2.5-5"_v5);
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

  // A Session Expiry Interval replaces that of the CONNECT.
  const auto interval = disconnect.properties.session_expiry_interval;
  if (v5 && interval && !change_expiry_interval(turn, connection, session, *interval)) {
    on_protocol_error(turn, connection.id, "U5.0-3.14.2.2.2-3"_v5);
    return;
  }

  // The Will is discarded.
  discard_will(turn, connection, v5 ? disconnect.reason_code : ReasonCode::normal_disconnection);

  // The Network Connection is closed, if the Client has not done so.
  close_connection(turn, connection.id, "U3.1.1-3.14.4-1"_v311 | "U5.0-3.14.4-1"_v5);
}

}  // namespace mqttspec::model::broker
