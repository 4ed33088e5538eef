// Gathering checks by statement.
#include "conformance/runner/statements.hpp"

#include <algorithm>

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

namespace {

// A report with the verdict that the statement has if no case says anything of it.
StatementReport untouched(StatementId id) {
  const auto& row = id.row();
  const bool testable = contains(row.checks, mqttspec::Check::live) && row.excuse.empty();
  return {id, testable ? StatementVerdict::not_exercised : StatementVerdict::not_testable, {}};
}

void name_case(StatementReport& report, std::string_view name) {
  if (report.cases.empty() || report.cases.back() != name) report.cases.push_back(name);
}

// Verdicts are ordered from the mildest; what nothing was said of yields to anything.
void tell(StatementReport& report, StatementVerdict verdict) {
  report.verdict = worst(report.verdict, verdict);
}

void tell_all(std::span<StatementReport> reports, const CaseReport& report) {
  const auto verdict = report.result.verdict;
  const auto& checks = report.result.judgements;
  if (verdict == Verdict::not_run) return;
  for (const auto& check : checks) {
    auto& statement = reports[check.statement.index()];
    tell(statement, check.verdict);
    name_case(statement, report.which->name);
  }
  for (const auto& cited : report.which->statements) {
    const auto id = cited.of(report.version);
    if (!id || std::ranges::find(checks, *id, &Judgement::statement) != checks.end()) continue;
    auto& statement = reports[id->index()];
    if (verdict == Verdict::declined) {
      tell(statement, StatementVerdict::declined);
    } else {
      tell(statement, StatementVerdict::undecided);
      name_case(statement, report.which->name);
    }
  }
}

}  // namespace

std::vector<StatementReport> judge_statements(std::span<const CaseReport> cases,
                                              std::span<const Version> versions) {
  std::vector<StatementReport> all;
  for (const Version version : versions) {
    const auto begin = all.size();
    for (std::size_t i = 0; i < statements(version).size(); ++i)
      all.push_back(untouched(StatementId::at(version, i)));
    for (const auto& report : cases)
      if (report.version == version) tell_all(std::span(all).subspan(begin), report);
  }
  return all;
}

}  // namespace mqttspec::conformance::runner
