// Tables of what cases found and what the statements come to.
#include "conformance/runner/statements.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

namespace {

using namespace mqttspec::literals;
using enum StatementVerdict;

constexpr auto cited = "MQTT-3.1.0-2"_v5;
constexpr auto other = "MQTT-3.3.1-5"_v5;
constexpr Version version = Version::v5_0;

const Case first{"a/first", {cited}, {}};
const Case second{"a/second", {cited}, {}};

CaseReport came_to(const Case& which, Verdict verdict, std::vector<Judgement> checks) {
  CaseReport report{&which, "3.1", version};
  report.result.verdict = verdict;
  report.result.judgements = std::move(checks);
  return report;
}

StatementReport judged(const std::vector<CaseReport>& cases, StatementId id) {
  for (const auto& report : judge_statements(cases, std::span(&version, 1)))
    if (report.id == id) return report;
  ADD_FAILURE() << "no report of " << id.id();
  return {id, not_exercised, {}};
}

struct Row {
  std::string_view what;
  std::vector<CaseReport> cases;
  StatementVerdict verdict;
  std::size_t named;  // cases
};

TEST(Statements, HaveTheWorstVerdictOfTheirCases) {
  const Row table[] = {
      {"nothing ran", {}, not_exercised, 0},
      {"not run", {came_to(first, Verdict::not_run, {})}, not_exercised, 0},
      {"declined", {came_to(first, Verdict::declined, {})}, declined, 0},
      {"satisfied", {came_to(first, Verdict::pass, {{cited, satisfied}})}, satisfied, 1},
      {"ended early", {came_to(first, Verdict::inconclusive, {})}, undecided, 1},
      {"passed without a check", {came_to(first, Verdict::pass, {})}, undecided, 1},
      {"declined by one, satisfied by another",
       {came_to(first, Verdict::declined, {}),
        came_to(second, Verdict::pass, {{cited, satisfied}})},
       satisfied,
       1},
      {"satisfied by one, undecided by another",
       {came_to(first, Verdict::pass, {{cited, satisfied}}),
        came_to(second, Verdict::inconclusive, {})},
       undecided,
       2},
      {"violated, then satisfied",
       {came_to(first, Verdict::fail, {{cited, violated}}),
        came_to(second, Verdict::pass, {{cited, satisfied}, {cited, satisfied}})},
       violated,
       2},
  };
  for (const auto& row : table) {
    const auto report = judged(row.cases, cited);
    EXPECT_EQ(to_string(report.verdict), to_string(row.verdict)) << row.what;
    EXPECT_EQ(report.cases.size(), row.named) << row.what;
  }
}

TEST(Statements, AreJudgedByCasesThatDoNotCiteThemToo) {
  const auto report = judged({came_to(first, Verdict::fail, {{other, violated}})}, other);
  EXPECT_EQ(report.verdict, violated);
  EXPECT_EQ(report.cases, (std::vector<std::string_view>{"a/first"}));
}

// A row of the 5.0 register that lies beyond the end of the shorter one, and one that does not.
TEST(Statements, OfTheOtherVersionBlameNobody) {
  const Version both[] = {Version::v3_1_1, Version::v5_0};
  for (const std::size_t index : {std::size_t{0}, statement_count_5_0 - 1}) {
    auto report = came_to(first, Verdict::fail, {{StatementId::at(version, index), violated}});
    report.version = Version::v3_1_1;
    for (const auto& each : judge_statements(std::span(&report, 1), both))
      EXPECT_TRUE(each.verdict == not_exercised || each.verdict == not_testable) << each.id.id();
  }
}

TEST(Statements, AreReportedOnceEachAndOnlyOfTheVersionsThatRan) {
  const Version both[] = {Version::v3_1_1, Version::v5_0};
  EXPECT_EQ(judge_statements({}, both).size(), statement_count_3_1_1 + statement_count_5_0);
  EXPECT_EQ(judge_statements({}, std::span(&version, 1)).size(), statement_count_5_0);
}

TEST(Statements, AreNotTestableWhereTheRegisterSaysSo) {
  for (const auto& report : judge_statements({}, std::span(&version, 1))) {
    const auto& row = report.id.row();
    const bool live = contains(row.checks, mqttspec::Check::live) && row.excuse.empty();
    EXPECT_EQ(report.verdict, live ? not_exercised : not_testable) << row.id;
  }
}

}  // namespace
}  // namespace mqttspec::conformance::runner
