// Annotations and the summary of a step, with what GitHub takes for its own escaped.
#include "conformance/report/github.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/report/testing/documents.hpp"

namespace mqttspec::conformance::report {

using testing::case_of;
using testing::document_of;

namespace {

TEST(GitHub, ToldIsWhatIsNewsTheWorstFirst) {
  const auto report = testing::sample_document();
  std::vector<std::string_view> verdicts;
  for (const auto& each : findings(report)) verdicts.push_back(verdict_word(*each.which));
  EXPECT_EQ(verdicts, (std::vector<std::string_view>{"error", "fail", "unexpected pass",
                                                     "inconclusive", "warn"}));
}

TEST(GitHub, AnnotationsAreLinesThatItCanRead) {
  auto failure = case_of("a/b", "fail", {"MQTT-3.8.4-3"});
  failure["news"] = "fresh";
  failure["expected"] = "100 %,\nat once";
  failure["again"] = "mqttspec run a/b";
  auto warning = case_of("c/d", "warn");
  warning["news"] = "fresh";
  warning["explanation"] = "late";
  const auto report = document_of({failure, warning});
  const auto lines = github_annotations(findings(report));
  EXPECT_TRUE(lines.starts_with("::error title=fail%3A a/b (5.0)::[MQTT-3.8.4-3] must, A "))
      << lines;
  EXPECT_NE(lines.find("%0Aexpected 100 %25,%0Aat once%0Aagain: mqttspec run a/b\n"), lines.npos)
      << lines;
  EXPECT_NE(lines.find("\n::warning title=warn%3A c/d (5.0)::%0Alate\n"), lines.npos) << lines;
}

TEST(GitHub, ShowsTenOfAKind) {
  auto failure = case_of("a/b", "fail");
  failure["news"] = "fresh";
  const auto report = document_of(std::vector<Document>(25, failure));
  const auto lines = github_annotations(findings(report));
  EXPECT_EQ(std::ranges::count(lines, '\n'), 10);
}

TEST(GitHub, SummaryIsATableThatNothingBreaks) {
  auto report = testing::sample_document();
  report["cases"][1]["actual"] = "a | b\n<img> `x`";
  const auto summary = github_summary("broker_x", "1 statement violated", findings(report));
  EXPECT_TRUE(summary.starts_with("## mqttspec: broker\\_x\n\n1 statement violated\n")) << summary;
  EXPECT_NE(summary.find("| fail | qos2/again (5.0) | \\[MQTT-4.3.3-10] must, "), summary.npos);
  EXPECT_NE(summary.find("actual a \\| b<br>&lt;img&gt; \\`x\\` |\n"), summary.npos) << summary;
  EXPECT_NE(summary.find("    0.105 pub <- PUBREC id=7\n"), summary.npos) << summary;
}

TEST(GitHub, SummaryOfNothing) {
  EXPECT_NE(github_summary("x", "", {}).find("Nothing new is wrong."), std::string::npos);
}

}  // namespace
}  // namespace mqttspec::conformance::report
