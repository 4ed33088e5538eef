// Exit codes and closing lines, by what the cases came to.
#include "conformance/report/report.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::report {

using namespace play;

namespace {

using namespace mqttspec::literals;
using enum Verdict;

const Case which{"a/b", {"MQTT-3.1.0-2"_v5}, {}};

RunReport came_to(const std::vector<Verdict>& verdicts) {
  RunReport report;
  report.facts.push_back({Version::v5_0, true, "CONNACK", {}});
  for (const auto verdict : verdicts) {
    const bool wrong = verdict >= warn;
    report.cases.push_back({.which = &which,
                            .section = "3.1",
                            .version = Version::v5_0,
                            .news = wrong ? News::fresh : News::none});
    report.cases.back().result.verdict = verdict;
  }
  return report;
}

struct Row {
  std::vector<Verdict> verdicts;
  int code;
  int strict_code;
};

TEST(Report, ExitCodeFollowsTheWorstThatIsNew) {
  const Row table[] = {
      {{}, 0, 0},
      {{pass, note, declined}, 0, 0},
      {{pass, warn}, 0, 1},
      {{pass, fail}, 1, 1},
      {{pass, fail, error}, 4, 4},
      {{declined, declined}, 0, 0},
      {{inconclusive}, 3, 3},
      {{inconclusive, declined}, 3, 3},
      {{pass, pass, pass, pass, inconclusive}, 0, 0},
      {{pass, pass, pass, inconclusive}, 3, 3},
      {{pass, pass, pass, declined, inconclusive}, 3, 3},
      {{fail, inconclusive, inconclusive}, 1, 1},
  };
  for (const auto& row : table) {
    EXPECT_EQ(exit_code(came_to(row.verdicts), false), row.code);
    EXPECT_EQ(exit_code(came_to(row.verdicts), true), row.strict_code);
  }
}

TEST(Report, WhatIsKnownDoesNotCount) {
  auto report = came_to({pass, fail, inconclusive, warn});
  for (auto& each : report.cases)
    if (each.news == News::fresh) each.news = News::known;
  EXPECT_EQ(exit_code(report, true), 0);
  report.cases[0].news = News::unexpected_pass;
  EXPECT_EQ(exit_code(report, false), 1);
}

TEST(Report, AnIncompleteRunIsNotClean) {
  auto report = came_to({pass});
  report.complete = false;
  EXPECT_EQ(exit_code(report, false), 3);
  report.cases.push_back(came_to({fail}).cases[0]);
  EXPECT_EQ(exit_code(report, false), 1);
}

TEST(Report, ATargetThatServesNoVersionIsNotReachable) {
  auto report = came_to({declined});
  report.facts[0].served = false;
  EXPECT_EQ(exit_code(report, false), 3);
}

TEST(Report, CountsVerdictsByPosition) {
  const auto counts = count_verdicts(came_to({pass, fail, pass, not_run}));
  EXPECT_EQ(counts, (std::array<std::size_t, 8>{1, 0, 0, 2, 0, 0, 1, 0}));
}

TEST(Report, ClosingLineNeverSaysConformant) {
  const auto some = "MQTT-3.1.0-2"_v5;
  auto report = came_to({pass});
  report.statements = {
      {some, StatementVerdict::satisfied, {}},     {some, StatementVerdict::undetected, {}},
      {some, StatementVerdict::undecided, {}},     {some, StatementVerdict::declined, {}},
      {some, StatementVerdict::not_exercised, {}}, {some, StatementVerdict::not_testable, {}}};
  EXPECT_EQ(closing_line(report), "no violation found in 2 of 5 testable statements");
  report.cases[0].result.verdict = fail;
  EXPECT_EQ(closing_line(report),
            "1 case failed; no single statement found violated in 2 of 5 testable statements");
  report.statements[0].verdict = StatementVerdict::violated;
  EXPECT_EQ(closing_line(report), "1 statement violated, of 2 decided and 5 testable statements");
  report.complete = false;
  report.cut_short = "interrupted";
  EXPECT_TRUE(closing_line(report).starts_with("incomplete (interrupted): 1 statement violated"));
}

}  // namespace
}  // namespace mqttspec::conformance::report
