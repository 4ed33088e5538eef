// What a client of a case does: sending, waiting, closing, reconnecting.
#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "codec/notation.hpp"
#include "conformance/play/connection.hpp"
#include "conformance/play/freedom_to_close.hpp"

namespace mqttspec::conformance::play {

using namespace packets;

namespace {

// A message that only proves that nothing more comes before it.
bool is_fence(const Packet& packet) {
  const auto* message = std::get_if<Publish>(&packet);
  return message != nullptr && as_text(message->payload).starts_with(fence_mark);
}

// True if a plain CONNACK that accepts is what is waited for.
bool accepts(const Pattern& packet, const PacketSetting& setting) {
  return !packet.mismatch(Connack{}, setting);
}

// Late or never, a SHOULD is not followed: it is not waited for as long as what may be held against
// a Server.
Time limit_of_should(const Settings& settings) {
  return std::max(settings.patience, settings.late_limit / 4 * 3);
}

}  // namespace

Time last_of(Window window, const Settings& settings) {
  const Time due = window.until - std::min(window.until, settings.patience);
  return std::max(window.until, due + settings.late_limit);
}

void Peer::send(const Stimulus& stimulus) {
  run_->make_noise();
  run_->pump(run_->now());
  run_->send(connection(), stimulus);
}

void Peer::send(const PublishSpec& message) {
  if (!run_->publishes_higher(*this, message)) send(static_cast<const Stimulus&>(message));
}

void Peer::send(const ConnectSpec& connect) {
  connection().connect = connect;
  send(static_cast<const Stimulus&>(connect));
}

void Peer::send_illegal(const Stimulus& stimulus) {
  run_->pump(run_->now());
  run_->send_illegal(connection(), stimulus);
}

void Peer::send_illegal(const Raw& bytes) {
  run_->pump(run_->now());
  run_->send_bytes(connection(), bytes, true);
}

std::uint16_t Peer::next_packet_id() { return ++connection().last_packet_id; }

void Peer::publish(PublishSpec message) {
  run_->choose_qos(*this, message);
  if (message.qos() != Qos::at_most_once && message.packet_id() == 0)
    message.at(message.qos(), next_packet_id());
  send(message);
  const auto id = message.packet_id();
  if (message.qos() == Qos::at_least_once) expect(puback(id));
  if (message.qos() == Qos::exactly_once) {
    expect(pubrec(id));
    send(pubrel(id));
    expect(pubcomp(id));
  }
}

Arrival Peer::subscribe(const SubscribeSpec& subscribe) {
  send(subscribe);
  return expect(suback(subscribe.packet_id()).granted(subscribe.size()));
}

Arrival Peer::subscribe(Topic topic_filter, Qos maximum_qos) {
  return subscribe(
      packets::subscribe(next_packet_id()).filter(std::move(topic_filter), maximum_qos));
}

void Peer::unsubscribe(Topic topic_filter) {
  const auto id = next_packet_id();
  send(packets::unsubscribe(id).filter(std::move(topic_filter)));
  expect(unsuback(id));
}

Peer& Peer::answer_by_hand() {
  connection().by_hand = true;
  return *this;
}

Peer& Peer::answer_by_itself() {
  connection().by_hand = false;
  return *this;
}

std::optional<Arrival> Peer::take_arrived(const Pattern& packet, std::string* nearest,
                                          std::size_t from) {
  auto& inbox = connection().inbox;
  for (auto each = inbox.begin(); each != inbox.end(); ++each) {
    if (each->order < from || type_of(each->packet) != packet.type()) continue;
    const auto mismatch = packet.mismatch(each->packet, run_->setting());
    if (!mismatch && !is_fence(each->packet)) {
      Arrival arrival = *each;
      inbox.erase(each);
      return arrival;
    }
    if (nearest != nullptr && mismatch) *nearest = *mismatch;
  }
  return std::nullopt;
}

std::optional<Arrival> Peer::await(const Pattern& packet, Time deadline, std::string* nearest) {
  run_->pump(run_->now());
  for (;;) {
    if (auto arrival = take_arrived(packet, nearest)) return arrival;
    if (connection().ignored && run_->result_.verdict >= Verdict::warn) run_->end_behind_garbage();
    if (!connection().open || connection().ignored || run_->now() >= deadline) return std::nullopt;
    run_->pump(deadline);
  }
}

bool Peer::await_close(Time deadline) {
  run_->pump(run_->now());
  while (connection().open && run_->now() < deadline) run_->pump(deadline);
  return !connection().open;
}

bool Peer::answers_ping(Time deadline) {
  if (!connection().open || !connection().connack) return false;
  run_->send(connection(), pingreq());
  return await(pingresp(), deadline, nullptr).has_value();
}

std::string Peer::seen_instead(const std::string& nearest) const {
  const auto& state = run_->connection(index_);
  if (state.refusal)
    return "the Server refused: " + to_text(state.refusal->packet, run_->version());
  const auto last_words = std::ranges::find_if(state.inbox, [](const Arrival& each) {
    return std::holds_alternative<Disconnect>(each.packet);
  });
  const auto said = last_words == state.inbox.end() ? "" : " after " + text_of(*last_words);
  if (!state.open) return "the Server closed the Network Connection" + said + state.closing_reason;
  if (!nearest.empty()) return "the nearest that came: " + nearest;
  if (state.inbox.empty()) return "nothing";
  std::string others = text_of(state.inbox.front());
  if (state.inbox.size() > 1) others += fmt::format(" and {} more", state.inbox.size() - 1);
  return "not that, but " + others;
}

std::string Peer::text_of(const Arrival& arrival) const {
  return to_text(arrival.packet, run_->version(), run_->names().local());
}

Arrival Peer::expect(const Pattern& packet) {
  std::string nearest;
  const Time deadline = run_->now() + run_->settings().patience;
  if (auto arrival = await(packet, deadline, &nearest)) return *arrival;
  note_closing();
  // Both Standards let a Server refuse a Client by closing, with or without CONNACK.
  const bool refused = connection().refusal || packet.type() == PacketType::connack;
  run_->result_.unexplained_close = !connection().open && !refused;
  run_->end(Verdict::inconclusive, packet.describe(run_->setting()) + " (set-up)",
            seen_instead(nearest));
}

// The Server owed a packet that did not come in time: tells a missing answer from a missing Server,
// and from one that is only slow. The Standards give no times, so that an answer may still come
// when PINGREQ was answered long ago.
Arrival Peer::overdue(const Cited& statement, const Pattern& packet, const std::string& nearest,
                      Time since) {
  const auto actual = seen_instead(nearest);
  note_closing();
  if (connection().refusal) {
    // Whom the Server refused it owes nothing, but perhaps another refusal.
    const bool wrong = packet.type() == PacketType::connack && !accepts(packet, run_->setting());
    run_->judge(statement, wrong ? StatementVerdict::violated : StatementVerdict::undecided);
    run_->end(wrong ? Verdict::fail : Verdict::inconclusive, packet.describe(run_->setting()),
              actual);
  }
  if (!connection().open) {
    run_->result_.unexplained_close = true;
    if (!may_have_been_refused(run_->result_.trace, connection().id))
      run_->result_.owed_at_close = statement.of(run_->version());
    run_->judge(statement, StatementVerdict::undecided);
    run_->must_be_alive();
    run_->end(Verdict::inconclusive, packet.describe(run_->setting()), actual);
  }
  // Where a PINGRESP is what is owed, PINGREQ proves nothing.
  const bool can_ask = connection().connack && packet.type() != PacketType::pingresp;
  const bool serves = can_ask ? answers_ping(run_->now() + run_->settings().patience)
                              : (run_->must_be_alive(), true);
  if (auto arrival = await(packet, since + run_->settings().late_limit, nullptr)) {
    run_->judge(statement, StatementVerdict::late);
    run_->conclude(Verdict::warn, packet.describe(run_->setting()) + " in time",
                   fmt::format("late: after {} ms", arrival->at - since));
    return *std::move(arrival);
  }
  if (!serves && connection().open) {
    run_->judge(statement, StatementVerdict::undecided);
    run_->end(Verdict::inconclusive, packet.describe(run_->setting()),
              actual + "; no PINGRESP either");
  }
  // What was to come of a Session that the Server has lost: that it has is what is wrong.
  if (connection().session_denied) {
    run_->judge(statement, StatementVerdict::undecided);
    run_->end(Verdict::inconclusive, packet.describe(run_->setting()),
              actual + "; by its Session Present the Server has begun a new Session");
  }
  const auto& queued = run_->settings().limits.queued;
  if (queued && packet.type() == PacketType::publish && run_->sent_messages_.size() > *queued) {
    run_->judge(statement, StatementVerdict::undecided);
    run_->end(
        Verdict::inconclusive, packet.describe(run_->setting()),
        fmt::format("{}; the target keeps {} messages at most for a Client", actual, *queued));
  }
  run_->judge(statement, StatementVerdict::violated);
  run_->end(Verdict::fail, packet.describe(run_->setting()),
            fmt::format("{} within {} ms", actual, run_->now() - since));
}

Arrival Peer::must(Must statement, const Pattern& packet) {
  run_->check_is_judged(connection());
  std::string nearest;
  const Time since = run_->now();
  auto arrival = await(packet, since + run_->settings().patience, &nearest);
  if (!arrival) {
    if (connection().open) run_->network_.overdue();
    return overdue(statement.cited(), packet, nearest, since);
  }
  run_->judge(statement.cited(), StatementVerdict::satisfied);
  return *std::move(arrival);
}

Arrival Peer::must_within(Must statement, const Pattern& packet, Time since, Window window) {
  run_->check_is_judged(connection());
  std::string nearest;
  auto arrival = await(packet, since + window.until, &nearest);
  if (!arrival && connection().open) {
    if (window.until <= run_->settings().patience) run_->network_.overdue();
    arrival = await(packet, since + last_of(window, run_->settings()), &nearest);
  }
  if (!arrival) return overdue(statement.cited(), packet, nearest, since);
  const Time took = arrival->at - std::min(arrival->at, since);
  const auto expected = fmt::format("{} between {} and {} ms", packet.describe(run_->setting()),
                                    window.from, window.until);
  const auto actual = fmt::format("after {} ms", took);
  if (took < window.from) {
    run_->judge(statement.cited(), StatementVerdict::violated);
    run_->end(Verdict::fail, expected, "too early: " + actual);
  }
  const bool late = took > window.until;
  run_->judge(statement.cited(), late ? StatementVerdict::late : StatementVerdict::satisfied);
  if (late) run_->conclude(Verdict::warn, expected, "late: " + actual);
  return *std::move(arrival);
}

std::optional<Arrival> Peer::should(Should statement, const Pattern& packet) {
  run_->check_is_judged(connection());
  std::string nearest;
  const Time since = run_->now();
  auto arrival = await(packet, since + run_->settings().patience, &nearest);
  const bool late = !arrival;
  if (late) arrival = await(packet, since + limit_of_should(run_->settings()), &nearest);
  run_->judge(statement.cited(), !arrival ? StatementVerdict::not_followed
                                 : late   ? StatementVerdict::late
                                          : StatementVerdict::satisfied);
  if (late)
    run_->conclude(
        Verdict::warn, packet.describe(run_->setting()),
        arrival ? fmt::format("late: after {} ms", arrival->at - since) : seen_instead(nearest));
  return arrival;
}

std::optional<Arrival> Peer::may(May statement, const Pattern& packet) {
  run_->check_is_judged(connection());
  auto arrival = seen_before_fence(packet);
  run_->observed(statement, fmt::format("{}: {}", packet.describe(run_->setting()),
                                        arrival ? "sent" : "not sent"));
  return arrival;
}

void Peer::must_not_receive(Must statement, const Pattern& packet) {
  run_->check_is_judged(connection());
  const auto arrival = seen_before_fence(packet);
  must_be_absent(statement, packet, arrival);
}

void Peer::must_not_follow(Must statement, const Arrival& last, const Pattern& packet) {
  run_->check_is_judged(connection());
  const auto arrival = seen_before_fence(packet, last.order + 1);
  must_be_absent(statement, packet, arrival);
}

void Peer::must_be_absent(Must statement, const Pattern& packet,
                          const std::optional<Arrival>& arrival) {
  run_->judge(statement.cited(), arrival ? StatementVerdict::violated : StatementVerdict::satisfied,
              arrival.has_value());
  if (arrival) run_->end(Verdict::fail, "no " + packet.describe(run_->setting()), "it was sent");
}

void Peer::should_not_receive(Should statement, const Pattern& packet) {
  run_->check_is_judged(connection());
  const auto arrival = seen_before_fence(packet);
  run_->judge(statement.cited(),
              arrival ? StatementVerdict::not_followed : StatementVerdict::satisfied);
  if (arrival)
    run_->conclude(Verdict::warn, "no " + packet.describe(run_->setting()), "it was sent");
}

std::vector<Arrival> Peer::drain() {
  ping();
  auto& inbox = connection().inbox;
  std::vector<Arrival> all(inbox.begin(), inbox.end());
  std::erase_if(all, [](const Arrival& each) { return is_fence(each.packet); });
  inbox.clear();
  return all;
}

void Peer::ping() {
  send(pingreq());
  expect(pingresp());
}

}  // namespace mqttspec::conformance::play
