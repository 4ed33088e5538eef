// See client_second_look.hpp.
#include "conformance/runner/client_second_look.hpp"

#include "conformance/judges/client_opinion.hpp"
#include "conformance/runner/in_parallel.hpp"

namespace mqttspec::conformance::runner {

using report::CaseReport;

void take_second_look(std::vector<CaseReport>& cases, bool virtual_time, Played played,
                      const std::stop_token& stop) {
  in_parallel(cases.size(), processors(), [&](std::size_t i) {
    auto& each = cases[i];
    if (each.result.verdict != play::Verdict::fail || stop.stop_requested()) return;
    for (auto& text : judges::attribute_client(
             each.result, {each.version, virtual_time},
             judges::client_suspicions(each.version, judges::accused_by(each.result))))
      each.attribution.push_back({std::move(text)});
  });
  const auto find_culprit = [&](const CaseReport& report, const Suspected& suspected) {
    auto suspicions = judges::client_suspicions(report.version, suspected.accused);
    std::erase_if(suspicions,
                  [&](const auto& each) { return !suspected.names(each.is_accused, each.text); });
    return judges::client_culprit(report.result, {report.version, virtual_time}, suspicions);
  };
  settle_disagreements(cases, find_culprit, played, stop);
}

}  // namespace mqttspec::conformance::runner
