// See s3_1_connect.hpp.
#include "model/broker/s3_1_connect.hpp"

#include "model/broker/s3_1_4_connect_actions.hpp"
#include "model/broker/s3_2_connack.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

/// Why a CONNECT is refused although it is well formed.
struct Refusal {
  ReasonCode code;
  Cited because;
};

/// Checks the Will against what the Server offers, in 5.0; 3.1.1 has no way to offer less.
std::optional<Refusal> refusal_of_will(const Will& will, const Profile& profile,
                                       const FaultSet& faults) {
  if (will.qos > profile.maximum_qos && !faults.on(FaultId::will_qos_above_maximum_accepted))
    return Refusal{ReasonCode::qos_not_supported, "MQTT-3.2.2-12"_v5};
  if (will.retain && !profile.retain_available &&
      !faults.on(FaultId::will_retain_unavailable_accepted))
    return Refusal{ReasonCode::retain_not_supported, "MQTT-3.2.2-13"_v5};
  return std::nullopt;
}

std::optional<Refusal> refusal_of(const Connect& connect, const Profile& profile,
                                  const FaultSet& faults) {
  if (connect.version == Version::v3_1_1) {
    if (connect.client_id.empty() && !connect.clean_start &&
        !faults.on(FaultId::empty_client_id_with_clean_session_0_accepted))
      return Refusal{return_code::identifier_rejected, "MQTT-3.1.3-8"_v311};
    return std::nullopt;
  }
  if (connect.properties.authentication_method &&
      !faults.on(FaultId::unknown_authentication_method_accepted))
    return Refusal{ReasonCode::bad_authentication_method, "MQTT-4.12.0-1"_v5};
  if (connect.will) return refusal_of_will(*connect.will, profile, faults);
  return std::nullopt;
}

}  // namespace

template <class Storage>
void on_connect(Turn<Storage>& turn, ConnectionId id, const Connect& connect) {
  auto* connection = find_connection(turn.state, id);
  if (connection->connected) {
    if (turn.faults.on(FaultId::second_connect_tolerated)) return;
    on_protocol_error(turn, id, "MQTT-3.1.0-2"_v311 | "MQTT-3.1.0-2"_v5);
    return;
  }
  connection->version = connect.version;
  if (const auto refusal = refusal_of(connect, turn.profile, turn.faults)) {
    turn.rule(connect.version, "MQTT-3.1.4-5"_v311 | "MQTT-3.1.4-6"_v5);
    refuse_connect(turn, *connection, refusal->code, refusal->because);
    return;
  }
  connect_actions(turn, id, connect);
}

template void on_connect(Turn<Unbounded>&, ConnectionId, const Connect&);

}  // namespace mqttspec::model
