// See s3_2_connack.hpp.
#include "model/broker/s3_2_connack.hpp"

#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

constexpr std::optional<std::uint8_t> unless_available(bool available) {
  if (available) return std::nullopt;
  return std::uint8_t{0};
}

/// Section 3.2.2.3 of 5.0: what the Client has to know about this Server.
template <class Storage>
void announce_capabilities(Turn<Storage>& turn, ConnackOut<Storage>& connack) {
  const auto& profile = turn.profile;
  connack.receive_maximum = profile.receive_maximum;
  if (profile.maximum_qos != Qos::exactly_once &&
      !turn.faults.on(FaultId::maximum_qos_not_announced)) {
    turn.rule(Version::v5_0, "MQTT-3.2.2-9"_v5);
    connack.maximum_qos = static_cast<std::uint8_t>(profile.maximum_qos);
  }
  connack.retain_available = unless_available(profile.retain_available);
  connack.maximum_packet_size = profile.maximum_packet_size;
  if (profile.topic_alias_maximum != 0) connack.topic_alias_maximum = profile.topic_alias_maximum;
  connack.wildcard_subscription_available =
      unless_available(profile.wildcard_subscription_available);
  connack.subscription_identifier_available =
      unless_available(profile.subscription_identifier_available);
  connack.shared_subscription_available = unless_available(profile.shared_subscription_available);
  connack.server_keep_alive = profile.server_keep_alive;
}

template <class Storage>
void add_properties(Turn<Storage>& turn, const Session<Storage>& session,
                    const Acceptance& acceptance, ConnackOut<Storage>& connack) {
  announce_capabilities(turn, connack);
  if (acceptance.client_id_assigned &&
      !turn.faults.on(FaultId::assigned_client_identifier_omitted)) {
    turn.rule(Version::v5_0, "MQTT-3.1.3-7"_v5);
    turn.rule(Version::v5_0, "MQTT-3.2.2-16"_v5);
    connack.assigned_client_identifier = session.client_id;
  }
  if (acceptance.expiry_lowered) connack.session_expiry_interval = session.expiry_interval;
  if (!acceptance.wants_response_information) {
    turn.rule(Version::v5_0, "MQTT-3.1.2-28"_v5);
    if (turn.faults.on(FaultId::response_information_unasked))
      connack.response_information = typename Storage::Text("response");
  }
}

template <class Storage>
bool session_present(Turn<Storage>& turn, const Connection<Storage>& connection, bool present) {
  if (turn.faults.on(FaultId::session_present_always_0)) return false;
  if (turn.faults.on(FaultId::session_present_always_1)) return true;
  turn.rule(connection.version, present ? "MQTT-3.2.2-2"_v311 | "MQTT-3.2.2-3"_v5
                                        : "MQTT-3.2.2-3"_v311 | "MQTT-3.2.2-3"_v5);
  return present;
}

}  // namespace

template <class Storage>
void accept_connect(Turn<Storage>& turn, const Connection<Storage>& connection,
                    const Session<Storage>& session, const Acceptance& acceptance) {
  if (turn.faults.on(FaultId::connack_omitted)) return;
  ConnackOut<Storage> connack;
  connack.session_present = session_present(turn, connection, acceptance.session_present);
  if (connection.version == Version::v5_0) add_properties(turn, session, acceptance, connack);
  turn.rule(connection.version, "MQTT-3.2.0-1"_v311 | "MQTT-3.2.0-1"_v5);
  turn.send(connection, connack, "MQTT-3.1.4-4"_v311 | "MQTT-3.1.4-5"_v5);
  if (turn.faults.on(FaultId::connack_twice))
    turn.send(connection, connack, "MQTT-3.1.4-4"_v311 | "MQTT-3.1.4-5"_v5);
}

template <class Storage>
void refuse_connect(Turn<Storage>& turn, Connection<Storage>& connection, ReasonCode code,
                    Cited because) {
  const bool v5 = connection.version == Version::v5_0;
  ConnackOut<Storage> connack;
  connack.reason_code = code;
  if (!v5) {
    if (!turn.faults.on(FaultId::refusal_connack_omitted)) turn.send(connection, connack, because);
    turn.rule(Version::v3_1_1, "MQTT-3.2.2-4"_v311);
  } else if (turn.takes(turn.profile.refuses_with_connack, ChoicePoint::refusal_connack)) {
    if (!may_carry(PacketType::connack, code, Sender::server))
      connack.reason_code = ReasonCode::protocol_error;
    if (turn.faults.on(FaultId::disconnect_before_connack))
      turn.offer(connection, DisconnectOut<Storage>{ReasonCode::protocol_error, {}, {}}, because);
    else
      turn.offer(connection, connack, because);
    turn.rule(Version::v5_0, "MQTT-3.2.2-6"_v5);
  }
  if (turn.faults.on(FaultId::refused_connection_left_open)) {
    connection.deaf = true;
    return;
  }
  turn.rule(connection.version, "MQTT-3.2.2-5"_v311 | "MQTT-3.2.2-7"_v5);
  close_connection(turn, connection.id, because);
}

template void accept_connect(Turn<Unbounded>&, const Connection<Unbounded>&,
                             const Session<Unbounded>&, const Acceptance&);
template void refuse_connect(Turn<Unbounded>&, Connection<Unbounded>&, ReasonCode, Cited);

}  // namespace mqttspec::model
