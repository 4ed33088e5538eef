// See steps.hpp.
#include "model/tracker/steps.hpp"

#include <algorithm>

#include "codec/topic.hpp"
#include "model/broker/step.hpp"
#include "model/tracker/conditional.hpp"

namespace mqttspec::model::tracker {

namespace {

template <class Typed>
const Typed* received(const Input& input) {
  const auto* packet = std::get_if<Received>(&input);
  return packet == nullptr ? nullptr : std::get_if<Typed>(packet->packet);
}

/// True if some session that was away holds the message at QoS 0 (F04).
bool is_kept_at_qos_0(const State& broker, const owned::Publish& message) {
  return std::ranges::any_of(broker.sessions, [&](const auto& session) {
    return std::ranges::any_of(session.waiting, [&](const auto& delivery) {
      return delivery.message.qos == Qos::at_most_once && delivery.message.topic == message.topic &&
             delivery.message.payload == message.payload;
    });
  });
}

/// True if some session holds it so, or one may have that is gone.
bool may_have_been_kept(const State& broker, const owned::Publish& message) {
  return is_kept_at_qos_0(broker, message) ||
         std::ranges::any_of(broker.sessions, [](const auto& session) {
           return std::ranges::any_of(session.subscriptions, &HeldSubscription::shared);
         });
}

/// A message at QoS 0 has to come only if it goes on at once to who is there: kept for somebody
/// who was away (F04) or retained (F07), it may have been forgotten.
bool is_optional_at_qos_0(const Hypothesis& from, const Wire& wire, const owned::Publish& message,
                          const Input& input) {
  // What a Client gets while it connects was kept for it, if only for a moment: a Will of the
  // connection that it takes over.
  if (received<Connect>(input) != nullptr &&
      std::get<Received>(input).connection == wire.connection)
    return true;
  if (received<Publish>(input) != nullptr || received<Pubrel>(input) != nullptr) return false;
  if (received<Subscribe>(input) == nullptr) return may_have_been_kept(*from.broker, message);
  const auto& retained = from.broker->retained;
  return std::ranges::none_of(retained, [&](const auto& kept) {
    return kept.message.topic == message.topic && kept.message.qos != Qos::at_most_once;
  });
}

/// The topic that a PUBLISH stands for, if it has an alias in its place.
void resolve_topic(const State& broker, const Wire& wire, owned::Publish& publish) {
  const auto* session = find_session(broker, wire.client_id);
  if (!publish.topic.empty() || session == nullptr) return;
  for (const auto& mapping : session->aliases_to_client)
    if (mapping.alias == publish.properties.topic_alias) publish.topic = mapping.topic;
}

/// Names the PUBLISH packets of this step to one Client that are copies of one message, as they may
/// be for overlapping subscriptions; or 0.
Time batch_of(const Hypothesis& from, const Input& input, Time now) {
  if (std::holds_alternative<Advance>(input)) return now + 1;
  const bool copies = received<Publish>(input) != nullptr || received<Pubrel>(input) != nullptr ||
                      received<Disconnect>(input) != nullptr ||
                      std::holds_alternative<Ended>(input);
  if (!copies) return 0;
  Time looked_at = 0;
  for (const auto& wire : from.wires) looked_at += wire.taken;
  return Time{1} << 63 | looked_at;
}

/// Which packet of which wire is expected from now on.
void expect(const Hypothesis& from, Hypothesis& next, Wire& wire, Pending& output,
            const Input& input) {
  Expected expected;
  expected.optional = !output.due;
  expected.since = next.broker->now;
  expected.batch = batch_of(from, input, expected.since);
  if (auto* publish = std::get_if<owned::Publish>(&output.packet)) {
    resolve_topic(*next.broker, wire, *publish);
    if (publish->qos == Qos::at_most_once) {
      expected.optional = is_optional_at_qos_0(from, wire, *publish, input);
      expected.expiry_interval =
          expiry_interval_of(*from.broker, *publish, received<Publish>(input));
    } else if (auto* exchange =
                   find_exchange(next.broker.own(), wire.client_id, publish->packet_id);
               exchange != nullptr && !publish->dup) {
      expected.optional |= is_kept_at_qos_0(*from.broker, *publish);  // and forgotten by a member
      exchange->delivery.sent_before = false;
      expected.expiry_interval = exchange->delivery.message.message_expiry_interval;
      expected.first = find_exchange(*from.broker, wire.client_id, publish->packet_id) == nullptr;
    }
  }
  if (wire.left) return;
  expected.packet = std::move(output.packet);
  wire.pending.push_back(finished(std::move(expected)));
}

/// The broker closes the connection. What it may have held back until then is not owed any more.
void expect_close(const Hypothesis& from, Hypothesis& next, Wire& wire) {
  wire.closed = true;
  if (wire.left) return;
  const auto* before = find_wire(from, wire.connection);
  if (before != nullptr && may_have_held_back(from, *before))
    for (auto& pending : wire.pending) {
      if (pending->optional || !is_exchanged(*pending)) continue;
      auto held_back = *pending;
      held_back.optional = true;
      pending = finished(std::move(held_back));
    }
  Expected expected;
  expected.is_close = true;
  expected.since = next.broker->now;
  wire.pending.push_back(finished(std::move(expected)));
}

/// Wires know whose session they serve, and no longer do when that session has ended.
void update_clients(Hypothesis& next) {
  for (auto& wire : next.wires) {
    if (wire.client_id.empty()) {
      const auto* connection = find_connection(*next.broker, wire.connection);
      if (connection != nullptr && connection->connected) wire.client_id = connection->client_id;
      continue;
    }
    if (wire.pending.empty()) continue;
    const auto* session = find_session(*next.broker, wire.client_id);
    if (session != nullptr && session->connection == wire.connection) continue;
    for (const auto& pending : wire.pending) {
      const auto* publish = publish_of(*pending);
      if (publish == nullptr || publish->packet_id == 0) continue;
      if (find_exchange(*next.broker, wire.client_id, publish->packet_id) != nullptr) continue;
      wire.client_id.clear();
      break;
    }
  }
}

/// Takes out what cannot make a difference, so that more explanations are the same.
void canonicalise(State& broker) {
  for (auto& session : broker.sessions) session.last_packet_id = 0;
  broker.shared_turns.clear();  // any member may be next
  const auto by_topic = [](const auto& a, const auto& b) {
    return a.message.topic < b.message.topic;
  };
  if (!std::ranges::is_sorted(broker.retained, by_topic))
    std::ranges::sort(broker.retained, by_topic);
}

bool is_wanted(const Session& session, std::string_view topic) {
  return std::ranges::any_of(session.subscriptions, [&](const auto& held) {
    return held.shared || matches(held.topic_filter, topic);
  });
}

/// F13 for messages that only seem to be sent: what the broker has held back (F12) it may drop when
/// nobody wants it any more. False if there is none.
bool drop_unstarted(Hypothesis& next, ConnectionId connection) {
  auto* wire = find_wire(next, connection);
  auto& state = next.broker.own();
  auto* session = wire == nullptr ? nullptr : model::find_session(state, wire->client_id);
  if (session == nullptr) return false;
  const auto is_dropped = [&](const ExpectedPointer& pending) {
    const auto* publish = publish_of(*pending);
    if (publish == nullptr || publish->packet_id == 0 || !pending->first) return false;
    if (is_wanted(*session, publish->topic)) return false;
    const auto* exchange = find_exchange(state, wire->client_id, publish->packet_id);
    return exchange != nullptr && is_unseen(*exchange);
  };
  const auto first = std::ranges::find_if(wire->pending, is_dropped);
  if (first == wire->pending.end()) return false;
  for (const auto& pending : wire->pending)
    if (is_dropped(pending))
      erase_if(session->sent, [&](const auto& exchange) {
        return exchange.packet_id == publish_of(*pending)->packet_id;
      });
  std::erase_if(wire->pending, [&](const ExpectedPointer& pending) {
    const auto* publish = publish_of(*pending);
    return publish != nullptr && publish->packet_id != 0 && pending->first &&
           find_exchange(state, wire->client_id, publish->packet_id) == nullptr;
  });
  return true;
}

/// The identifier of an acknowledgement that ends or moves on an exchange, or 0.
std::uint16_t acknowledged_id(const Input& input) {
  if (const auto* puback = received<Puback>(input)) return puback->packet_id;
  if (const auto* pubrec = received<Pubrec>(input)) return pubrec->packet_id;
  return 0;
}

/// An acknowledgement of something that the Client has not seen may hit an exchange by chance,
/// since its identifier is not known. Adds the ways in which it may.
void guess_acknowledged(Hypothesis base, ConnectionId connection, std::uint16_t packet_id,
                        Hypotheses& bases) {
  const auto* wire = find_wire(base, connection);
  const auto client_id = wire == nullptr ? std::string() : wire->client_id;
  const auto* session = find_session(*base.broker, client_id);
  const auto* known = find_exchange(*base.broker, client_id, packet_id);
  if (packet_id != 0 && session != nullptr && (known == nullptr || is_unseen(*known))) {
    for (const auto& exchange : session->sent) {
      if (!is_unseen(exchange)) continue;
      auto hit = base;
      if (learn_packet_id(hit, client_id, exchange.packet_id, packet_id))
        bases.push_back(std::move(hit));
    }
    avoid_packet_id(base, client_id, packet_id);
  }
  bases.push_back(std::move(base));
}

/// The codes of the SUBACK that is waited for, if the input is what it answers.
const std::vector<ReasonCode>* awaited_codes(const Input& input, const Awaited& awaited) {
  const auto* subscribe = received<Subscribe>(input);
  if (subscribe == nullptr || awaited.packet == nullptr) return nullptr;
  const auto* suback = std::get_if<owned::Suback>(awaited.packet);
  if (suback == nullptr || suback->packet_id != subscribe->packet_id) return nullptr;
  if (std::get<Received>(input).connection != awaited.connection) return nullptr;
  return suback->reason_codes.empty() ? nullptr : &suback->reason_codes;
}

/// What the broker looks at next on that connection, or nullptr.
const ClientInput* next_of(const Hypothesis& hypothesis, const Line& line) {
  const auto* wire = find_wire(hypothesis, line.connection);
  if (wire == nullptr || wire->closed || wire->taken >= line.inputs.size()) return nullptr;
  return &line.inputs[wire->taken];
}

}  // namespace

UnseenSteps::UnseenSteps(const Profile& declared, bool loses_input, const Clock& clock,
                         const FaultSet& faults)
    : profile_(declared),
      loses_input_(loses_input),
      clock_(clock),
      faults_(faults),
      is_conditional_(faults.possible_conditions().any()) {
  make_forthcoming(profile_);
}

void UnseenSteps::pass(Hypothesis& hypothesis, Time now) const {
  if (now <= hypothesis.broker->now) return;
  if (const auto deadline = broker::next_deadline(*hypothesis.broker, profile_, faults_);
      deadline && *deadline <= now) {
    if (*deadline <= hypothesis.broker->now) return;
    now = *deadline - 1;
  }
  PlainChooser chooser;
  std::vector<Output> none;
  RuleSet fired;
  broker::apply(hypothesis.broker.own(), Advance{now}, profile_, always(), chooser, none, fired);
}

bool UnseenSteps::is_idle(const Hypothesis& hypothesis, Time now) const {
  const auto deadline = broker::next_deadline(*hypothesis.broker, profile_, faults_);
  return !deadline || *deadline + clock_.late > now;
}

bool UnseenSteps::is_done(const Hypothesis& hypothesis, const std::vector<Line>& lines,
                          Time now) const {
  for (const auto& line : lines)
    if (next_of(hypothesis, line) != nullptr) return false;
  return is_idle(hypothesis, now);
}

void UnseenSteps::open(Hypothesis& hypothesis, ConnectionId connection, Time at) const {
  PlainChooser chooser;
  std::vector<Output> none;
  RuleSet fired;
  auto& state = hypothesis.broker.own();
  broker::apply(state, Opened{connection}, profile_, always(), chooser, none, fired);
  auto& opened = *model::find_connection(state, connection);
  if (opened.silent_until) *opened.silent_until += at - state.now;
  hypothesis.wires.push_back({.connection = connection});
}

void UnseenSteps::collect(const Hypothesis& from, Hypothesis& next, const Input& input) {
  update_clients(next);
  for (auto& output : outputs_) {
    if (const auto* close = std::get_if<Close>(&output)) {
      if (auto* wire = find_wire(next, close->connection)) expect_close(from, next, *wire);
      continue;
    }
    auto& pending = std::get<Pending>(output);
    if (auto* wire = find_wire(next, pending.connection)) expect(from, next, *wire, pending, input);
  }
  update_clients(next);
  std::erase_if(next.wires, [](const Wire& wire) { return wire.left && wire.closed; });
  canonicalise(next.broker.own());
}

bool UnseenSteps::go_all(const FaultSet& working, const Hypothesis& from, const Input& input,
                         Ways& ways, Hypotheses& to) {
  std::size_t grants = 0;
  std::size_t taken = 0;
  do {
    // Retained messages, for one, may come in any order: of ten there are millions.
    if (taken++ == most_ways_) {
      had_more_ways_ = true;
      break;
    }
    ways.rewind();
    auto next = from;
    outputs_.clear();
    broker::apply(next.broker.own(), input, profile_, working, ways, outputs_, fired_);
    grants = ways.grants();
    if (ways.contradicted()) continue;
    collect(from, next, input);
    to.push_back(std::move(next));
  } while (ways.next());
  return grants != 0;
}

void UnseenSteps::perform(const Hypothesis& from, const Input& input, const Awaited& awaited,
                          Hypotheses& to) {
  if (!is_conditional_) return perform_with(faults_, from, input, awaited, to);
  const auto begin = to.size();
  perform_with(faults_, from, input, awaited, to);
  const auto middle = to.size();
  perform_with({}, from, input, awaited, to);
  rule_out(from, input, arrival_, {to, begin, middle});
}

void UnseenSteps::perform_with(const FaultSet& working, const Hypothesis& from, const Input& input,
                               const Awaited& awaited, Hypotheses& to) {
  const auto freedoms = freedoms_of_step(*from.broker, input);
  const auto before = to.size();
  // A fault may say other codes than it grants.
  if (const auto* codes = awaited_codes(input, awaited); codes != nullptr && !working.any()) {
    Ways ways(freedoms);
    ways.grant(*codes);
    if (go_all(working, from, input, ways, to) && ways.grants() == codes->size()) return;
    to.resize(before);
  }
  Ways ways(freedoms);
  go_all(working, from, input, ways, to);
  if (received<Unsubscribe>(input) == nullptr) return;
  for (auto i = before, end = to.size(); i != end; ++i) {
    auto dropped = to[i];
    if (drop_unstarted(dropped, std::get<Received>(input).connection))
      to.push_back(std::move(dropped));
  }
}

void UnseenSteps::look_at(Hypothesis from, const Line& line, const Awaited& awaited,
                          Hypotheses& to) {
  const auto& sent = line.inputs[find_wire(from, line.connection)->taken];
  arrival_ = sent.arrival;
  const bool may_be_lost = line.left && loses_input_ && !sent.is_end;
  for (const auto& reading : sent.readings) {
    auto base = &reading == &sent.readings.back() && !may_be_lost ? std::move(from) : from;
    pass(base, sent.at);
    ++find_wire(base, line.connection)->taken;
    if (sent.is_end)
      std::erase_if(base.wires,
                    [&](const auto& wire) { return wire.connection == line.connection; });
    Hypotheses bases;
    guess_acknowledged(std::move(base), line.connection, acknowledged_id(reading), bases);
    for (const auto& each : bases) perform(each, reading, awaited, to);
  }
  arrival_ = Arrival::whole;
  if (may_be_lost) {
    to.push_back(std::move(from));
    find_wire(to.back(), line.connection)->taken = line.inputs.size() - 1;
  }
}

void UnseenSteps::take(Hypothesis from, const std::vector<Line>& lines, Time now,
                       const Awaited& awaited, Hypotheses& to) {
  std::optional<Time> earliest;
  for (const auto& line : lines)
    if (const auto* sent = next_of(from, line);
        sent != nullptr && (!earliest || sent->at < *earliest))
      earliest = sent->at;
  if (!earliest || *earliest > from.broker->now) {
    const auto limit = std::min(now, earliest.value_or(now));
    if (const auto deadline = broker::next_deadline(*from.broker, profile_, faults_);
        deadline && *deadline <= limit + clock_.early) {
      perform(from, Advance{*deadline}, awaited, to);
      if (*deadline + clock_.late <= limit) return;
    }
    if (!earliest || *earliest > now) return;
  }
  const auto at = std::max(from.broker->now, *earliest + clock_.spread);
  const Line* first = nullptr;
  for (const auto& line : lines) {
    const auto* sent = next_of(from, line);
    if (sent == nullptr || sent->at > std::min(at, now)) continue;
    if (!in_order_)
      look_at(from, line, awaited, to);
    else if (first == nullptr || sent->number < next_of(from, *first)->number)
      first = &line;
  }
  if (first != nullptr) look_at(std::move(from), *first, awaited, to);
}

}  // namespace mqttspec::model::tracker
