// Closing and reconnecting, and judging how the Server closes.
#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "conformance/play/connection.hpp"

namespace mqttspec::conformance::play {

using namespace packets;
using namespace wire;

// Keeps how the Server closed, and the Reason Code that it gave before.
void Peer::note_closing() {
  if (connection().open) return;
  run_->result_.closing = connection().closing;
  for (const auto& arrival : connection().inbox) {
    if (const auto* disconnect = std::get_if<Disconnect>(&arrival.packet))
      run_->result_.closing_code = disconnect->reason_code;
    if (const auto* connack = std::get_if<Connack>(&arrival.packet))
      run_->result_.closing_code = connack->reason_code;
  }
}

void Peer::must_close(Must statement) {
  run_->check_is_judged(connection());
  const auto& settings = run_->settings();
  bool closed = await_close(run_->now() + settings.patience);
  if (!closed) run_->network_.overdue();
  const bool serves = !closed && answers_ping(run_->now() + settings.patience);
  if (!closed)
    closed = await_close(run_->now() + (serves ? std::min(settings.patience, settings.late_limit)
                                               : settings.late_limit));
  note_closing();
  run_->judge(statement.cited(), closed ? StatementVerdict::satisfied : StatementVerdict::violated);
  if (!closed)
    run_->end(Verdict::fail, "the Server closes the Network Connection",
              serves ? "it stays open and answers PINGREQ" : "it stays open");
  run_->must_be_alive();
}

void Peer::must_close_within(Must statement, Time since, Window window) {
  run_->check_is_judged(connection());
  const bool closed = await_close(since + last_of(window, run_->settings()));
  const Time end = closed ? connection().ended_at : run_->now();
  const Time took = end - std::min(end, since);
  note_closing();
  const auto expected =
      fmt::format("the Server closes between {} and {} ms", window.from, window.until);
  if (end < since && window.from == 0) {
    run_->judge(statement.cited(), StatementVerdict::undecided);
    run_->end(Verdict::inconclusive, expected, "it had closed before that");
  }
  if (!closed || took < window.from) {
    run_->judge(statement.cited(), StatementVerdict::violated);
    run_->end(Verdict::fail, expected,
              closed ? fmt::format("too early: after {} ms", took)
                     : fmt::format("still open after {} ms", took));
  }
  const bool late = took > window.until;
  run_->judge(statement.cited(), late ? StatementVerdict::late : StatementVerdict::satisfied);
  if (late) run_->conclude(Verdict::warn, expected, fmt::format("late: after {} ms", took));
  run_->must_be_alive();
}

void Peer::should_close(Should statement) {
  run_->check_is_judged(connection());
  const bool closed = await_close(run_->now() + run_->settings().patience);
  note_closing();
  run_->should_hold(statement, closed, "the Server closes the Network Connection", "it stays open");
}

void Peer::detects_by_closing(Detects statement) {
  run_->check_is_judged(connection());
  const bool closed = await_close(run_->now() + run_->settings().patience);
  note_closing();
  run_->detected(statement, closed, "the Server notices the fault and closes", "it stays open");
  run_->must_be_alive();
}

void Peer::must_stay_open(Must statement) {
  run_->check_is_judged(connection());
  const bool serves = answers_ping(run_->now() + run_->settings().patience);
  note_closing();
  if (!serves && connection().open) {
    run_->judge(statement.cited(), StatementVerdict::undecided);
    run_->end(Verdict::inconclusive, "PINGRESP", "nothing, though the connection is open");
  }
  run_->judge(statement.cited(), serves ? StatementVerdict::satisfied : StatementVerdict::violated);
  if (!serves)
    run_->end(Verdict::fail, "the Network Connection stays open", "the Server closed it");
}

bool Peer::closes() { return await_close(run_->now() + run_->settings().patience); }

bool Peer::is_served() {
  const bool serves = answers_ping(run_->now() + run_->settings().patience);
  note_closing();
  if (!serves && connection().open)
    run_->end(Verdict::inconclusive, "PINGRESP", "nothing, though the connection is open");
  return serves;
}

void Peer::expect_close() {
  if (!await_close(run_->now() + run_->settings().late_limit))
    run_->end(Verdict::inconclusive, "the Server closes the Network Connection (set-up)",
              "it stays open");
}

namespace {

// Milliseconds that the Server is given to notice that a connection has ended. What comes next may
// take another way through the Server, and must not overtake it.
constexpr Time time_to_notice = 300;

}  // namespace

void Peer::end_connection() {
  if (!connection().open) return;
  connection().open = false;
  connection().closing = Closing::ours;
  connection().closing_reason.clear();
  connection().ended_at = run_->now();
  run_->network_.close(connection().id);
  // Nothing that a case does depends on when the end of others is noticed.
  if (!connection().is_surroundings && !run_->tidying_)
    run_->network_.await_end(connection().id, run_->now() + time_to_notice);
  run_->record({model::TraceEvent::Kind::client_closed, run_->now(), connection().id,
                connection().version, nullptr, std::nullopt});
}

void Peer::drop_connection() {
  run_->pump(run_->now());
  run_->await_nodes(connection());
  end_connection();
}

void Peer::disconnect() { disconnect(packets::disconnect()); }

void Peer::disconnect(const ReasonSpec& packet) {
  send(packet);
  end_connection();
}

void Peer::reopen(const ConnectSpec& connect) {
  if (connection().open) drop_connection();
  const auto& limit = run_->settings().limits.session_s;
  if (limit && connect.keeps_session() && run_->now() - connection().ended_at > *limit * 1'000)
    run_->inconclusive("a Session that is still there",
                       fmt::format("the target keeps Sessions for {} s at most", *limit));
  run_->connect_network(connection());
  send(connect);
}

Arrival Peer::reconnect() {
  assert(connection().connect && "there was a CONNECT to repeat");
  return reconnect(*connection().connect);
}

Arrival Peer::reconnect(const ConnectSpec& connect) {
  reopen(connect);
  return connected();
}

// The CONNACK that accepts, as part of the set-up.
Arrival Peer::connected() {
  auto connack = expect(packets::connack().codes({ReasonCode::success}));
  run_->greet(*this);
  return connack;
}

bool Peer::is_open() const {
  run_->pump(run_->now());
  return connection().open;
}

const Connack& Peer::connack() const {
  assert(connection().connack && "the connection was accepted");
  return connection().connack->as<Connack>();
}

// Other cases may have ended it: who did is found out when each is played alone.
void Run::must_be_alive() {
  if (tidying_) return;
  constexpr std::string_view expected = "the target still accepts a client afterwards";
  for (std::size_t node = 0; node < network_.nodes(); ++node) {
    only_node_ = node;
    Peer peer(*this, add_connection("alive"));
    result_.target_gone = true;
    connect_network(peer.connection());
    peer.send(connect("alive"));
    const auto accepted =
        peer.await(connack().codes({ReasonCode::success}), now() + settings_.late_limit, nullptr);
    // Whoever refuses is alive.
    result_.target_gone = !accepted && !peer.connection().refusal;
    if (!accepted) end(Verdict::inconclusive, expected, peer.seen_instead(""));
    peer.disconnect();
  }
  only_node_.reset();
}

}  // namespace mqttspec::conformance::play
