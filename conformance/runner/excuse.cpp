// See excuse.hpp.
#include "conformance/runner/excuse.hpp"

#include <algorithm>

#include "conformance/runner/selection.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

CaseReport not_played(const Task& task, Verdict verdict, std::string_view reason) {
  CaseReport report{task.which, task.group->section, task.version};
  report.result.verdict = verdict;
  report.result.explanation = reason;
  return report;
}

std::optional<CaseReport> excused(const Task& task, const Acquaintance& known,
                                  const RunPlan& plan) {
  const auto& facts = known.in(task.version).probe.facts;
  const bool any = std::ranges::any_of(known.versions, [](const VersionKnown& each) {
    return each.probe.facts.served || each.probe.answer == Probe::Answer::refused;
  });
  if (!facts.served) {
    // Only a target that speaks MQTT can say that it lacks something.
    const auto verdict = any ? Verdict::declined : Verdict::not_run;
    return not_played(task, verdict, facts.evidence);
  }
  for (const auto& [pattern, reason] : plan.exclude)
    if (selects(pattern, *task.group, *task.which))
      return not_played(task, Verdict::not_run, "excluded: " + reason);
  if (!known.unusable.empty()) return not_played(task, Verdict::not_run, known.unusable);
  if (const auto* lack = facts.limits.find(task.which->needs))
    return not_played(task, Verdict::declined, lack->evidence);
  return std::nullopt;
}

}  // namespace mqttspec::conformance::runner
