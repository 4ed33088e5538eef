// See s3_12_pingreq.hpp.
#include "model/broker/s3_12_pingreq.hpp"

#include "model/broker/s4_04_retry.hpp"
#include "model/broker/s4_09_flow_control.hpp"

namespace mqttspec::model::broker {

using namespace literals;

void on_pingreq(Turn& turn, const Connection& connection, Session& session) {
  // Nothing is sent again while the connection lasts: [MQTT-4.4.0-1] of 5.0.
  if (connection.version == Version::v5_0 && turn.faults.on(FaultId::resent_within_connection)) {
    for (auto& exchange : session.sent) exchange.sent_here = false;
    resend_unacknowledged(turn, session);
  }

  // Receive Maximum holds back no packet but PUBLISH.
  if (!has_send_quota(turn, session, connection, in_flight(turn, session))) {
    turn.rule(connection.version, "MQTT-4.9.0-3"_v5);
    if (turn.faults.on(FaultId::pingresp_withheld_without_send_quota)) return;
  }

  // The answer is PINGRESP.
  turn.send(connection, owned::Pingresp{}, "MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5);
}

}  // namespace mqttspec::model::broker
