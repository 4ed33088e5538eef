// See second_look.hpp.
#include "conformance/runner/second_look.hpp"

#include <fmt/format.h>

#include "conformance/runner/again.hpp"
#include "conformance/runner/in_parallel.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;
using model::conditions::ConditionSet;

namespace {

judges::Terms terms(const CaseReport& report, const Acquaintance& known, bool virtual_time) {
  return {report.version, known.in(report.version).settings, virtual_time};
}

// What is broken in the plain world, in whatever case.
judges::Accused seen_in_plain(const std::vector<CaseReport>& cases) {
  judges::Accused seen;
  for (const auto& each : cases) {
    const auto& plain = each.plain ? each.plain->result : each.result;
    for (const auto& judgement : plain.judgements)
      if (judgement.seen && judgement.verdict > StatementVerdict::undecided)
        seen.insert(judgement.statement);
  }
  return seen;
}

// A fault that any case notices, and that no circumstance is needed for, is found once.
void take_back(CaseReport& report, const judges::Accused& seen_in_plain) {
  const auto noticed = report.result.noticed;
  if (!report.plain || !noticed || !seen_in_plain.contains(*noticed)) return;
  return_to_plain(
      report,
      fmt::format(
          "what breaks [{}] in other worlds breaks it in the plain world, too, in other cases",
          noticed->id()));
}

void settle_one(CaseReport& report, const FindCulprit& find_culprit, const Suspected& suspected,
                Played played) {
  auto& result = report.result;
  if (!judges::disagree(result, report.opinion)) return;
  const auto blame = [&](const Suspected& of, std::string_view why) {
    const auto like = find_culprit(report, of);
    if (!like) return false;
    if (!result.explanation.empty()) result.explanation += "\n";
    result.explanation += fmt::format("{}: the target {}", why, *like);
    return true;
  };
  if (blame(suspected, "what other cases found is seen here too")) return;
  if (played == Played::some && blame({.accused = suspected.accused, .of_anything = true},
                                      "seen here, and judged by cases that were not played"))
    return;
  result.verdict = Verdict::error;
  result.expected = "what the case finds right can be explained by the rules of the model";
  result.actual = report.opinion.text;
  if (report.opinion.event < result.trace.size()) result.decisive_event = report.opinion.event;
}

// What one fault does in several cases it does under a condition that fits them all.
void agree_on_conditions(std::vector<CaseReport>& cases) {
  std::map<std::string, ConditionSet> common;
  for (const auto& each : cases)
    for (const auto& like : each.attribution)
      if (like.when.any()) common.try_emplace(like.text, like.when).first->second &= like.when;
  for (auto& each : cases)
    for (auto& like : each.attribution)
      if (const auto agreed = common.find(like.text);
          agreed != common.end() && agreed->second.any() && like.when.any())
        like.when = agreed->second;
}

// Faults that explained what other cases found only if they work under a condition, and those that
// break what is accused, under any.
void add_conditional(std::vector<judges::Suspicion>& suspicions, const Suspected& suspected) {
  const auto count = suspicions.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto found = suspected.attributed.find(suspicions[i].text);
    auto conditions = found == suspected.attributed.end() ? ConditionSet() : found->second;
    if (suspicions[i].is_accused) conditions.set();
    if (conditions.none()) continue;
    suspicions.push_back(suspicions[i]);
    suspicions.back().faults = suspicions[i].faults.when_one_of(conditions);
  }
}

}  // namespace

void attribute(CaseReport& report, const Acquaintance& known, bool virtual_time) {
  const auto& result = report.result;
  report.attribution.clear();
  if (result.verdict != Verdict::fail) return;
  const auto* plain = report.plain ? &report.plain->result : nullptr;
  for (const auto& like :
       judges::attribute(result, plain, terms(report, known, virtual_time),
                         judges::suspicions(result, report.version, judges::accused_by(result))))
    report.attribution.push_back(like.likeness());
}

void settle_disagreements(std::vector<CaseReport>& cases, const FindCulprit& find_culprit,
                          Played played, const std::stop_token& stop) {
  // What was found in all cases is taken for broken.
  Suspected suspected;
  for (const auto& each : cases) {
    suspected.accused.merge(judges::accused_by(each.result));
    for (const auto& like : each.attribution) suspected.attributed[like.text] |= like.when;
  }
  in_parallel(cases.size(), processors(), [&](std::size_t i) {
    if (!stop.stop_requested()) settle_one(cases[i], find_culprit, suspected, played);
  });
}

void settle(std::vector<CaseReport>& cases, const Acquaintance& known, bool virtual_time,
            Played played, const std::stop_token& stop) {
  const auto plain = seen_in_plain(cases);
  for (auto& each : cases) take_back(each, plain);
  agree_on_conditions(cases);
  const auto find_culprit = [&](const CaseReport& report, const Suspected& suspected) {
    auto suspicions = judges::suspicions(report.result, report.version, suspected.accused);
    std::erase_if(suspicions, [&](const judges::Suspicion& each) {
      return !suspected.names(each.is_accused, each.text);
    });
    add_conditional(suspicions, suspected);
    const auto like =
        judges::culprit(report.result, terms(report, known, virtual_time), std::move(suspicions));
    return like ? std::optional(judges::in_words(like->likeness())) : std::nullopt;
  };
  settle_disagreements(cases, find_culprit, played, stop);
}

}  // namespace mqttspec::conformance::runner
