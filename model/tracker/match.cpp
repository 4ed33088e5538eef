// See match.hpp.
#include "model/tracker/match.hpp"

#include <algorithm>

#include "codec/topic.hpp"

#include "model/tracker/fits.hpp"

namespace mqttspec::model::tracker {

namespace {

template <class Out>
bool is(const Expected& expected) {
  return !expected.is_close && std::holds_alternative<Out>(expected.packet);
}

/// True if the first has to come before the second; they stand in the plain broker's order.
/// Acknowledgements of a Server have no order among themselves nor with messages (F02, F06), and
/// messages only within their topic and QoS, retained ones apart (F07).
bool is_ordered(const Expected& first, const Expected& second, const Leniency& leniency) {
  if (second.is_close || is<owned::Disconnect>(second)) return true;
  if (is<owned::Connack>(first) || is<owned::Disconnect>(first)) return true;
  if (is<owned::Auth>(first) || is<owned::Auth>(second)) return true;
  const auto* one = publish_of(first);
  const auto* other = publish_of(second);
  if (one == nullptr || other == nullptr) return false;
  if (first.batch != 0 && first.batch == second.batch) return false;
  if (first.further) return false;  // each subscription has an order of its own
  if (!leniency.unordered_topic.empty() && one->topic.starts_with(leniency.unordered_topic))
    return false;
  return one->topic == other->topic && one->qos == other->qos && one->retain == other->retain;
}

/// What the Client has seen before does not expire: [MQTT-4.3.3-7], [MQTT-4.3.3-13] of 5.0.
bool may_have_expired(const Expected& expected, Time now) {
  const auto* publish = publish_of(expected);
  if (publish == nullptr || publish->dup) return false;
  const auto interval = publish->properties.message_expiry_interval
                            ? publish->properties.message_expiry_interval
                            : expected.expiry_interval;
  return interval && now > expected.since && now - expected.since + 1'000 > Time{*interval} * 1'000;
}

/// True if it may never have been sent: it was only permitted, or held back until it was too late.
bool may_be_missing(const Hypothesis& hypothesis, const Wire& wire, const Expected& expected,
                    Time now) {
  return expected.optional || may_have_expired(expected, now) ||
         (is_exchanged(expected) && may_hold_back(hypothesis, wire));
}

/// True if nothing that must come stands before this place.
bool may_be_next(const Hypothesis& hypothesis, const Wire& wire, std::size_t place, Time now,
                 const Leniency& leniency) {
  const auto& next = *wire.pending[place];
  const bool is_last = next.is_close || is<owned::Disconnect>(next);
  for (std::size_t i = 0; i < place; ++i) {
    const auto& earlier = *wire.pending[i];
    if (earlier.optional || (is_last && leniency.closing_loses_output)) continue;
    if (may_have_expired(earlier, now)) continue;
    if (is_last && may_be_missing(hypothesis, wire, earlier, now)) continue;
    if (is_ordered(earlier, next, leniency)) return false;
  }
  return true;
}

/// The exchange that was expected to be begun never was, unless the Client has seen it.
void forget_exchange(Hypothesis& hypothesis, const Wire& wire, const Expected& begun) {
  if (!is_exchanged(begun)) return;
  auto* session = model::find_session(hypothesis.broker.own(), wire.client_id);
  if (session == nullptr) return;
  erase_if(session->sent, [&](const auto& exchange) {
    return exchange.packet_id == publish_of(begun)->packet_id && is_unseen(exchange);
  });
}

/// A message that would have come before this one, but expired, is nothing that the broker has
/// sent. What is not there before a DISCONNECT may be lost, or held back, and be sent again.
void forget_expired(Hypothesis& hypothesis, const Wire& wire, std::size_t place,
                    const Leniency& leniency) {
  const auto& come = *wire.pending[place];
  if (publish_of(come) == nullptr) return;
  for (std::size_t i = 0; i < place; ++i) {
    const auto& earlier = *wire.pending[i];
    if (!earlier.optional && is_ordered(earlier, come, leniency))
      forget_exchange(hypothesis, wire, earlier);
  }
}

/// Takes out what has come, and what can no longer come before it.
void take_out(Wire& wire, std::size_t place, const Leniency& leniency) {
  const auto come = wire.pending[place];
  std::vector<ExpectedPointer> left;
  for (std::size_t i = 0; i < wire.pending.size(); ++i) {
    if (i == place) continue;
    if (i < place && is_ordered(*wire.pending[i], *come, leniency)) continue;
    left.push_back(wire.pending[i]);
  }
  wire.pending = std::move(left);
}

/// True if no other copy of the message has come, of those for each subscription that matches.
bool is_only_copy(const Hypothesis& hypothesis, const Wire& wire, const Expected& come) {
  const auto& topic = publish_of(come)->topic;
  const auto* session = find_session(*hypothesis.broker, wire.client_id);
  if (session == nullptr) return true;
  const auto matching = std::ranges::count_if(session->subscriptions, [&](const auto& held) {
    return !held.shared && matches(held.topic_filter, topic);
  });
  const auto left = std::ranges::count_if(
      wire.pending, [&](const auto& pending) { return pending->batch == come.batch; });
  return left + 1 >= matching;
}

bool is_copy(const Expected& one, const Expected& other) {
  const auto* message = publish_of(one);
  const auto* copy = publish_of(other);
  return message != nullptr && copy != nullptr && one.batch != 0 && one.batch == other.batch &&
         copy->topic == message->topic && copy->payload == message->payload;
}

/// Marks the copies of a message that has come.
void mark_copies(Wire& wire, const Expected& come) {
  for (auto& pending : wire.pending) {
    if (!is_copy(come, *pending) || pending->further) continue;
    auto further = *pending;
    further.further = true;
    pending = finished(std::move(further));
  }
}

/// Takes further copies of a message out that may never be sent (3.3.4 of 5.0, F05): those of no
/// higher QoS. False if there are none, or if what has come is none of several copies.
bool drop_copies(Hypothesis& hypothesis, Wire& wire, const Expected& come) {
  if (publish_of(come) == nullptr || is_only_copy(hypothesis, wire, come)) return false;
  const auto is_dropped = [&](const ExpectedPointer& pending) {
    return is_copy(come, *pending) && publish_of(*pending)->qos <= publish_of(come)->qos;
  };
  bool any = false;
  for (const auto& pending : wire.pending) {
    if (!is_dropped(pending)) continue;
    any = true;
    forget_exchange(hypothesis, wire, *pending);
  }
  std::erase_if(wire.pending, is_dropped);
  return any;
}

/// What is_retransmission may be true of.
bool may_come_again(const owned::Packet& packet) {
  const auto* message = std::get_if<owned::Publish>(&packet);
  return (message != nullptr && message->dup) || std::holds_alternative<owned::Pubrel>(packet) ||
         std::holds_alternative<owned::Pubrec>(packet);
}

bool match_closing(const Hypothesis& hypothesis, const Wire& wire, Time now,
                   const Leniency& leniency, Hypotheses& to) {
  if (!wire.closed) return false;
  const auto close = std::ranges::find_if(wire.pending, &Expected::is_close,
                                          [](const auto& pending) -> auto& { return *pending; });
  if (close == wire.pending.end()) return false;
  const auto place = static_cast<std::size_t>(close - wire.pending.begin());
  if (!may_be_next(hypothesis, wire, place, now, leniency)) return false;
  to.push_back(hypothesis);
  std::erase_if(to.back().wires,
                [&](const Wire& other) { return other.connection == wire.connection; });
  return true;
}

}  // namespace

bool match(const Hypothesis& hypothesis, const Seen& seen, const Leniency& leniency,
           Hypotheses& to) {
  const auto* wire = find_wire(hypothesis, seen.connection);
  if (wire == nullptr) return false;
  if (!seen.packet) return match_closing(hypothesis, *wire, seen.at, leniency, to);
  bool certain = false;
  for (std::size_t i = 0; i < wire->pending.size(); ++i) {
    const auto& expected = wire->pending[i];
    if (expected->is_close || expected->packet.index() != seen.packet->index()) continue;
    if (!may_be_next(hypothesis, *wire, i, seen.at, leniency)) continue;
    auto next = hypothesis;
    auto& own = *find_wire(next, seen.connection);
    if (!fits(next, own, *expected, seen, leniency)) continue;
    forget_expired(next, own, i, leniency);
    take_out(own, i, leniency);
    mark_copies(own, *expected);
    to.push_back(std::move(next));
    certain = certain || !expected->optional;
    if (expected->batch == 0) continue;  // there are no copies of it
    auto fewer = to.back();
    if (drop_copies(fewer, *find_wire(fewer, seen.connection), *expected))
      to.push_back(std::move(fewer));
  }
  if (!may_come_again(*seen.packet)) return certain;
  if (is_retransmission(hypothesis, *wire, seen)) to.push_back(hypothesis);
  return certain;
}

bool may_rest(const Hypothesis& hypothesis, Time now) {
  for (const auto& wire : hypothesis.wires)
    for (const auto& pending : wire.pending)
      if (!may_be_missing(hypothesis, wire, *pending, now)) return false;
  return true;
}

}  // namespace mqttspec::model::tracker
