// Reports read back, whole and shortened, and what is none.
#include "conformance/report/document.hpp"

#include <gtest/gtest.h>

#include "conformance/report/testing/documents.hpp"

namespace mqttspec::conformance::report {
namespace {

TEST(Document, IsReadBackAsItWasWritten) {
  const auto written = to_json(testing::sample_report());
  const auto read = parse_document(written.dump());
  ASSERT_TRUE(read) << read.error();
  for (const char* const member : {"target", "command", "facts", "summary", "statements"})
    EXPECT_EQ((*read)[member], written[member]) << member;
  EXPECT_EQ((*read)["cases"].size(), written["cases"].size());
}

TEST(Document, FillsInWhatAShortReportLeavesOut) {
  const auto read = parse_document(
      R"({"tool": {}, "cases": [{"name": "a/b", "version": "5.0", "verdict": "pass"}]})");
  ASSERT_TRUE(read) << read.error();
  const auto& which = (*read)["cases"][0];
  EXPECT_EQ(text_of(which, "actual"), "");
  EXPECT_EQ(text_of(which, "news"), "none");
  EXPECT_EQ(text_of(which, "plain_verdict"), "pass");
  EXPECT_TRUE(which["wire"].is_array());
  EXPECT_TRUE((*read)["statements"].empty());
}

TEST(Document, SaysWhatMakesItNone) {
  const std::pair<const char*, const char*> table[] = {
      {"{", "it is no JSON"},
      {"[]", "it is no report of mqttspec run --json"},
      {R"({"cases": []})", "it is no report of mqttspec run --json"},
      {R"({"tool": {}, "cases": {}})", "cases is no array"},
      {R"({"tool": {}, "cases": [7]})", "cases[0] is no object"},
      {R"({"tool": {}, "cases": [{"name": "a"}]})", "cases[0].version is missing"},
      {R"({"tool": {}, "cases": [{"name": "a", "version": "5.0", "verdict": "good"}]})",
       "\"good\" is no verdict of a case"},
      {R"({"tool": {}, "cases": [], "statements": [{"version": "5.0", "id": "x", "verdict": ""}]})",
       "\"\" is no verdict of a statement"},
      {R"({"tool": {}, "cases": [{"name": "a", "version": "5.0", "verdict": "pass",
           "wire": [{"at_s": "now"}]}]})",
       "cases[0].wire[0].at_s is no number"},
  };
  for (const auto& [text, complaint] : table) {
    const auto read = parse_document(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error(), complaint) << text;
  }
}

TEST(Document, TargetsHaveTheNameOfTheirProfile) {
  auto report = testing::sample_document();
  EXPECT_EQ(target_name(report), "tcp://127.0.0.1:1883");
  report["broker"]["name"] = "Mosquitto";
  EXPECT_EQ(target_name(report), "Mosquitto");
  report["broker"]["version"] = "2.0.11";
  EXPECT_EQ(target_name(report), "Mosquitto 2.0.11");
}

}  // namespace
}  // namespace mqttspec::conformance::report
