// Weighing one playing of a case against the others.
#include "conformance/runner/again.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

namespace {

void explain(CaseResult& result, std::string_view why) {
  if (!result.explanation.empty()) result.explanation += "\n";
  result.explanation += why;
}

void put_in_doubt(CaseResult& result) {
  result.verdict = Verdict::inconclusive;
  for (auto& check : result.judgements) check.verdict = StatementVerdict::undecided;
}

}  // namespace

bool was_seen(const CaseResult& result) {
  return result.verdict == Verdict::fail &&
         std::ranges::any_of(result.judgements, [](const Judgement& each) {
           return each.seen && each.verdict == StatementVerdict::violated;
         });
}

void add_playing(CaseReport& all, CaseReport latest) {
  if (all.playings.empty()) all.playings.push_back(all.result.verdict);
  all.playings.push_back(latest.result.verdict);
  all.tries += latest.tries;
  const auto duration = all.result.duration + latest.result.duration;
  if (latest.result.verdict > all.result.verdict) {
    std::swap(all.result, latest.result);
    std::swap(all.opinion, latest.opinion);
  }
  auto& result = all.result;
  result.duration = duration;
  const auto failures = std::ranges::count(all.playings, Verdict::fail);
  const auto playings = static_cast<std::ptrdiff_t>(all.playings.size());
  if (result.verdict != Verdict::fail || failures == playings || was_seen(result)) return;
  put_in_doubt(result);
  result.actual += ", but not each time that it was played";
}

Confirmed confirm(CaseReport first, CaseReport second, bool steady) {
  second.tries += first.tries;
  second.result.duration += first.result.duration;
  const bool acquitted =
      first.result.verdict == Verdict::fail && second.result.verdict < Verdict::fail;
  if (!acquitted) return {std::move(second)};
  if (steady && was_seen(first.result)) {
    first.tries = second.tries;
    first.result.duration = second.result.duration;
    first.result.actual += " (1 of 2 tries)";
    for (auto& check : first.result.judgements)
      if (check.verdict == StatementVerdict::violated && !check.seen)
        check.verdict = StatementVerdict::undecided;
    return {std::move(first), true, true};
  }
  put_in_doubt(second.result);
  second.result.expected = first.result.expected;
  second.result.actual = first.result.actual + ", but not when it was played again";
  return {std::move(second), false, true};
}

void leave_open(CaseReport& report) {
  if (report.result.verdict != Verdict::fail) return;
  put_in_doubt(report.result);
  report.attribution.clear();
  explain(report.result, "the target ended now and then, and there was no time to play it alone");
}

void return_to_plain(CaseReport& report, std::string_view why) {
  report.result = std::move(report.plain->result);
  report.opinion = std::move(report.plain->opinion);
  report.plain.reset();
  report.world = {};
  report.plain_verdict = {};
  report.attribution.clear();
  explain(report.result, why);
}

}  // namespace mqttspec::conformance::runner
