// See s3_12_pingreq.hpp.
#include "model/broker/s3_12_pingreq.hpp"

#include "model/broker/s4_04_retry.hpp"
#include "model/broker/s4_09_flow_control.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

/// What [MQTT-4.4.0-1] of 5.0 forbids: to send again what the Client has not acknowledged yet.
void send_again(Turn& turn, Session& session) {
  for (auto& exchange : session.sent) exchange.sent_here = false;
  resend_unacknowledged(turn, session);
}

}  // namespace

void on_pingreq(Turn& turn, const Connection& connection, Session& session) {
  const auto& faults = turn.faults;
  if (connection.version == Version::v5_0 && faults.on(FaultId::resent_within_connection))
    send_again(turn, session);
  if (!has_send_quota(turn, session, connection)) {
    turn.rule(connection.version, "MQTT-4.9.0-3"_v5);
    if (faults.on(FaultId::pingresp_withheld_without_send_quota)) return;
  }
  if (faults.on(FaultId::pingresp_omitted)) return;
  turn.send(connection, owned::Pingresp{}, "MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5);
  if (faults.on(FaultId::pingresp_twice))
    turn.send(connection, owned::Pingresp{}, "MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5);
}

}  // namespace mqttspec::model
