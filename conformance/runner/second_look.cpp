// See second_look.hpp.
#include "conformance/runner/second_look.hpp"

#include <fmt/format.h>

#include <set>

#include "conformance/judges/attribution.hpp"
#include "conformance/runner/in_parallel.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

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
  report.result = std::move(report.plain->result);
  report.opinion = std::move(report.plain->opinion);
  report.plain.reset();
  report.world = {};
  report.plain_verdict = {};
  report.attribution.clear();
  if (!report.result.explanation.empty()) report.result.explanation += "\n";
  report.result.explanation += fmt::format(
      "what breaks [{}] in other worlds breaks it in the plain world, too, in other cases",
      noticed->id());
}

class Settlement {
 public:
  /// What was found in all cases is taken for broken.
  Settlement(const std::vector<CaseReport>& cases, const Acquaintance& known, bool virtual_time,
             Played played)
      : known_(known), virtual_time_(virtual_time), played_(played) {
    for (const auto& each : cases) {
      accused_.merge(judges::accused_by(each.result));
      attributed_.insert(each.attribution.begin(), each.attribution.end());
    }
  }

  void settle(CaseReport& report) const;

 private:
  const Acquaintance& known_;
  bool virtual_time_;
  Played played_;
  judges::Accused accused_;
  std::set<std::string> attributed_;
};

void Settlement::settle(CaseReport& report) const {
  auto& result = report.result;
  if (!judges::disagree(result, report.opinion)) return;
  const auto all = judges::suspicions(result, report.version, accused_);
  auto found = all;
  std::erase_if(found, [&](const judges::Suspicion& each) {
    return !each.is_accused && !attributed_.contains(each.text);
  });
  const auto blame = [&](std::vector<judges::Suspicion> suspicions, std::string_view who) {
    const auto like =
        judges::culprit(result, terms(report, known_, virtual_time_), std::move(suspicions));
    if (!like) return false;
    if (!result.explanation.empty()) result.explanation += "\n";
    result.explanation += fmt::format("{}: the target {}", who, like->text);
    return true;
  };
  if (blame(std::move(found), "what other cases found is seen here too")) return;
  if (played_ == Played::some && blame(all, "seen here, and judged by cases that were not played"))
    return;
  result.verdict = Verdict::error;
  result.expected = "what the case finds right can be explained by the rules of the model";
  result.actual = report.opinion.text;
  if (report.opinion.event < result.trace.size()) result.decisive_event = report.opinion.event;
}

}  // namespace

void attribute(CaseReport& report, const Acquaintance& known, bool virtual_time) {
  const auto& result = report.result;
  report.attribution.clear();
  if (result.verdict != Verdict::fail) return;
  auto suspicions = judges::suspicions(result, report.version, judges::accused_by(result));
  for (auto& like :
       judges::attribute(result, terms(report, known, virtual_time), std::move(suspicions)))
    report.attribution.push_back(std::move(like.text));
}

void settle(std::vector<CaseReport>& cases, const Acquaintance& known, bool virtual_time,
            Played played, const std::stop_token& stop) {
  const auto plain = seen_in_plain(cases);
  for (auto& each : cases) take_back(each, plain);
  const Settlement settlement(cases, known, virtual_time, played);
  in_parallel(cases.size(), processors(), [&](std::size_t i) {
    if (!stop.stop_requested()) settlement.settle(cases[i]);
  });
}

}  // namespace mqttspec::conformance::runner
