// What a case comes to: checks, verdicts, monitors, and leaving the target as it was found.
#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "conformance/play/connection.hpp"
#include "model/monitors/monitor_set.hpp"

namespace mqttspec::conformance::play {

using namespace packets;

// All judgements pass here. Where a Server may answer in either version, a statement of the other
// one says nothing about it in this run.
bool Run::book(const Judgement& judgement) {
  const auto statement = judgement.statement;
  if (statement.version() != version_) {
    explain(fmt::format("[{}] of MQTT {} is not judged in a run of MQTT {}", statement.id(),
                        to_string(statement.version()), to_string(version_)));
    return false;
  }
  result_.judgements.push_back(judgement);
  return true;
}

// What the Server sent breaks the statement.
bool Run::book_seen(StatementId statement) {
  const bool must = statement.level() == Level::must;
  return book(
      {statement, must ? StatementVerdict::violated : StatementVerdict::not_followed, true});
}

void Run::judge(const Cited& cited, StatementVerdict verdict, bool seen) {
  if (tidying_) return;
  const auto id = cited.of(version_);
  assert(id && "a case cites a statement of the version that it runs in");
  book({id.value(), verdict, seen});
  switch (verdict) {
    case StatementVerdict::observed:
      return conclude(Verdict::note, "", "");
    case StatementVerdict::satisfied:
      return conclude(Verdict::pass, "", "");
    case StatementVerdict::violated:
    case StatementVerdict::undecided:
      return;
    default:
      return conclude(Verdict::warn, "", "");
  }
}

void Run::conclude(Verdict verdict, std::string_view expected, std::string_view actual,
                   std::optional<StatementId> noticed) {
  if (tidying_) return;
  const bool decisive = verdict > result_.verdict || result_.expected.empty();
  result_.verdict = worst(result_.verdict, verdict);
  if (!decisive || expected.empty()) return;
  result_.expected = expected;
  result_.actual = actual;
  result_.noticed = noticed;
  if (!result_.trace.empty()) result_.decisive_event = result_.trace.size() - 1;
}

void Run::end(Verdict verdict, std::string_view expected, std::string_view actual) {
  conclude(verdict, expected, actual);
  throw CaseOver{};
}

void Run::explain(std::string_view text) {
  if (!result_.explanation.empty()) result_.explanation += "\n";
  result_.explanation += text;
}

void Run::must_hold(Must statement, bool holds, std::string_view expected, std::string_view actual,
                    bool seen) {
  judge(statement.cited(), holds ? StatementVerdict::satisfied : StatementVerdict::violated,
        seen && !holds);
  if (!holds) end(Verdict::fail, expected, actual);
}

void Run::should_hold(Should statement, bool holds, std::string_view expected,
                      std::string_view actual) {
  judge(statement.cited(), holds ? StatementVerdict::satisfied : StatementVerdict::not_followed);
  if (!holds) conclude(Verdict::warn, expected, actual);
}

void Run::detected(Detects statement, bool noticed, std::string_view expected,
                   std::string_view actual) {
  judge(statement.cited(), noticed ? StatementVerdict::satisfied : StatementVerdict::undetected);
  if (!noticed) conclude(Verdict::warn, expected, actual);
}

void Run::observed(May statement, std::string_view what) {
  judge(statement.cited(), StatementVerdict::observed);
  explain(what);
}

void Run::debatable(const Cited& statement, unsigned entry, std::string_view what) {
  judge(statement, StatementVerdict::observed);
  explain(fmt::format("{}: in doubt, see spec/ambiguities.md, {}", what, entry));
}

void Run::remark(std::string_view what) {
  conclude(Verdict::note, "", "");
  explain(what);
}

void Run::decline(std::string_view evidence) { end(Verdict::declined, "the capability", evidence); }

void Run::inconclusive(std::string_view expected, std::string_view actual) {
  end(Verdict::inconclusive, expected, actual);
}

// The server sent bytes that no Server may send.
void Run::note_garbage(Connection& connection, const Violation& violation, Time at) {
  connection.ignored = true;
  auto bytes = std::make_shared<const std::vector<std::uint8_t>>(connection.undecoded);
  record(
      {model::TraceEvent::Kind::server_garbage, at, connection.id, connection.version, bytes, {}});
  if (tidying_) return;
  // What a Server does not notice in what one sends, it passes on to others.
  if (connection.is_surroundings && !declared_.empty())
    return explain("a bystander got a packet that breaks a rule after the case had sent one");
  if (connection.other_protocol)
    return explain("the answer to another protocol is in a form of its own, and not judged");
  const bool must = violation.statement.level() == Level::must;
  if (!book_seen(violation.statement)) return;
  conclude(must ? Verdict::fail : Verdict::warn, "packets that a Server may send",
           fmt::format("a packet that breaks [{}] at byte {}", violation.statement.id(),
                       violation.offset),
           violation.statement);
}

// What is missing may stand behind the garbage, so that this is what there is to report.
void Run::end_behind_garbage() {
  const auto expected = result_.expected;
  const auto actual = result_.actual;
  end(Verdict::inconclusive, expected, actual);
}

// The server sends without end: what it was asked may stand anywhere in it.
void Run::note_flood(Connection& connection) {
  connection.ignored = true;
  if (tidying_) return;
  end(Verdict::inconclusive, "the packets that the case asks for",
      fmt::format("more than {} packets on one connection", most_arrivals));
}

void Run::conclude_from(const model::monitors::Finding& finding, bool about_us) {
  const auto event = observed_[finding.event];
  const auto connection = result_.trace[event].connection;
  if (std::ranges::find(declared_, connection) != declared_.end()) return;
  const auto text =
      fmt::format("{} [{}]: {}", finding.guarantee, finding.statement.id(), finding.text);
  explain(text);
  if (about_us) return conclude(Verdict::error, "a case that does nothing illegal", text);
  const bool must = finding.statement.level() == Level::must;
  if (!book_seen(finding.statement)) return;
  conclude(must ? Verdict::fail : Verdict::warn, finding.guarantee, finding.text,
           finding.statement);
  result_.decisive_event = event;
}

// True if the Server broke a rule on that connection before: then a case may have answered what it
// had not to expect.
bool Run::follows_from_theirs(const model::monitors::Finding& finding) const {
  const auto connection_of = [&](std::size_t event) {
    return result_.trace[observed_[event]].connection;
  };
  return std::ranges::any_of(monitors_->findings(Actor::server), [&](const auto& each) {
    return each.event < finding.event && connection_of(each.event) == connection_of(finding.event);
  });
}

void Run::conclude_from_monitors() {
  monitors_->finish(false);
  for (const auto& finding : monitors_->findings(Actor::client))
    if (!follows_from_theirs(finding)) conclude_from(finding, true);
  for (const auto& finding : monitors_->findings(Actor::server)) conclude_from(finding, false);
}

CaseResult Run::finish() {
  if (result_.verdict == Verdict::not_run)
    conclude(Verdict::error, "a case that checks something", "it checks nothing");
  conclude_from_monitors();
  result_.duration = now();
  result_.topic_prefix = names_.prefix();
  tidy();
  return std::move(result_);
}

// Ends the Sessions and clears the retained messages that the case made. What cannot be tidied up
// expires by itself.
void Run::tidy() {
  tidying_ = true;
  for (auto& connection : connections_) {
    if (!connection->open) continue;
    network_.close(connection->id);
    connection->open = false;
  }
  std::ranges::sort(kept_clients_);
  const auto repeated = std::ranges::unique(kept_clients_);
  kept_clients_.erase(repeated.begin(), repeated.end());
  const auto attempt = [](const auto& step) {
    try {
      step();
    } catch (const CaseOver&) {
      // The next may succeed.
    }
  };
  for (const auto& id : kept_clients_)
    attempt([&] { client(connect("tidy").exact_client_id(id)).disconnect(); });
  if (retained_topics_.empty()) return;
  attempt([&] {
    Peer cleaner = client("cleaner");
    for (const auto& topic : retained_topics_) cleaner.send(publish(exact(topic), "").retain());
    cleaner.ping();
    cleaner.disconnect();
  });
}

}  // namespace mqttspec::conformance::play
