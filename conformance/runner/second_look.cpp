// See second_look.hpp.
#include "conformance/runner/second_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "conformance/judges/attribution.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

namespace {

class SecondLook {
 public:
  SecondLook(std::vector<CaseReport>& cases, const Acquaintance& known, bool virtual_time)
      : cases_(cases), known_(known), virtual_time_(virtual_time) {
    for (const auto& each : cases_)
      for (const auto& check : each.result.judgements)
        if (check.verdict > StatementVerdict::undecided) accused_.insert(check.statement);
  }

  void take(CaseReport& report) const {
    if (report.result.verdict == Verdict::fail) attribute(report);
    if (judges::disagree(report.result, report.opinion)) settle(report);
  }

 private:
  judges::Terms terms(const CaseReport& report) const {
    return {report.version, known_.in(report.version).settings, virtual_time_};
  }
  void attribute(CaseReport& report) const {
    const auto own = judges::accused_by(report.result);
    for (auto& like : judges::attribute(report.result, terms(report), own))
      report.attribution.push_back(std::move(like.text));
  }
  void settle(CaseReport& report) const;

  std::vector<CaseReport>& cases_;
  const Acquaintance& known_;
  bool virtual_time_;
  judges::Accused accused_;  // by any case
};

void SecondLook::settle(CaseReport& report) const {
  auto& result = report.result;
  for (const auto& like : judges::attribute(result, terms(report), accused_)) {
    if (!like.is_accused) continue;
    if (!result.explanation.empty()) result.explanation += "\n";
    result.explanation +=
        fmt::format("what another case found is seen here too: the target {}", like.text);
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
  const SecondLook look(cases, known, virtual_time);
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> pool;
  const auto threads = std::max(1U, std::thread::hardware_concurrency());
  while (pool.size() < threads)
    pool.emplace_back([&] {
      for (std::size_t i; (i = next++) < cases.size() && !stop.stop_requested();)
        look.take(cases[i]);
    });
}

}  // namespace mqttspec::conformance::runner
