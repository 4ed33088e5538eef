// See s3_01_connect.hpp.
#include "model/client/s3_01_connect.hpp"

#include "codec/owned.hpp"
#include "model/client/s4_01_session.hpp"

namespace mqttspec::model::client {

using namespace literals;

namespace {

std::uint32_t expiry_of(const Connect& connect) {
  if (connect.version == Version::v3_1_1) return connect.clean_start ? 0 : never_expires;
  return connect.properties.session_expiry_interval.value_or(0);
}

}  // namespace

void ask_connect(Turn& turn, const Connect& connect) {
  auto& state = turn.state;
  if (state.link != Link::none) return;
  if (connect.version == Version::v3_1_1 && connect.client_id.empty() && !connect.clean_start &&
      !turn.faults.on(FaultId::client_id_empty_with_clean_session_0)) {
    turn.answer(PacketType::connect, 0, ReasonCode::client_identifier_not_valid);
    return;
  }
  // A Server knows a Client that lets it choose by the identifier that it chose.
  const auto client_id = state.settings.client_id;
  state.settings = to_owned(connect);
  if (state.has_session && state.settings.client_id.empty() && !connect.clean_start &&
      turn.profile.returns_by_assigned_id) {
    turn.rule("MQTT-3.1.3-2"_v5);
    state.settings.client_id = client_id;
    if (turn.faults.on(FaultId::sent_forgotten_under_assigned_id)) state.sent.clear();
  }
  if (state.has_session && state.settings.client_id != client_id) discard_session(turn);
  state.expiry_interval = expiry_of(connect);
  state.link = Link::wanted;
  turn.outputs.emplace_back(Connecting{});
}

void send_connect(Turn& turn, ConnectionId connection) {
  auto& state = turn.state;
  if (state.link != Link::wanted) return;
  state.link = Link::awaiting_connack;
  state.connection = connection;
  state.answer_by = state.now + Time{turn.profile.patience} * 1'000;
  if (state.settings.properties.authentication_method)
    state.authentication = Authentication::before_connack;
  if (state.settings.clean_start) {
    turn.rule("MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-4"_v5);
    if (!turn.faults.on(FaultId::session_kept_on_clean_start)) discard_session(turn);
  }
  if (turn.faults.on(FaultId::ping_before_connect))
    turn.send(owned::Pingreq{}, "MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5);
  turn.rule("U3.1.1-3.1-1"_v311 | "U5.0-3.1-1"_v5);
  turn.send(state.settings, "MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5);
  if (turn.faults.on(FaultId::connect_twice))
    turn.send(state.settings, "MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5);
}

}  // namespace mqttspec::model::client
