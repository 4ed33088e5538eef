// See s3_02_connack.hpp.
#include "model/client/s3_02_connack.hpp"

#include "model/client/s3_12_pingreq.hpp"
#include "model/client/s4_01_session.hpp"
#include "model/client/s4_03_qos_sender.hpp"
#include "model/client/s4_13_errors.hpp"

namespace mqttspec::model::client {

using namespace literals;

namespace {

/// Section 3.2.2.3 of 5.0.
ServerLimits limits_of(const ConnackProperties& properties, const FaultSet& faults) {
  ServerLimits limits;
  limits.receive_maximum = properties.receive_maximum.value_or(65'535);
  limits.maximum_packet_size = properties.maximum_packet_size;
  limits.topic_alias_maximum = properties.topic_alias_maximum.value_or(0);
  limits.maximum_qos = static_cast<Qos>(
      properties.maximum_qos.value_or(faults.on(FaultId::maximum_qos_1_by_default) ? 1 : 2));
  limits.retain_available = properties.retain_available.value_or(
                                faults.on(FaultId::retain_unavailable_by_default) ? 0 : 1) != 0;
  limits.wildcard_subscription_available =
      properties.wildcard_subscription_available.value_or(1) != 0;
  limits.subscription_identifier_available =
      properties.subscription_identifier_available.value_or(1) != 0;
  limits.shared_subscription_available = properties.shared_subscription_available.value_or(1) != 0;
  return limits;
}

/// Compares the Sessions of both sides. False if the Client does not go on.
bool agree_on_session(Turn& turn, bool present) {
  auto& state = turn.state;
  if (present == state.has_session) return true;
  if (turn.version() == Version::v3_1_1) {
    turn.rule("U3.1.1-3.2.2.2-1"_v311);
    if (!turn.profile.goes_on_without_session) return false;
    // What was sent is sent again in any case, 4.4; what the Server sends is new.
    if (!present) state.received.clear();
    return true;
  }
  if (present) {
    turn.rule("MQTT-3.2.2-4"_v5);
    return turn.faults.on(FaultId::unexpected_session_accepted);
  }
  turn.rule("MQTT-3.2.2-5"_v5);
  if (!turn.faults.on(FaultId::state_kept_without_session)) discard_session(turn);
  return true;
}

void take_keep_alive(Turn& turn, const ConnackProperties& properties) {
  auto& state = turn.state;
  state.keep_alive = state.settings.keep_alive;
  if (properties.server_keep_alive) {
    turn.rule("MQTT-3.1.2-21"_v5);
    const bool overlooked =
        state.keep_alive == 0 && turn.faults.on(FaultId::server_keep_alive_ignored_without_own);
    if (!overlooked && !turn.faults.on(FaultId::server_keep_alive_ignored))
      state.keep_alive = *properties.server_keep_alive;
  }
  if (state.keep_alive == 0 && turn.faults.on(FaultId::keep_alive_0_taken_as_1))
    state.answer_by = state.now + 1'000;
  state.ping_at.reset();
  if (state.keep_alive != 0) state.ping_at = state.now + Time{state.keep_alive} * 750;
}

/// [MQTT-4.12.0-5] of 5.0.
bool has_agreed_method(const State& state, const ConnackProperties& properties) {
  const auto& method = state.settings.properties.authentication_method;
  if (properties.authentication_method.has_value() != method.has_value()) return false;
  return !method || *properties.authentication_method == std::string_view(*method);
}

void resume(Turn& turn) {
  if (turn.faults.on(FaultId::received_forgotten_on_return)) turn.state.received.clear();
  if (turn.faults.on(FaultId::sent_forgotten_on_return)) turn.state.sent.clear();
  resend_unacknowledged(turn);
  send_queued(turn);
}

}  // namespace

void on_connack(Turn& turn, const Connack& connack) {
  auto& state = turn.state;
  if (state.link == Link::connected) {
    on_protocol_error(turn, "MQTT-3.2.0-1"_v311 | "MQTT-3.2.0-2"_v5);
    return;
  }
  turn.answer(PacketType::connect, 0, connack.reason_code);
  const auto& properties = connack.properties;
  if (connack.reason_code != ReasonCode::success) {
    state.link = Link::wanted;  // the application has its answer
    close_connection(turn, "MQTT-3.2.2-5"_v311 | "MQTT-3.2.2-7"_v5);
    return;
  }
  state.link = Link::connected;
  state.answer_by.reset();
  if (turn.version() == Version::v5_0 && !has_agreed_method(state, properties) &&
      !turn.faults.on(FaultId::method_of_connack_unchecked)) {
    on_protocol_error(turn, "MQTT-4.12.0-5"_v5);
    return;
  }
  if (!agree_on_session(turn, connack.session_present)) {
    close_for_error(turn, ReasonCode::protocol_error, "U3.1.1-3.2.2.2-1"_v311 | "MQTT-3.2.2-4"_v5);
    return;
  }
  state.has_session = true;
  state.session_ends_at.reset();
  state.limits = limits_of(properties, turn.faults);
  if (properties.session_expiry_interval)
    state.expiry_interval = *properties.session_expiry_interval;
  if (properties.assigned_client_identifier)
    state.settings.client_id = std::string(*properties.assigned_client_identifier);
  if (state.authentication == Authentication::before_connack)
    state.authentication = Authentication::done;
  take_keep_alive(turn, properties);
  if (turn.profile.pings_when_connected) send_pingreq(turn);
  resume(turn);
}

}  // namespace mqttspec::model::client
