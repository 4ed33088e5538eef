// See second_look.hpp.
#include "conformance/runner/second_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "conformance/judges/attribution.hpp"

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

template <class Work>
void for_each_in_parallel(std::vector<CaseReport>& cases, const std::stop_token& stop,
                          const Work& work) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> pool;
  const auto threads = std::max(1U, std::thread::hardware_concurrency());
  while (pool.size() < threads)
    pool.emplace_back([&] {
      for (std::size_t i; (i = next++) < cases.size() && !stop.stop_requested();) work(cases[i]);
    });
}

}  // namespace

void take_second_look(std::vector<CaseReport>& cases, const Acquaintance& known, bool virtual_time,
                      const std::stop_token& stop) {
  SecondLook look(cases, known, virtual_time);
  for_each_in_parallel(cases, stop, [&](CaseReport& each) { look.attribute(each); });
  look.accuse();
  for_each_in_parallel(cases, stop, [&](CaseReport& each) { look.settle(each); });
}

}  // namespace mqttspec::conformance::runner
