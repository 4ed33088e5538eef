// See hypothesis.hpp.
#include "model/tracker/hypothesis.hpp"

#include <algorithm>

#include "model/tracker/fingerprint.hpp"

namespace mqttspec::model::tracker {

namespace {

/// Replaces the identifier of the session's pending PUBLISH packets.
void rename_pending(Hypothesis& hypothesis, std::string_view client_id, std::uint16_t from,
                    std::uint16_t to) {
  for (auto& wire : hypothesis.wires) {
    if (wire.client_id != client_id) continue;
    for (auto& pending : wire.pending) {
      const auto* publish = std::get_if<owned::Publish>(&pending->packet);
      if (publish == nullptr || publish->packet_id != from) continue;
      auto renamed = *pending;
      std::get<owned::Publish>(renamed.packet).packet_id = to;
      pending = finished(std::move(renamed));
    }
  }
}

/// An identifier that no exchange of the session has, other than this.
std::uint16_t free_packet_id(const Session& session, std::uint16_t other) {
  std::uint16_t id = 1;
  while (id == other ||
         std::ranges::find(session.sent, id, &SentExchange::packet_id) != session.sent.end())
    ++id;
  return id;
}

}  // namespace

ExpectedPointer finished(Expected expected) {
  Fingerprinter fingerprinter;
  fingerprinter(expected.packet);
  fingerprinter.mix(expected.is_close);
  fingerprinter.mix(expected.optional);
  fingerprinter.mix(expected.further);
  fingerprinter.mix(expected.first);
  fingerprinter.mix(expected.since);
  fingerprinter.mix(expected.batch);
  fingerprinter(expected.expiry_interval);
  expected.fingerprint = fingerprinter.value();
  return std::make_shared<const Expected>(std::move(expected));
}

std::uint64_t fingerprint(const Hypothesis& hypothesis) {
  Fingerprinter fingerprinter;
  fingerprinter.mix(hypothesis.broker.fingerprint());
  if (hypothesis.condition) {
    fingerprinter.mix(hypothesis.condition->fits.to_ullong());
    fingerprinter.mix(hypothesis.condition->shown);
  }
  for (const auto& wire : hypothesis.wires) {
    fingerprinter.mix(wire.connection);
    fingerprinter.mix(wire.taken);
    fingerprinter.mix(wire.closed);
    fingerprinter.mix(wire.left);
    fingerprinter.mix(wire.pending.size());
    for (const auto& pending : wire.pending) fingerprinter.mix(pending->fingerprint);
  }
  return fingerprinter.value();
}

Wire* find_wire(Hypothesis& hypothesis, ConnectionId connection) {
  const auto place = std::ranges::find(hypothesis.wires, connection, &Wire::connection);
  return place == hypothesis.wires.end() ? nullptr : &*place;
}

const Wire* find_wire(const Hypothesis& hypothesis, ConnectionId connection) {
  const auto place = std::ranges::find(hypothesis.wires, connection, &Wire::connection);
  return place == hypothesis.wires.end() ? nullptr : &*place;
}

bool may_hold_back(const Hypothesis& hypothesis, const Wire& wire) {
  const auto is_pending = [&](std::uint16_t packet_id) {
    return std::ranges::any_of(wire.pending, [&](const auto& pending) {
      const auto* publish = publish_of(*pending);
      return publish != nullptr && publish->packet_id == packet_id;
    });
  };
  for (const auto& session : hypothesis.broker->sessions)
    if (session.client_id == wire.client_id && session.connection == wire.connection)
      return std::ranges::any_of(session.sent, [&](const auto& exchange) {
        return exchange.sent_here && !is_unseen(exchange) && !is_pending(exchange.packet_id);
      });
  return false;
}

bool may_have_held_back(const Hypothesis& hypothesis, const Wire& wire) {
  return may_hold_back(hypothesis, wire) ||
         std::ranges::count_if(wire.pending,
                               [](const auto& pending) { return is_exchanged(*pending); }) > 1;
}

const Connection* find_connection(const State& state, ConnectionId id) {
  const auto place = std::ranges::find(state.connections, id, &Connection::id);
  return place == state.connections.end() ? nullptr : &*place;
}

const Session* find_session(const State& state, std::string_view client_id) {
  const auto place = std::ranges::find(state.sessions, client_id, &Session::client_id);
  return place == state.sessions.end() ? nullptr : &*place;
}

SentExchange* find_exchange(State& state, std::string_view client_id, std::uint16_t packet_id) {
  auto* session = find_session(state, client_id);
  if (session == nullptr) return nullptr;
  const auto place = std::ranges::find(session->sent, packet_id, &SentExchange::packet_id);
  return place == session->sent.end() ? nullptr : &*place;
}

const SentExchange* find_exchange(const State& state, std::string_view client_id,
                                  std::uint16_t packet_id) {
  const auto* session = find_session(state, client_id);
  if (session == nullptr) return nullptr;
  const auto place = std::ranges::find(session->sent, packet_id, &SentExchange::packet_id);
  return place == session->sent.end() ? nullptr : &*place;
}

bool learn_packet_id(Hypothesis& hypothesis, std::string_view client_id, std::uint16_t from,
                     std::uint16_t to) {
  auto& state = hypothesis.broker.own();
  auto* exchange = find_exchange(state, client_id, from);
  if (from != to) {
    if (auto* other = find_exchange(state, client_id, to)) {
      if (!is_unseen(*other)) return false;
      const auto spare = free_packet_id(*find_session(state, client_id), to);
      other->packet_id = spare;
      rename_pending(hypothesis, client_id, to, spare);
    }
    exchange->packet_id = to;
    rename_pending(hypothesis, client_id, from, to);
  }
  exchange->delivery.sent_before = true;
  return true;
}

void avoid_packet_id(Hypothesis& hypothesis, std::string_view client_id, std::uint16_t packet_id) {
  const auto* exchange = find_exchange(*hypothesis.broker, client_id, packet_id);
  if (exchange == nullptr || !is_unseen(*exchange)) return;
  const auto spare = free_packet_id(*find_session(*hypothesis.broker, client_id), packet_id);
  find_exchange(hypothesis.broker.own(), client_id, packet_id)->packet_id = spare;
  rename_pending(hypothesis, client_id, packet_id, spare);
}

bool learn_client_id(Hypothesis& hypothesis, std::string_view from, std::string_view to) {
  if (from == to) return true;
  if (find_session(*hypothesis.broker, to) != nullptr) return false;
  const auto rename = [&](std::string& name) {
    if (name == from) name = to;
  };
  const std::string old(from);
  from = old;  // it may be one of those that are renamed
  auto& state = hypothesis.broker.own();
  for (auto& session : state.sessions) rename(session.client_id);
  for (auto& connection : state.connections) rename(connection.client_id);
  for (auto& kept : state.retained) rename(kept.publisher);
  for (auto& wire : hypothesis.wires) rename(wire.client_id);
  return true;
}

std::optional<std::uint32_t> expiry_interval_of(const State& state, const owned::Publish& message,
                                                const Publish* published) {
  if (published != nullptr) return published->properties.message_expiry_interval;
  const auto is_meant = [&](const Message& kept) {
    return kept.topic == message.topic && kept.payload == message.payload;
  };
  for (const auto& each : state.retained)
    if (is_meant(each.message)) return each.message.message_expiry_interval;
  for (const auto& session : state.sessions)
    for (const auto& exchange : session.received)
      if (exchange.withheld && is_meant(*exchange.withheld))
        return exchange.withheld->message_expiry_interval;
  return std::nullopt;
}

}  // namespace mqttspec::model::tracker
