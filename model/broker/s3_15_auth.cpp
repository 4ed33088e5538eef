// See s3_15_auth.hpp.
#include "model/broker/s3_15_auth.hpp"

#include "model/broker/s4_12_authentication.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model::broker {

using namespace literals;

void on_auth(Turn& turn, Connection& connection, const Auth& auth) {
  // It belongs to the Authentication Method that CONNECT named; 3.1.1 has no AUTH.
  if (connection.authentication == Authentication::none) {
    if (turn.faults.on(FaultId::auth_without_method_answered_by_connack)) {
      turn.send(connection, owned::Connack{}, "MQTT-3.1.4-4"_v311 | "MQTT-3.1.4-5"_v5);
      return;
    }
    on_protocol_error(turn, connection.id, "U3.1.1-2.2.1-1"_v311 | "U5.0-3.15-1"_v5);
    return;
  }

  // After CONNACK it authenticates the Client anew.
  re_authenticate(turn, connection, auth);
}

}  // namespace mqttspec::model::broker
