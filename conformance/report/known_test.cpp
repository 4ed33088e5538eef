// Known files, good and bad, and what they make of verdicts.
#include "conformance/report/known.hpp"

#include "conformance/cases/index.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::report {

using namespace play;

namespace {

using namespace mqttspec::literals;

TEST(Known, ReadsLines) {
  const auto known = parse_known(
      "# Deviations of some broker\n"
      "\n"
      "3.1.1 qos2/a fail # it forgets\n"
      "  5.0\tqos2/a \t warn   #late\r\n"
      "5.0 b/c inconclusive # reasons may have # in them");
  ASSERT_TRUE(known) << known.error();
  ASSERT_EQ(known->size(), 3U);
  EXPECT_EQ((*known)[0].number, 3U);
  EXPECT_EQ((*known)[0].version, Version::v3_1_1);
  EXPECT_EQ((*known)[0].name, "qos2/a");
  EXPECT_EQ((*known)[0].verdict, Verdict::fail);
  EXPECT_EQ((*known)[0].reason, "it forgets");
  EXPECT_EQ((*known)[1].version, Version::v5_0);
  EXPECT_EQ((*known)[1].verdict, Verdict::warn);
  EXPECT_EQ((*known)[1].reason, "late");
  EXPECT_EQ((*known)[2].verdict, Verdict::inconclusive);
  EXPECT_EQ((*known)[2].reason, "reasons may have # in them");
}

struct Bad {
  std::string_view text;
  std::string_view complaint;
};

TEST(Known, SaysWhichLineIsWrong) {
  const Bad table[] = {
      {"4 a/b fail # x", "line 1: \"4\" is not a version"},
      {"\n# x\nqos2/a fail # x", "line 3: \"qos2/a\" is not a version"},
      {"5.0", "line 1: the name"},
      {"5.0 a/b # x", "line 1: the verdict"},
      {"5.0 a/b broken # x", "line 1: \"broken\" is no verdict"},
      {"5.0 a/b fail because # x", "line 1: \"because\" after"},
      {"5.0 a/b fail", "line 1: the reason"},
      {"5.0 a/b fail #", "line 1: the reason"},
      {"5.0 a/b fail # x\n5.0 a/b warn # y", "line 2: the case stands in line 1"},
  };
  for (const auto& row : table) {
    const auto known = parse_known(row.text);
    ASSERT_FALSE(known) << row.text;
    EXPECT_TRUE(known.error().starts_with(row.complaint)) << known.error();
  }
}

struct NewsRow {
  Verdict verdict;
  std::string_view known;  // "" if it is in no line
  News news;
};

TEST(Known, TellsNewsFromWhatIsKnown) {
  using enum Verdict;
  const NewsRow table[] = {
      {pass, "", News::none},
      {note, "", News::none},
      {warn, "", News::fresh},
      {inconclusive, "", News::fresh},
      {fail, "", News::fresh},
      {declined, "", News::none},
      {not_run, "", News::none},
      {pass, "fail", News::unexpected_pass},
      {note, "warn", News::none},
      {warn, "fail", News::known},
      {inconclusive, "fail", News::known},
      {fail, "fail", News::known},
      {fail, "inconclusive", News::fresh},
      {fail, "warn", News::fresh},
      {inconclusive, "warn", News::fresh},
      {error, "fail", News::fresh},
      {error, "error", News::known},
      {pass, "error", News::unexpected_pass},
      {pass, "fail?", News::none},
      {fail, "fail?", News::known},
      {declined, "declined", News::none},
      {fail, "declined", News::fresh},
      {declined, "fail", News::none},
      {not_run, "fail", News::none},
  };
  const Case which{"a/b", {"MQTT-3.1.0-2"_v5}, {}};
  for (const auto& row : table) {
    RunReport report;
    report.cases.push_back({&which, "3.1", Version::v5_0});
    report.cases[0].result.verdict = row.verdict;
    std::string text = "3.1.1 a/b fail # another version\n";
    if (!row.known.empty()) text += "5.0 a/b " + std::string(row.known) + " # why";
    apply_known(report, parse_known(text).value());
    EXPECT_EQ(report.cases[0].news, row.news) << to_string(row.verdict) << ", " << row.known;
    EXPECT_EQ(report.cases[0].known_reason, row.known.empty() ? "" : "why");
  }
}

TEST(Known, AStatementStandsForAllCasesThatNoticeIt) {
  const auto known = parse_known(
      "5.0 a/b warn # of the case\n"
      "5.0 [MQTT-4.4.0-1] fail? # of the statement");
  ASSERT_TRUE(known) << known.error();
  EXPECT_TRUE(unmatched_lines({known->back()}).empty());
  const Case which{"a/b", {"MQTT-3.1.0-2"_v5}, {}};
  const auto reason = [&](Verdict verdict, std::optional<StatementId> noticed) {
    RunReport report;
    report.cases.push_back({&which, "3.1", Version::v5_0});
    report.cases[0].result.verdict = verdict;
    report.cases[0].result.noticed = noticed;
    apply_known(report, *known);
    return (report.cases[0].news == News::fresh ? "news " : "") + report.cases[0].known_reason;
  };
  EXPECT_EQ(reason(Verdict::fail, "MQTT-4.4.0-1"_v5), "of the statement");
  EXPECT_EQ(reason(Verdict::fail, "MQTT-3.1.0-2"_v5), "news of the case");
  EXPECT_EQ(reason(Verdict::fail, std::nullopt), "news of the case");
  EXPECT_EQ(reason(Verdict::pass, std::nullopt), "of the case");
}

TEST(Known, ReportsLinesThatMatchNoCase) {
  const std::vector<KnownLine> known = {{7, Version::v5_0, "no/such-case", Verdict::fail, "x"}};
  EXPECT_EQ(unmatched_lines(known),
            (std::vector<std::string>{"line 7: there is no case no/such-case in 5.0"}));
  const auto& group = cases::case_groups().front();
  const auto& which = group.cases.front();
  const auto version = which.runs_in(Version::v5_0) ? Version::v5_0 : Version::v3_1_1;
  EXPECT_TRUE(unmatched_lines({{1, version, std::string(which.name), Verdict::fail, "x"}}).empty());
  EXPECT_FALSE(unmatched_lines({{1, version, "[no-statement]", Verdict::fail, "x"}}).empty());
}

}  // namespace
}  // namespace mqttspec::conformance::report
