// What counts as news between two reports, and which exit code it leads to.
#include "conformance/report/difference.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "conformance/report/difference_text.hpp"
#include "conformance/report/testing/documents.hpp"

namespace mqttspec::conformance::report {

using testing::case_of;
using testing::document_of;

namespace {

TEST(Difference, SaysWhatBecameOfACase) {
  struct {
    const char* before;  // verdict, or null if there is no such case
    const char* after;
    Change change;
    int exit;
    int strict_exit;
  } const table[] = {
      {"pass", "pass", Change::none, 0, 0},
      {"pass", "note", Change::none, 0, 0},
      {"pass", "fail", Change::worse, 1, 1},
      {"pass", "warn", Change::worse, 0, 1},
      {"pass", "inconclusive", Change::worse, 0, 1},
      {"pass", "error", Change::worse, 4, 4},
      {"warn", "fail", Change::worse, 1, 1},
      {"declined", "fail", Change::worse, 1, 1},
      {nullptr, "fail", Change::worse, 1, 1},
      {"fail", "fail", Change::none, 0, 0},
      {"fail", "warn", Change::better, 0, 0},
      {"fail", "pass", Change::better, 0, 0},
      {"pass", "declined", Change::less_tested, 0, 1},
      {"fail", "declined", Change::less_tested, 0, 1},
      {"pass", nullptr, Change::less_tested, 0, 1},
      {"declined", "pass", Change::more_tested, 0, 0},
      {nullptr, "pass", Change::more_tested, 0, 0},
      {"declined", "not run", Change::none, 0, 0},
      {"declined", nullptr, Change::none, 0, 0},
  };
  for (const auto& [before, after, change, exit, strict_exit] : table) {
    const auto report = [](const char* verdict) {
      std::vector<Document> cases;
      if (verdict != nullptr) cases.push_back(case_of("a/b", verdict));
      return document_of(cases);
    };
    const auto old_report = report(before);
    const auto new_report = report(after);
    const auto difference = compare(old_report, new_report);
    const auto label = fmt::format("{} -> {}", before ? before : "", after ? after : "");
    ASSERT_EQ(difference.cases.size(), 1U) << label;
    EXPECT_EQ(difference.cases[0].change, change) << label;
    EXPECT_EQ(exit_code(difference, false), exit) << label;
    EXPECT_EQ(exit_code(difference, true), strict_exit) << label;
  }
}

TEST(Difference, AFailureByAnotherStatementIsNews) {
  const auto before = document_of({case_of("a/b", "fail", {"MQTT-3.8.4-3"})});
  const auto same = document_of({case_of("a/b", "fail", {"MQTT-3.8.4-3"})});
  const auto other = document_of({case_of("a/b", "fail", {"MQTT-3.8.4-3", "MQTT-3.3.1-4"})});
  EXPECT_EQ(exit_code(compare(before, same), true), 0);
  const auto difference = compare(before, other);
  EXPECT_EQ(difference.cases[0].change, Change::otherwise);
  EXPECT_EQ(exit_code(difference, false), 1);
  // One statement less is no news.
  EXPECT_EQ(compare(other, before).cases[0].change, Change::none);
}

TEST(Difference, WhatTheNewRunKnowsDoesNotCount) {
  const auto before = document_of({case_of("a/b", "pass")});
  auto which = case_of("a/b", "fail");
  which["news"] = "known";
  which["known_reason"] = "is being mended";
  const auto after = document_of({which});
  const auto difference = compare(before, after);
  EXPECT_EQ(difference.cases[0].change, Change::worse);
  EXPECT_EQ(exit_code(difference, true), 0);
}

TEST(Difference, AReportThatIsNotWholeIsNoResult) {
  const auto before = document_of({case_of("a/b", "pass")});
  auto after = before;
  after["complete"] = false;
  EXPECT_EQ(exit_code(compare(before, after), false), 3);
}

TEST(Difference, VersionsAreToldApartAndSoAreCasesOfOneName) {
  auto of_other_version = case_of("a/b", "fail");
  of_other_version["version"] = "3.1.1";
  const auto before = document_of({case_of("a/b", "pass"), case_of("a/b", "fail")});
  const auto after =
      document_of({case_of("a/b", "pass"), case_of("a/b", "fail"), of_other_version});
  const auto counts = compare(before, after).counts();
  EXPECT_EQ(counts[static_cast<std::size_t>(Change::worse)], 1U);
  EXPECT_EQ(counts[static_cast<std::size_t>(Change::none)], 2U);
}

TEST(Difference, TellsOfStatements) {
  const auto report = [](std::string_view verdict) {
    auto document = document_of({});
    document["statements"] = Document::array();
    document["statements"].push_back(Document::object(
        {{"version", "5.0"}, {"id", "MQTT-3.8.4-3"}, {"level", "must"}, {"verdict", verdict}}));
    return document;
  };
  const auto right = report("satisfied");
  const auto wrong = report("violated");
  ASSERT_EQ(compare(right, wrong).newly_broken.size(), 1U);
  EXPECT_TRUE(compare(right, wrong).mended.empty());
  ASSERT_EQ(compare(wrong, right).mended.size(), 1U);
  EXPECT_TRUE(compare(wrong, right).newly_broken.empty());
  EXPECT_TRUE(compare(wrong, wrong).newly_broken.empty());
}

TEST(Difference, InWordsHasWhatIsNewsAlone) {
  const auto before = document_of({case_of("kept/as-it-is", "fail", {"MQTT-3.8.4-3"}),
                                   case_of("new/failure", "pass"), case_of("gone/case", "pass")});
  auto failure = case_of("new/failure", "fail", {"MQTT-3.8.4-3"});
  failure["expected"] = "PUBLISH t";
  failure["actual"] = "nothing";
  failure["again"] = "mqttspec run new/failure";
  const auto after = document_of({case_of("kept/as-it-is", "fail", {"MQTT-3.8.4-3"}), failure});
  std::ostringstream out;
  print_difference(before, after, compare(before, after), Paint(false), out);
  for (const std::string_view part :
       {"worse\nfail (was pass)  new/failure (5.0)", "statement  [MQTT-3.8.4-3] must, A SUBSCRIBE",
        "expected   PUBLISH t\n", "actual     nothing\n", "again      mqttspec run new/failure",
        "less tested\nnot there (was pass)  gone/case (5.0)",
        "cases: 1 worse, 1 less tested, 1 as before\n"})
    EXPECT_NE(out.str().find(part), std::string::npos) << part << "\n" << out.str();
  EXPECT_EQ(out.str().find("kept/as-it-is"), std::string::npos);
}

}  // namespace
}  // namespace mqttspec::conformance::report
