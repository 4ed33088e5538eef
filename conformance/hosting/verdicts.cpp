// What a case comes to.
#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "codec/notation.hpp"
#include "conformance/hosting/connection.hpp"
#include "model/monitors/monitor_set.hpp"

namespace mqttspec::conformance::hosting {

void Visit::book(StatementId statement, StatementVerdict verdict, bool seen) {
  result_.judgements.push_back({statement, verdict, seen});
}

void Visit::judge(const Cited& cited, StatementVerdict verdict, bool seen) {
  const auto id = cited.of(version_);
  assert(id && "a case cites a statement of the version that it runs in");
  book(id.value(), verdict, seen);
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

void Visit::conclude(Verdict verdict, std::string_view expected, std::string_view actual) {
  const bool decisive = verdict > result_.verdict || result_.expected.empty();
  result_.verdict = worst(result_.verdict, verdict);
  if (!decisive || expected.empty()) return;
  result_.expected = expected;
  result_.actual = actual;
  if (!result_.trace.empty()) result_.decisive_event = result_.trace.size() - 1;
}

void Visit::end(Verdict verdict, std::string_view expected, std::string_view actual) {
  conclude(verdict, expected, actual);
  throw VisitOver{};
}

void Visit::explain(std::string_view text) {
  if (!result_.explanation.empty()) result_.explanation += "\n";
  result_.explanation += text;
}

void Visit::must_hold(Must statement, bool holds, std::string_view expected,
                      std::string_view actual, bool seen) {
  judge(statement.cited(), holds ? StatementVerdict::satisfied : StatementVerdict::violated,
        seen && !holds);
  if (!holds) end(Verdict::fail, expected, actual);
}

void Visit::should_hold(Should statement, bool holds, std::string_view expected,
                        std::string_view actual) {
  judge(statement.cited(), holds ? StatementVerdict::satisfied : StatementVerdict::not_followed);
  if (!holds) conclude(Verdict::warn, expected, actual);
}

void Visit::detected(Detects statement, bool noticed, std::string_view expected,
                     std::string_view actual) {
  judge(statement.cited(), noticed ? StatementVerdict::satisfied : StatementVerdict::undetected);
  if (!noticed) conclude(Verdict::warn, expected, actual);
}

void Visit::must_not_let_through(Must statement, bool holds, std::string_view expected,
                                 std::string_view actual) {
  const auto lack = std::ranges::find(said_, Said::Kind::unsupported, &Said::kind);
  if ((asked_for_anything_ || may_lack_) && lack != said_.end())
    decline(fmt::format("the driver cannot ask for it: {}", lack->text));
  judge(statement.cited(), holds ? StatementVerdict::satisfied : StatementVerdict::let_through);
  if (!holds)
    conclude(Verdict::warn, expected,
             fmt::format("the library lets the application break it: {}", actual));
}

void Visit::observed(May statement, std::string_view what) {
  judge(statement.cited(), StatementVerdict::observed);
  explain(what);
}

void Visit::debatable(const Cited& statement, unsigned entry, std::string_view what) {
  judge(statement, StatementVerdict::observed);
  explain(fmt::format("{}: in doubt, see spec/ambiguities.md, {}", what, entry));
}

void Visit::remark(std::string_view what) {
  conclude(Verdict::note, "", "");
  explain(what);
}

void Visit::decline(std::string_view evidence) {
  end(Verdict::declined, "the capability", evidence);
}

void Visit::inconclusive(std::string_view expected, std::string_view actual) {
  const auto lack = std::ranges::find(said_, Said::Kind::unsupported, &Said::kind);
  if (may_lack_ && lack != said_.end())
    decline(fmt::format("the driver cannot set {} so", lack->text));
  end(Verdict::inconclusive, expected, actual);
}

// Notes that the library did what the application should not have asked for.
bool Visit::is_asked_for(StatementId statement) {
  const bool asked = std::ranges::any_of(
      asked_for_, [&](const Cited& each) { return each.of(version_) == statement; });
  came_through_ = came_through_ || asked || asked_for_anything_;
  return asked || asked_for_anything_;
}

// The Client sent bytes that no Client may send.
void Visit::note_garbage(Connection& connection, const Violation& violation, Time at) {
  connection.ignored = true;
  auto bytes = std::make_shared<const std::vector<std::uint8_t>>(connection.undecoded);
  record({model::TraceEvent::Kind::client_garbage, at, connection.id, version_, bytes, {}});
  if (is_asked_for(violation.statement)) return;
  // An answer to a Packet Identifier of 0 cannot be better than that.
  if (std::ranges::find(declared_, connection.id) != declared_.end())
    return remark(
        fmt::format("its answer to what was illegal is no packet: [{}]", violation.statement.id()));
  const bool must = violation.statement.level() == Level::must;
  book(violation.statement, must ? StatementVerdict::violated : StatementVerdict::not_followed,
       true);
  conclude(must ? Verdict::fail : Verdict::warn, "packets that a Client may send",
           fmt::format("a packet that breaks [{}] at byte {}", violation.statement.id(),
                       violation.offset));
}

void Visit::conclude_from(const model::monitors::Finding& finding, bool about_us) {
  const auto connection = result_.trace[finding.event].connection;
  if (std::ranges::find(declared_, connection) != declared_.end()) return;
  if (!about_us && is_asked_for(finding.statement)) return;
  const auto text =
      fmt::format("{} [{}]: {}", finding.guarantee, finding.statement.id(), finding.text);
  explain(text);
  if (about_us) return conclude(Verdict::error, "a case that does nothing illegal", text);
  const bool must = finding.statement.level() == Level::must;
  book(finding.statement, must ? StatementVerdict::violated : StatementVerdict::not_followed, true);
  conclude(must ? Verdict::fail : Verdict::warn, finding.guarantee, finding.text);
  result_.decisive_event = finding.event;
}

void Visit::conclude_from_monitors() {
  monitors_->finish(false);
  const auto& of_client = monitors_->findings(Actor::client);
  for (const auto& finding : of_client) conclude_from(finding, false);
  for (const auto& finding : monitors_->findings(Actor::server)) {
    // What the polite Server answers to what is wrong may be wrong as well.
    const bool provoked = std::ranges::any_of(of_client, [&](const auto& each) {
      return each.event <= finding.event &&
             result_.trace[each.event].connection == result_.trace[finding.event].connection;
    });
    if (!provoked) conclude_from(finding, true);
  }
}

// A driver ends when it is told to. Where it does not, a connection that closed was not closed by
// the Client: nothing is satisfied by that.
void Visit::take_back_what_its_end_shows() {
  result_.target_gone = true;
  for (auto& each : result_.judgements)
    if (each.verdict != StatementVerdict::violated) each.verdict = StatementVerdict::undecided;
  if (result_.verdict > Verdict::declined && result_.verdict <= Verdict::warn)
    conclude(Verdict::inconclusive, "a Client that goes on", "its process ended: " + ended_);
}

CaseResult Visit::finish() {
  if (result_.verdict == Verdict::not_run)
    conclude(Verdict::error, "a case that checks something", "it checks nothing");
  for (const auto& each : said_) {
    // Of what is illegal a library may make anything.
    if (each.kind == Said::Kind::nonsense && declared_.empty())
      conclude(Verdict::error, "events as the protocol of drivers has them", each.text);
    // The abilities said that it does what was asked for.
    if (each.kind == Said::Kind::unsupported && !may_lack_ && !asked_for_anything_)
      conclude(Verdict::error, "a driver that does what it says", "unsupported: " + each.text);
  }
  conclude_from_monitors();
  if (!ended_.empty()) explain("its process ended: " + ended_);
  if (is_driven_ && !ended_.empty()) take_back_what_its_end_shows();
  result_.duration = now();
  return std::move(result_);
}

}  // namespace mqttspec::conformance::hosting
