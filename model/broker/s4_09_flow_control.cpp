// See s4_09_flow_control.hpp.
#include "model/broker/s4_09_flow_control.hpp"

#include <algorithm>
#include <utility>

#include "model/broker/s3_03_2_3_properties.hpp"
#include "model/broker/s4_03_qos_sender.hpp"
#include "model/broker/s4_04_retry.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// F25: which of the messages that may go is the next, if their order does not matter. The plain
/// choice of such a broker is the last.
std::size_t unordered_next(Turn& turn, const Queue<Delivery>& waiting, std::size_t first,
                           bool quota) {
  const auto& unordered = turn.profile.unordered_topic;
  if (!has_beginning(waiting[first].message.topic, unordered)) return first;
  const auto is_candidate = [&](const auto& delivery) {
    return (quota || delivery.message.qos == Qos::at_most_once) &&
           has_beginning(delivery.message.topic, unordered);
  };
  const auto count = static_cast<unsigned>(std::count_if(
      waiting.begin() + static_cast<std::ptrdiff_t>(first), waiting.end(), is_candidate));
  auto skipped = count - 1 - turn.chooser.choose(ChoicePoint::unordered_topic, count);
  while (!is_candidate(waiting[first]) || skipped-- != 0) ++first;
  return first;
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
    insert_first(waiting, std::move(delivery));
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

/// Sends a message that waited, but nothing that has expired. Returns how many more are in flight.
std::size_t send_waiting(Turn& turn, Session& session, const Connection& connection,
                         Delivery delivery, PacketIds& used) {
  if (has_expired(turn, delivery)) {
    turn.rule(Version::v5_0, "MQTT-3.3.2-5"_v5);
    return 0;
  }
  if (delivery.message.qos == Qos::at_most_once) {
    send_at_most_once(turn, session, connection, delivery);
    return 0;
  }
  const auto before = session.sent.size();
  begin_exchange(turn, session, connection, std::move(delivery), used);
  return session.sent.size() != before && is_in_flight(turn, session.sent.back()) ? 1 : 0;
}

/// How many more messages above QoS 0 the Client can take.
std::size_t room(const Connection& connection, std::size_t in_flight) {
  const std::size_t limit = std::size_t{connection.receive_maximum} + connection.freed_to_send;
  return limit - std::min(limit, in_flight);
}

/// Prepares for many more elements at once; a few do not pay.
template <class List>
void make_room(List& list, std::size_t more) {
  constexpr std::size_t many = 100;
  if (more >= many) list.reserve(list.size() + more);
}

/// True if another Client has not acknowledged everything.
bool is_somebody_slow(const Turn& turn, const Session& session) {
  return std::ranges::any_of(turn.state.sessions, [&](const auto& other) {
    return other.client_id != session.client_id && other.connection && !other.sent.empty();
  });
}

}  // namespace

void deliver(Turn& turn, Session& session, std::span<Delivery> deliveries) {
  const auto* connection =
      session.connection ? find_connection(turn.state, *session.connection) : nullptr;
  bool any_kept = false;
  make_room(session.waiting, deliveries.size());
  const auto begin_waiting = [&] {
    if (!std::exchange(any_kept, false)) return;
    if (turn.faults.on(FaultId::slow_client_holds_up_others) && is_somebody_slow(turn, session))
      return;
    deliver_waiting(turn, session);
  };
  for (auto& delivery : deliveries) {
    // QoS 1 and 2: it waits its turn.
    if (delivery.message.qos != Qos::at_most_once) {
      keep(turn, session, std::move(delivery));
      any_kept = true;
      continue;
    }
    // QoS 0: at once, or to a session without connection only if the broker does that (F04).
    begin_waiting();
    if (connection != nullptr)
      send_at_most_once(turn, session, *connection, delivery);
    else if (turn.takes(turn.profile.keeps_offline_qos_0, ChoicePoint::offline_qos_0))
      session.waiting.push_back(std::move(delivery));
  }
  begin_waiting();
}

bool is_in_flight(const Turn& turn, const SentExchange& exchange) {
  if (turn.faults.on(FaultId::send_quota_freed_by_pubrec))
    return exchange.awaiting != Awaiting::pubcomp;
  return exchange.published_here;
}

std::size_t in_flight(const Turn& turn, const Session& session) {
  return static_cast<std::size_t>(std::ranges::count_if(
      session.sent, [&](const auto& exchange) { return is_in_flight(turn, exchange); }));
}

void limit_freed_to_send(Turn& turn, Session& session) {
  auto* connection =
      session.connection ? find_connection(turn.state, *session.connection) : nullptr;
  if (connection == nullptr || connection->freed_to_send == 0) return;
  turn.rule(session.version, "U5.0-4.9-5"_v5);
  connection->freed_to_send = static_cast<std::uint16_t>(
      std::min<std::size_t>(connection->freed_to_send, in_flight(turn, session)));
}

bool has_send_quota(Turn& turn, const Session& session, const Connection& connection,
                    std::size_t in_flight) {
  // Each PUBLISH uses up one of the Client's Receive Maximum until its exchange is over.
  const bool full = room(connection, in_flight) == 0;
  if (full) turn.rule(connection.version, "MQTT-4.9.0-2"_v5);
  turn.rule(connection.version, "MQTT-3.3.4-9"_v5);
  turn.rule(connection.version, "MQTT-4.9.0-1"_v5);
  // A broker may have one message in flight only (F12).
  const bool one_by_one =
      in_flight != 0 && turn.takes(turn.profile.one_message_at_a_time, ChoicePoint::in_flight);
  return !full && session.sent.size() < 65'535 && !one_by_one;
}

void deliver_waiting(Turn& turn, Session& session, Occasion occasion) {
  if (!session.connection) return;
  const auto& connection = *find_connection(turn.state, *session.connection);
  // What was sent before comes first.
  bool quota = is_all_resent(turn, session) || resend_unacknowledged(turn, session);
  auto& waiting = session.waiting;
  if (waiting.empty()) return;
  // Then what waits, in its order, as long as the Client can take it: once it cannot, QoS 0 only.
  auto under_way = in_flight(turn, session);
  const auto most = std::min(waiting.size(), room(connection, under_way));
  PacketIds used(session, most);
  make_room(session.sent, most);
  make_room(turn.outputs, most);
  std::size_t left = 0;
  std::size_t i = 0;
  while (i < waiting.size()) {
    const bool needs_quota = waiting[i].message.qos != Qos::at_most_once;
    quota = quota && (!needs_quota || has_send_quota(turn, session, connection, under_way));
    if (needs_quota && !quota) {
      if (occasion == Occasion::acknowledgement) break;
      if (left != i) waiting[left] = std::move(waiting[i]);
      ++left;
      ++i;
      continue;
    }
    const auto next = unordered_next(turn, waiting, i, quota);
    auto delivery = std::move(waiting[next]);
    if (next == i)
      ++i;
    else
      waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(next));
    under_way += send_waiting(turn, session, connection, std::move(delivery), used);
  }
  waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(left),
                waiting.begin() + static_cast<std::ptrdiff_t>(i));
}

}  // namespace mqttspec::model::broker
