// See s3_15_auth.hpp.
#include "model/broker/s3_15_auth.hpp"

#include "model/broker/s4_12_authentication.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model {

using namespace literals;

void on_auth(Turn& turn, Connection& connection, const Auth& auth) {
  if (connection.authentication != Authentication::none) {
    re_authenticate(turn, connection, auth);
    return;
  }
  if (turn.faults.on(FaultId::auth_without_method_tolerated)) return;
  on_protocol_error(turn, connection.id, "U3.1.1-2.2.1-1"_v311 | "U5.0-3.15-1"_v5);
}

}  // namespace mqttspec::model
