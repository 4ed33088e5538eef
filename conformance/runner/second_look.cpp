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

class SecondLook {
 public:
  SecondLook(std::vector<CaseReport>& cases, const Acquaintance& known, bool virtual_time)
      : cases_(cases), known_(known), virtual_time_(virtual_time) {}

  void attribute(CaseReport& report) const;
  /// Takes what was found in all cases for broken.
  void accuse();
  void settle(CaseReport& report) const;

 private:
  judges::Terms terms(const CaseReport& report) const {
    return {report.version, known_.in(report.version).settings, virtual_time_};
  }

  std::vector<CaseReport>& cases_;
  const Acquaintance& known_;
  bool virtual_time_;
  judges::Accused accused_;
  std::set<std::string> attributed_;
};

void SecondLook::attribute(CaseReport& report) const {
  const auto& result = report.result;
  if (result.verdict != Verdict::fail) return;
  auto suspicions = judges::suspicions(result, report.version, judges::accused_by(result));
  for (auto& like : judges::attribute(result, terms(report), std::move(suspicions)))
    report.attribution.push_back(std::move(like.text));
}

void SecondLook::accuse() {
  for (const auto& each : cases_) {
    accused_.merge(judges::accused_by(each.result));
    attributed_.insert(each.attribution.begin(), each.attribution.end());
  }
}

void SecondLook::settle(CaseReport& report) const {
  auto& result = report.result;
  if (!judges::disagree(result, report.opinion)) return;
  auto suspicions = judges::suspicions(result, report.version, accused_);
  std::erase_if(suspicions, [&](const judges::Suspicion& each) {
    return !each.is_accused && !attributed_.contains(each.text);
  });
  if (const auto like = judges::culprit(result, terms(report), std::move(suspicions))) {
    if (!result.explanation.empty()) result.explanation += "\n";
    result.explanation +=
        fmt::format("what other cases found is seen here too: the target {}", like->text);
    return;
  }
  result.verdict = Verdict::error;
  result.expected = "what the case finds right can be explained by the rules of the model";
  result.actual = report.opinion.text;
  if (report.opinion.event < result.trace.size()) result.decisive_event = report.opinion.event;
}

}  // namespace

void take_second_look(std::vector<CaseReport>& cases, const Acquaintance& known, bool virtual_time,
                      const std::stop_token& stop) {
  SecondLook look(cases, known, virtual_time);
  const auto look_at_all = [&](const auto& look_at) {
    in_parallel(cases.size(), processors(), [&](std::size_t i) {
      if (!stop.stop_requested()) look_at(cases[i]);
    });
  };
  look_at_all([&](CaseReport& each) { look.attribute(each); });
  look.accuse();
  look_at_all([&](CaseReport& each) { look.settle(each); });
}

}  // namespace mqttspec::conformance::runner
