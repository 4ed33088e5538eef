// See s4_01_session.hpp.
#include "model/broker/s4_01_session.hpp"

#include <algorithm>

#include "model/broker/s3_01_2_5_will.hpp"
#include "model/broker/s4_08_subscriptions.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

void detach(Turn& turn, Session& session) {
  session.connection.reset();

  // Nothing was sent or received on the connection that comes next, and its send quota is whole.
  for (auto& exchange : session.sent) {
    exchange.sent_here = false;
    if (!turn.faults.on(FaultId::send_quota_kept_across_connections))
      exchange.published_here = false;
    exchange.resend_at.reset();
  }
  for (auto& exchange : session.received) exchange.received_here = false;

  // Topic Aliases end with the connection.
  if (turn.faults.on(FaultId::topic_alias_kept_across_connections)) return;
  turn.rule(session.version, "MQTT-3.3.2-7"_v5);
  session.aliases_from_client.clear();
  session.aliases_to_client.clear();
}

/// When a session that is left alone ends, if ever.
std::optional<Time> end_of(const Turn& turn, const Session& session) {
  const auto interval = Time{session.expiry_interval} * 1'000;
  if (session.expiry_interval == never_expires) return std::nullopt;
  if (turn.faults.on(FaultId::session_never_expires)) return std::nullopt;
  if (turn.faults.on(FaultId::session_expires_early)) return turn.state.now + interval / 2;
  if (turn.faults.on(FaultId::session_expires_late)) return turn.state.now + interval * 3;
  return turn.state.now + interval;
}

/// Discards sessions without connection beyond the administrator's limit (F16).
void keep_within_limit(Turn& turn) {
  if (!turn.profile.maximum_stored_sessions) return;
  while (true) {
    std::vector<std::string> stored;
    for (const auto& session : turn.state.sessions)
      if (!session.connection) stored.push_back(session.client_id);
    if (stored.size() <= *turn.profile.maximum_stored_sessions) return;
    const auto chosen = turn.chooser.choose(ChoicePoint::administrative_limit,
                                            static_cast<unsigned>(stored.size()));
    end_session(turn, stored[chosen]);
  }
}

/// What the end of a connection means, once it is no longer among the open ones.
void after_close(Turn& turn, const Connection& closed) {
  if (!closed.connected) return;
  auto* session = find_session(turn.state, closed.client_id);
  if (session == nullptr || (session->connection && *session->connection != closed.id)) return;
  detach(turn, *session);

  // A session that is not to last ends with its connection, and the Will is published.
  if (session->expiry_interval == 0) {
    turn.rule(closed.version, "MQTT-3.1.2-6"_v311 | "U5.0-3.1.2.11.2-3"_v5);
    if (!session->received.empty() && turn.faults.on(FaultId::received_qos_2_kept_after_session))
      turn.state.remnants.push_back({closed.client_id, session->received});
    release_will(turn, closed, nullptr);
    end_session(turn, closed.client_id);
    return;
  }

  // Any other is kept for as long as it is to last.
  turn.rule(closed.version, "MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-23"_v5);
  turn.rule(closed.version, "MQTT-4.1.0-2"_v311 | "MQTT-4.1.0-1"_v5);
  session->ends_at = end_of(turn, *session);
  fail_over_shared(turn, *session);
  release_will(turn, closed, session);
  keep_within_limit(turn);
}

}  // namespace

void on_network_connection_closed(Turn& turn, ConnectionId id) {
  auto& connections = turn.state.connections;
  const auto place = std::ranges::find(connections, id, &Connection::id);
  const auto closed = std::move(*place);
  connections.erase(place);
  after_close(turn, closed);
}

void on_restart(Turn& turn, bool state_kept) {
  auto& state = turn.state;
  const auto closed = std::exchange(state.connections, {});
  if (!state_kept) {
    state.sessions.clear();
    state.retained.clear();
    state.shared_turns.clear();
    return;
  }
  for (auto& session : state.sessions) session.connection.reset();
  for (const auto& connection : closed) after_close(turn, connection);
}

void resume_session(Turn& turn, Session& session) {
  // It no longer expires.
  session.ends_at.reset();

  // A Will whose delay is still running is not published.
  if (session.delayed_will && turn.state.now < session.delayed_will->due) {
    turn.rule(Version::v5_0, "MQTT-3.1.3-9"_v5);
    session.delayed_will.reset();
  }
}

void end_session(Turn& turn, std::string client_id) {
  auto& sessions = turn.state.sessions;
  const auto place = std::ranges::find(sessions, client_id, &Session::client_id);
  const auto ended = std::move(*place);
  sessions.erase(place);

  // Retained messages are no part of the session: they stay.
  turn.rule(ended.version, "MQTT-3.1.2-7"_v311 | "U5.0-4.1-13"_v5);
  if (turn.faults.on(FaultId::retained_deleted_with_session))
    erase_if(turn.state.retained, [&](const auto& kept) { return kept.publisher == client_id; });

  // A Will that is delayed is published now.
  if (ended.delayed_will && !turn.faults.on(FaultId::will_not_published_at_session_end))
    publish_will(turn, ended.delayed_will->will, client_id);

  hand_over_shared(turn, ended);
}

}  // namespace mqttspec::model::broker
