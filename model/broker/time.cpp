// See time.hpp.
#include "model/broker/time.hpp"

#include <algorithm>

#include "model/broker/s3_01_2_10_keep_alive.hpp"
#include "model/broker/s3_01_2_5_will.hpp"
#include "model/broker/s3_03_1_3_retain.hpp"
#include "model/broker/s4_01_session.hpp"
#include "model/broker/s4_04_retry.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

bool is_due(std::optional<Time> deadline, Time now) { return deadline && *deadline <= now; }

/// F18: nothing forbids a Server to end a connection, and 5.0 has a Reason Code for this cause.
/// 3.1.1 does not speak of it.
void close_unprompted(Turn& turn, Connection& connection) {
  connection.closes_at.reset();
  if (turn.chooser.choose(ChoicePoint::unprompted_close, 2) != 0) return;
  close_for_error(turn, connection.id, ReasonCode::maximum_connect_time, "MQTT-4.13.2-1"_v5);
}

/// Does one thing that is due; nothing if there is none.
void do_next(Turn& turn) {
  const Time now = turn.state.now;

  // A connection has been silent for too long.
  for (const auto& connection : turn.state.connections)
    if (is_due(connection.silent_until, now)) return on_silence(turn, connection.id);

  // A connection has lasted for as long as the Server permits.
  for (auto& connection : turn.state.connections)
    if (is_due(connection.closes_at, now)) return close_unprompted(turn, connection);

  // A packet was not acknowledged for long.
  for (auto& session : turn.state.sessions)
    if (const auto again = earliest_resend(session); is_due(again, now))
      return resend_within_connection(turn, session);

  // The delay of a Will has passed.
  for (auto& session : turn.state.sessions)
    if (session.delayed_will && session.delayed_will->published_at <= now) {
      const HeldWill will = session.delayed_will->will;
      session.delayed_will.reset();
      turn.rule(will.version, "MQTT-3.1.2-8"_v5);
      return publish_will(turn, will, session.client_id);
    }

  // A session has expired.
  for (const auto& session : turn.state.sessions)
    if (is_due(session.ends_at, now)) {
      turn.rule(session.version, "MQTT-4.1.0-2"_v5);
      return end_session(turn, session.client_id);
    }
}

}  // namespace

std::optional<Time> earliest_deadline(const BrokerState& state) {
  std::optional<Time> earliest;
  const auto consider = [&](std::optional<Time> deadline) {
    if (deadline && (!earliest || *deadline < *earliest)) earliest = deadline;
  };
  for (const auto& connection : state.connections) {
    consider(connection.silent_until);
    consider(connection.closes_at);
  }
  for (const auto& session : state.sessions) {
    consider(session.ends_at);
    consider(earliest_resend(session));
    if (session.delayed_will) consider(session.delayed_will->published_at);
  }
  return earliest;
}

void pass_time(Turn& turn, Time now) {
  const Time before = turn.state.now;
  // What is due on the way happens at its time.
  while (true) {
    const auto deadline = earliest_deadline(turn.state);
    if (!deadline || *deadline > now) break;
    turn.state.now = std::max(turn.state.now, *deadline);
    do_next(turn);
  }
  turn.state.now = std::max(turn.state.now, now);
  if (turn.state.now != before) drop_expired_retained(turn);
}

}  // namespace mqttspec::model::broker
