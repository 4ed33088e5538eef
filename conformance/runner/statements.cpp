// Gathering checks by statement.
#include "conformance/runner/statements.hpp"

#include <algorithm>
#include <map>

#include "conformance/client_cases/excuses.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

namespace {

// A report with the verdict that the statement has if no case says anything of it.
StatementReport untouched(StatementId id, Actor bound) {
  const auto& row = id.row();
  // What binds Servers alone is not to be seen of a Client, and other things are seen elsewhere.
  const bool of_others = bound == Actor::client &&
                         (row.actor == Actor::server || !client_cases::excuse_of(id).empty());
  const bool testable =
      contains(row.checks, mqttspec::Check::live) && row.excuse.empty() && !of_others;
  return {id, testable ? StatementVerdict::not_exercised : StatementVerdict::not_testable, {}};
}

void name_case(StatementReport& report, std::string_view name) {
  if (report.cases.empty() || report.cases.back() != name) report.cases.push_back(name);
}

// Verdicts are ordered from the mildest; what nothing was said of yields to anything.
void tell(StatementReport& report, StatementVerdict verdict) {
  report.verdict = worst(report.verdict, verdict);
}

// The reports by statement: the positions in the registers of the two versions have nothing to do
// with each other.
using ReportOf = std::map<StatementId, StatementReport>;

void tell_all(ReportOf& reports, const CaseReport& report) {
  const auto verdict = report.result.verdict;
  const auto& checks = report.result.judgements;
  if (verdict == Verdict::not_run) return;
  for (const auto& check : checks) {
    // A case judges statements of the version that it ran in.
    if (check.statement.version() != report.version) continue;
    auto& statement = reports.at(check.statement);
    tell(statement, check.verdict);
    name_case(statement, report.which->name);
  }
  for (const auto& cited : report.which->statements) {
    const auto id = cited.of(report.version);
    if (!id || std::ranges::find(checks, *id, &Judgement::statement) != checks.end()) continue;
    auto& statement = reports.at(*id);
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
                                              std::span<const Version> versions, Actor bound) {
  std::vector<StatementReport> all;
  for (const Version version : versions) {
    ReportOf reports;
    for (std::size_t i = 0; i < statements(version).size(); ++i) {
      const auto id = StatementId::at(version, i);
      reports.emplace(id, untouched(id, bound));
    }
    for (const auto& report : cases)
      if (report.version == version) tell_all(reports, report);
    for (auto& [id, report] : reports) all.push_back(std::move(report));
  }
  return all;
}

}  // namespace mqttspec::conformance::runner
