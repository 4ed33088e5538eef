// Many failures and the few statements that they come down to.
#include "conformance/report/roots.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace mqttspec::conformance::report {

using namespace play;

namespace {

using namespace mqttspec::literals;

constexpr std::size_t columns = 80;

const Case which{"qos2/a-case-with-a-name", {"MQTT-4.3.3-8"_v5, "MQTT-4.4.0-1"_v5}, {}};

CaseReport failed(std::vector<StatementId> violated) {
  CaseReport report{.which = &which, .section = "4.3", .version = Version::v5_0};
  report.news = News::fresh;
  report.result.verdict = Verdict::fail;
  report.result.actual = violated.size() == 1 ? "only this" : "this and that";
  for (const auto id : violated)
    report.result.judgements.push_back({id, StatementVerdict::violated});
  return report;
}

RunReport broken_broker() {
  RunReport report;
  for (int i = 0; i < 30; ++i)
    report.cases.push_back(failed({"MQTT-4.3.3-8"_v5, "MQTT-4.4.0-1"_v5}));
  report.cases.push_back(failed({"MQTT-4.4.0-1"_v5}));
  auto known = failed({"MQTT-4.4.0-1"_v5});
  known.news = News::known;
  report.cases.push_back(known);
  return report;
}

TEST(Roots, AreTheStatementsOfMostCasesFirst) {
  const auto report = broken_broker();
  const auto all = roots(report, Verdict::fail);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].statement, "MQTT-4.4.0-1"_v5);
  EXPECT_EQ(all[0].cases.size(), 31U);
  EXPECT_EQ(all[0].cases.front()->result.actual, "only this");
  EXPECT_EQ(all[1].statement, "MQTT-4.3.3-8"_v5);
  EXPECT_EQ(all[1].cases.size(), 30U);
  EXPECT_TRUE(roots(report, Verdict::warn).empty());
}

TEST(Roots, StandForAllThatFailed) {
  std::ostringstream out;
  print_console(broken_broker(), {}, out);
  std::istringstream lines(out.str());
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) EXPECT_LE(line.size(), columns);
  EXPECT_LT(count, 60U);
  EXPECT_NE(out.str().find("[MQTT-4.4.0-1] 5.0, must, violated: 31 cases"), std::string::npos);
}

}  // namespace
}  // namespace mqttspec::conformance::report
