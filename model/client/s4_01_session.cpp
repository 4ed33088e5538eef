// See s4_01_session.hpp.
#include "model/client/s4_01_session.hpp"

namespace mqttspec::model::client {

using namespace literals;

namespace {

/// Requests are no part of the Session: the Client has to ask again.
void give_up_requests(Turn& turn) {
  for (const auto& request : turn.state.requests)
    turn.answer(request.is_subscribe ? PacketType::subscribe : PacketType::unsubscribe,
                request.packet_id, ReasonCode::unspecified_error);
  turn.state.requests.clear();
}

void leave_connection(Turn& turn) {
  auto& state = turn.state;
  for (auto& exchange : state.sent) {
    exchange.sent_here = exchange.published_here = false;
    exchange.resend_at.reset();
  }
  for (auto& exchange : state.received) exchange.received_here = false;
  state.freed_to_receive = 0;
  if (!turn.faults.on(FaultId::topic_alias_kept_across_connections)) {
    turn.rule("MQTT-3.3.2-7"_v5);
    state.aliases_to_server.clear();
  }
  if (!turn.faults.on(FaultId::received_topic_alias_kept)) state.aliases_from_server.clear();
  state.limits = {};
  state.keep_alive = 0;
  state.ping_at.reset();
  state.answer_by.reset();
  state.authentication = Authentication::none;
  state.link = Link::none;
  state.connection = 0;
}

}  // namespace

void on_connection_gone(Turn& turn) {
  auto& state = turn.state;
  const bool was_connected = state.link == Link::connected;
  if (state.link == Link::awaiting_connack)
    turn.answer(PacketType::connect, 0, ReasonCode::unspecified_error);
  give_up_requests(turn);
  leave_connection(turn);
  if (!state.has_session || !was_connected) return;
  turn.rule("MQTT-4.1.0-2"_v311 | "MQTT-4.1.0-2"_v5);
  if (state.expiry_interval == 0)
    discard_session(turn);
  else if (state.expiry_interval != never_expires)
    state.session_ends_at = state.now + Time{state.expiry_interval} * 1'000;
}

void discard_session(Turn& turn) {
  auto& state = turn.state;
  for (const auto& exchange : state.sent)
    turn.answer(PacketType::publish, exchange.packet_id, ReasonCode::unspecified_error);
  for ([[maybe_unused]] const auto& message : state.waiting)
    turn.answer(PacketType::publish, 0, ReasonCode::unspecified_error);
  state.has_session = false;
  state.session_ends_at.reset();
  state.sent.clear();
  if (!turn.faults.on(FaultId::received_kept_without_session)) state.received.clear();
  state.waiting.clear();
  state.subscriptions.clear();
}

}  // namespace mqttspec::model::client
