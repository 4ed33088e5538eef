// See s4_09_flow_control.hpp.
#include "model/broker/s4_09_flow_control.hpp"

#include <algorithm>

#include "model/broker/s3_03_2_3_properties.hpp"
#include "model/broker/s4_03_qos_sender.hpp"
#include "model/broker/s4_04_retry.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// The next message that may be sent, or the end: QoS 0 is not held up by Receive Maximum.
auto next_to_send(Turn& turn, Session& session, const Connection& connection, bool all_resent) {
  const bool quota = all_resent && has_send_quota(turn, session, connection);
  const auto may_go = [&](const auto& delivery) {
    return quota || delivery.message.qos == Qos::at_most_once;
  };
  auto& waiting = session.waiting;
  const auto first = std::ranges::find_if(waiting, may_go);
  const auto& unordered = turn.profile.unordered_topic;
  if (first == waiting.end() || !has_beginning(first->message.topic, unordered)) return first;
  // F25: any of them, and the plain choice of such a broker is the last.
  const auto is_candidate = [&](const auto& delivery) {
    return may_go(delivery) && has_beginning(delivery.message.topic, unordered);
  };
  const auto count = static_cast<unsigned>(std::ranges::count_if(waiting, is_candidate));
  auto skipped = count - 1 - turn.chooser.choose(ChoicePoint::unordered_topic, count);
  return std::ranges::find_if(first, waiting.end(), [&](const auto& delivery) {
    return is_candidate(delivery) && skipped-- == 0;
  });
}

/// Keeps a message for the session, behind those that wait already.
void keep(Turn& turn, Session& session, Delivery delivery) {
  if (!session.connection) {
    turn.rule(session.version, "MQTT-3.1.2-5"_v311 | "U5.0-4.1-10"_v5);
    if (turn.faults.on(FaultId::offline_messages_not_stored)) return;
  }
  turn.rule(session.version, "MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5);
  auto& waiting = session.waiting;
  if (turn.faults.on(FaultId::waiting_messages_reversed))
    waiting.insert(waiting.begin(), std::move(delivery));
  else
    waiting.push_back(std::move(delivery));
}

/// True if a message expired while it waited (5.0 section 3.3.2.3.3).
bool has_expired(const Turn& turn, const Delivery& delivery) {
  const auto on = [&](FaultId fault) { return turn.faults.on(fault); };
  Time waited = turn.state.now - delivery.received_at;
  if (!delivery.message.message_expiry_interval)
    return on(FaultId::message_without_interval_expires) && waited > 1'000;
  if (on(FaultId::expired_message_delivered)) return false;
  if (on(FaultId::message_expires_early)) waited *= 2;
  return is_expired(delivery.message, 0, waited);
}

/// True if another Client has not acknowledged everything.
bool is_somebody_slow(const Turn& turn, const Session& session) {
  return std::ranges::any_of(turn.state.sessions, [&](const auto& other) {
    return other.client_id != session.client_id && other.connection && !other.sent.empty();
  });
}

}  // namespace

void deliver(Turn& turn, Session& session, Delivery delivery) {
  const auto* connection =
      session.connection ? find_connection(turn.state, *session.connection) : nullptr;
  if (delivery.message.qos != Qos::at_most_once) {
    // QoS 1 and 2: it waits its turn.
    keep(turn, session, std::move(delivery));
    if (turn.faults.on(FaultId::slow_client_holds_up_others) && is_somebody_slow(turn, session))
      return;
    deliver_waiting(turn, session);
  } else if (connection != nullptr) {
    // QoS 0: at once, or to a session without connection only if the broker does that (F04).
    send_at_most_once(turn, session, *connection, delivery);
  } else if (turn.takes(turn.profile.keeps_offline_qos_0, ChoicePoint::offline_qos_0)) {
    session.waiting.push_back(std::move(delivery));
  }
}

bool has_send_quota(Turn& turn, const Session& session, const Connection& connection) {
  // Each PUBLISH uses up one of the Client's Receive Maximum until its exchange is over.
  auto in_flight =
      static_cast<std::size_t>(std::ranges::count_if(session.sent, &SentExchange::published_here));
  if (turn.faults.on(FaultId::send_quota_freed_by_pubrec))
    in_flight = static_cast<std::size_t>(std::ranges::count_if(
        session.sent, [](const auto& e) { return e.awaiting != Awaiting::pubcomp; }));
  const std::size_t limit = connection.receive_maximum;
  if (in_flight >= limit) turn.rule(connection.version, "MQTT-4.9.0-2"_v5);
  turn.rule(connection.version, "MQTT-3.3.4-9"_v5);
  turn.rule(connection.version, "MQTT-4.9.0-1"_v5);
  // A broker may have one message in flight only (F12).
  const bool one_by_one =
      in_flight != 0 && turn.takes(turn.profile.one_message_at_a_time, ChoicePoint::in_flight);
  return in_flight < limit && session.sent.size() < 65'535 && !one_by_one;
}

void deliver_waiting(Turn& turn, Session& session) {
  if (!session.connection) return;
  const auto& connection = *find_connection(turn.state, *session.connection);
  // What was sent before comes first.
  const bool all_resent = resend_unacknowledged(turn, session);
  // Then what waits, as long as the Client can take it; but nothing that has expired.
  while (true) {
    const auto next = next_to_send(turn, session, connection, all_resent);
    if (next == session.waiting.end()) return;
    auto delivery = std::move(*next);
    session.waiting.erase(next);
    if (has_expired(turn, delivery)) {
      turn.rule(Version::v5_0, "MQTT-3.3.2-5"_v5);
      continue;
    }
    if (delivery.message.qos == Qos::at_most_once)
      send_at_most_once(turn, session, connection, delivery);
    else
      begin_exchange(turn, session, connection, std::move(delivery));
  }
}

}  // namespace mqttspec::model::broker
