// Weighing one playing of a case against the others.
#include "conformance/runner/again.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

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
  result.verdict = Verdict::inconclusive;
  for (auto& check : result.judgements) check.verdict = StatementVerdict::undecided;
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
  second.result.verdict = Verdict::inconclusive;
  for (auto& check : second.result.judgements) check.verdict = StatementVerdict::undecided;
  second.result.expected = first.result.expected;
  second.result.actual = first.result.actual + ", but not when it was played again";
  return {std::move(second), false, true};
}

}  // namespace mqttspec::conformance::runner
