// Counting verdicts, and what a whole run comes to.
#include "conformance/report/report.hpp"

#include <algorithm>

#include "conformance/report/outcomes.hpp"

namespace mqttspec::conformance::report {

using namespace play;

std::array<std::size_t, 8> count_verdicts(const RunReport& report) {
  std::array<std::size_t, 8> counts{};
  for (const auto& each : report.cases) ++counts[static_cast<std::size_t>(each.result.verdict)];
  return counts;
}

std::array<std::size_t, 3> count_opinions(const RunReport& report) {
  std::array<std::size_t, 3> counts{};
  for (const auto& each : report.cases)
    if (each.result.verdict > Verdict::declined)
      ++counts[static_cast<std::size_t>(each.opinion.explained)];
  return counts;
}

int exit_code(const RunReport& report, bool strict) {
  std::vector<CaseOutcome> cases;
  for (const auto& each : report.cases) cases.push_back({each.result.verdict, each.news});
  const bool served = std::ranges::any_of(report.facts, &VersionFacts::served);
  return exit_code(cases, served, report.complete, strict);
}

std::string closing_line(const RunReport& report) {
  std::vector<StatementVerdict> statements;
  for (const auto& each : report.statements) statements.push_back(each.verdict);
  const auto failed = count_verdicts(report)[static_cast<std::size_t>(Verdict::fail)];
  return closing_line(statements, failed, report.complete, report.cut_short);
}

}  // namespace mqttspec::conformance::report
