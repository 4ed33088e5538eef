// See s4_13_errors.hpp.
#include "model/client/s4_13_errors.hpp"

#include "model/client/s4_01_session.hpp"

namespace mqttspec::model::client {

using namespace literals;

void close_connection(Turn& turn, Cited because) {
  const auto statement = because.of(turn.version());
  assert(statement);
  turn.fired.add(*statement);
  turn.outputs.emplace_back(std::in_place_type<Close>, turn.state.connection, turn.state.now,
                            *statement);
  on_connection_gone(turn);
}

namespace {

/// What a faulty Client does not check.
bool is_overlooked(const FaultSet& faults, const Malformed& malformed) {
  const auto& violation = malformed.violation;
  const auto breaks = [&](Cited cited) {
    return cited.of(malformed.version) == violation.statement;
  };
  const bool is_auth = malformed.type == static_cast<std::uint8_t>(PacketType::auth);
  if (breaks("MQTT-3.3.1-4"_v311 | "MQTT-3.3.1-4"_v5)) return faults.on(FaultId::qos_3_accepted);
  if (violation.offset == 0)
    return is_auth ? faults.on(FaultId::flags_of_auth_overlooked)
                   : faults.on(FaultId::flags_overlooked);
  if (breaks("MQTT-1.5.3-1"_v311 | "MQTT-1.5.4-1"_v5))
    return faults.on(FaultId::ill_formed_text_accepted);
  if (breaks("MQTT-4.7.3-2"_v311 | "MQTT-4.7.3-2"_v5))
    return faults.on(FaultId::null_character_accepted);
  return false;
}

/// DISCONNECT with the code.
void report(Turn& turn, ReasonCode code) {
  if (turn.faults.on(FaultId::error_not_told)) return;
  if (!may_carry(PacketType::disconnect, code, Sender::client)) code = ReasonCode::protocol_error;
  if (turn.faults.on(FaultId::error_told_as_normal)) code = ReasonCode::normal_disconnection;
  turn.rule("U5.0-4.13.1-5"_v5);
  turn.offer(owned::Disconnect{code, {}}, "U5.0-4.13.1-4"_v5);
}

}  // namespace

void close_for_error(Turn& turn, ReasonCode code, Cited because) {
  if (turn.faults.on(FaultId::error_overlooked)) return;
  turn.rule("MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
  if (turn.version() == Version::v5_0 &&
      turn.takes(turn.profile.sends_optional_disconnect, ChoicePoint::optional_report)) {
    report(turn, code);
  }
  close_connection(turn, because);
}

bool has_barred_text(const State& state, const Packet& packet) {
  if (state.settings.properties.request_problem_information != 0) return false;
  const auto type = type_of(packet);
  if (type == PacketType::publish || type == PacketType::connack || type == PacketType::disconnect)
    return false;
  return std::visit(
      []<class Typed>(const Typed& typed) {
        if constexpr (requires { typed.properties.reason_string; })
          return typed.properties.reason_string.has_value() ||
                 !typed.properties.user_properties.empty();
        return false;
      },
      packet);
}

void on_protocol_error(Turn& turn, Cited because) {
  close_for_error(turn, ReasonCode::protocol_error, because);
}

void on_malformed(Turn& turn, const Malformed& malformed) {
  const auto& violation = malformed.violation;
  if (is_overlooked(turn.faults, malformed)) return;
  if (violation.reason_code == ReasonCode::packet_too_large) turn.rule("U5.0-3.1.2.11.4-3"_v5);
  close_for_error(turn, violation.reason_code, "MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
}

}  // namespace mqttspec::model::client
