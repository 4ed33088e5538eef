// See s4_12_authentication.hpp.
#include "model/client/s4_12_authentication.hpp"

#include "model/client/s4_13_errors.hpp"

namespace mqttspec::model::client {

using namespace literals;

namespace {

void send_auth(Turn& turn, ReasonCode code, std::string_view method, std::optional<Bytes> data,
               Cited because) {
  owned::Auth out{code, {}};
  out.properties.authentication_method = method;
  if (data) out.properties.authentication_data = as_text(*data);
  turn.rule("MQTT-4.12.0-5"_v5);
  turn.send(out, because);
}

/// Answers a challenge by its echo.
void answer_challenge(Turn& turn, const Auth& auth) {
  if (turn.state.authentication == Authentication::before_connack) {
    turn.rule("MQTT-3.1.2-30"_v5);
    if (turn.faults.on(FaultId::packet_before_connack_while_authenticating)) {
      turn.send(owned::Pingreq{}, "MQTT-3.1.2-30"_v5);
      return;
    }
  }
  turn.rule("U5.0-4.12-3"_v5);
  const auto code = turn.faults.on(FaultId::auth_answered_with_other_code)
                        ? ReasonCode::re_authenticate
                        : ReasonCode::continue_authentication;
  send_auth(turn, code, *turn.state.settings.properties.authentication_method,
            auth.properties.authentication_data, "MQTT-4.12.0-3"_v5);
}

}  // namespace

void ask_re_authenticate(Turn& turn) {
  auto& state = turn.state;
  if (turn.version() == Version::v3_1_1 || state.link != Link::connected) return;
  if (state.authentication == Authentication::none) {
    turn.rule("MQTT-4.12.0-7"_v5);
    if (turn.faults.on(FaultId::auth_without_method))
      send_auth(turn, ReasonCode::re_authenticate, "none", {}, "MQTT-4.12.0-7"_v5);
    return;
  }
  state.authentication = Authentication::again;
  const bool other = turn.faults.on(FaultId::re_authenticated_by_other_method);
  send_auth(turn, ReasonCode::re_authenticate,
            other ? std::string_view("other")
                  : std::string_view(*state.settings.properties.authentication_method),
            {}, "MQTT-4.12.1-1"_v5);
}

void on_auth(Turn& turn, const Auth& auth) {
  auto& state = turn.state;
  const auto& method = state.settings.properties.authentication_method;
  const bool begun = state.authentication == Authentication::before_connack ||
                     state.authentication == Authentication::again;
  const bool agreed =
      method && (auth.properties.authentication_method == std::string_view(*method) ||
                 turn.faults.on(FaultId::method_of_auth_unchecked));
  if (turn.version() == Version::v3_1_1 || !begun || !agreed) {
    turn.rule("U5.0-3.15-1"_v5);
    turn.rule("U5.0-4.13.1-3"_v5);
    on_protocol_error(turn, "MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
  } else if (auth.reason_code == ReasonCode::continue_authentication) {
    answer_challenge(turn, auth);
  } else if (auth.reason_code == ReasonCode::success &&
             state.authentication == Authentication::again) {
    turn.rule("U5.0-4.12.1-4"_v5);
    state.authentication = Authentication::done;
    turn.answer(PacketType::auth, 0, ReasonCode::success);
  } else {
    on_protocol_error(turn, "MQTT-4.8.0-1"_v311 | "U5.0-4.13.1-2"_v5);
  }
}

}  // namespace mqttspec::model::client
