// See s4_13_errors.hpp.
#include "model/client/s4_13_errors.hpp"

#include "model/client/s4_1_session.hpp"

namespace mqttspec::model {

using namespace literals;

template <class Storage>
void close_connection(ClientTurn<Storage>& turn, Cited because) {
  const auto statement = because.of(turn.version());
  assert(statement);
  turn.fired.add(*statement);
  turn.outputs.emplace_back(std::in_place_type<Close>, turn.state.connection, turn.state.now,
                            *statement);
  on_connection_gone(turn);
}

template <class Storage>
void close_for_error(ClientTurn<Storage>& turn, ReasonCode code, Cited because) {
  if (turn.faults.on(ClientFaultId::error_overlooked)) return;
  turn.rule("MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
  if (turn.version() == Version::v5_0 &&
      turn.takes(turn.profile.sends_optional_disconnect, ChoicePoint::optional_report)) {
    const bool known = may_carry(PacketType::disconnect, code, Sender::client);
    turn.rule("U5.0-4.13.1-5"_v5);
    turn.offer(DisconnectOut<Storage>{known ? code : ReasonCode::protocol_error, {}, {}},
               "U5.0-4.13.1-4"_v5);
  }
  close_connection(turn, because);
}

template <class Storage>
void on_protocol_error(ClientTurn<Storage>& turn, Cited because) {
  close_for_error(turn, ReasonCode::protocol_error, because);
}

template <class Storage>
void on_malformed(ClientTurn<Storage>& turn, const Malformed& malformed) {
  const auto& violation = malformed.violation;
  if (violation.reason_code == ReasonCode::packet_too_large) turn.rule("U5.0-3.1.2.11.4-3"_v5);
  close_for_error(turn, violation.reason_code, "MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
}

template void close_connection(ClientTurn<Unbounded>&, Cited);
template void close_for_error(ClientTurn<Unbounded>&, ReasonCode, Cited);
template void on_protocol_error(ClientTurn<Unbounded>&, Cited);
template void on_malformed(ClientTurn<Unbounded>&, const Malformed&);

}  // namespace mqttspec::model
