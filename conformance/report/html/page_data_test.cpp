// The data of the page against a file that was looked at, and what may not happen to it.
#include "conformance/report/html/page_data.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "conformance/report/html/page.hpp"
#include "conformance/report/testing/documents.hpp"

namespace mqttspec::conformance::report::html {
namespace {

std::string read(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// The sample as it is, and the same broker in a shortened report.
std::vector<Document> two_reports() {
  auto shortened = report::testing::sample_document();
  shortened["broker"]["name"] = "Short";
  auto& cases = shortened["cases"];
  cases.erase(cases.begin() + 3, cases.end());
  for (auto& each : cases) each["wire"] = Document::array();
  return {report::testing::sample_document(), shortened};
}

TEST(PageData, IsAsItWas) {
  const auto golden = read(MQTTSPEC_SOURCE_DIR "/conformance/report/html/golden.json");
  const auto made = page_data(two_reports()).dump(1) + "\n";
  if (made == golden) return;
  const std::string place = MQTTSPEC_BINARY_DIR "/golden.json";
  std::ofstream(place) << made;
  FAIL() << "conformance/report/html/golden.json is otherwise; the data that was made is in "
         << place << ": compare them, and keep the new one if it is right";
}

TEST(PageData, LeavesOutPackets) {
  const auto count = [](Traces traces) {
    std::size_t wires = 0;
    const auto data = page_data(two_reports(), traces);
    for (const auto& row : data["targets"][0]["results"])
      wires += row.size() > 3 && row[3].contains("wire") ? 1 : 0;
    return wires;
  };
  EXPECT_EQ(count(Traces::wrong), 2U);
  EXPECT_EQ(count(Traces::failures), 1U);
  EXPECT_EQ(count(Traces::none), 0U);
}

TEST(PageData, ALongTraceIsCutAroundWhatDecidedIt) {
  auto report = report::testing::sample_document();
  auto& wire = report["cases"][1]["wire"];
  const auto packet = wire[2];
  for (int i = 0; i < 500; ++i) wire.insert(wire.begin() + 3, packet);
  const auto data = page_data(std::span(&report, 1));
  const auto& ladder = data["targets"][0]["results"][1][3]["wire"];
  const auto& events = ladder["events"];
  EXPECT_LE(events.size(), 112U);
  EXPECT_EQ(events[30], Document::array({413}));
  EXPECT_EQ(events[ladder["decisive"].get<std::size_t>()][2], 4);
}

TEST(Page, WhatATargetSentEndsNoElement) {
  auto report = report::testing::sample_document();
  report["cases"][1]["actual"] = "</script><script>alert(1)</script><!--";
  const auto page = make_page(std::span(&report, 1));
  EXPECT_EQ(page.find("alert(1)</script>"), std::string::npos);
  EXPECT_NE(page.find("\\u003c/script>\\u003cscript>alert(1)"), std::string::npos);
  for (const char* const place : {"/*style*/", "/*script*/", "/*data*/"})
    EXPECT_EQ(page.find(place), std::string::npos);
}

TEST(Page, NeedsNothingElse) {
  const auto report = report::testing::sample_document();
  const auto page = make_page(std::span(&report, 1));
  for (const char* const word : {"http://", "https://", "<link", "<img", "import ", "@import"})
    EXPECT_EQ(page.find(word), std::string::npos) << word;
}

// Of a report that nothing could make small enough, all is said but packets.
TEST(Page, StaysBelowThreeMegabytes) {
  auto report = report::testing::sample_document();
  auto big = report["cases"][1];
  for (std::size_t i = 0; i < 110; ++i) big["wire"].push_back(big["wire"][1]);
  auto& cases = report["cases"];
  for (int i = 0; i < 600; ++i) {
    big["name"] = "big/" + std::to_string(i);
    for (std::size_t at = 0; at < big["wire"].size(); ++at)
      big["wire"][at]["packet"] = std::to_string(i) + "/" + std::to_string(at);
    cases.push_back(big);
  }
  const auto page = make_page(std::span(&report, 1));
  EXPECT_LE(page.size(), 3'000'000U);
  EXPECT_NE(page.find("big/599"), std::string::npos);
}

}  // namespace
}  // namespace mqttspec::conformance::report::html
