// The JUnit report, read back.
#include "conformance/report/junit.hpp"

#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <set>

#include "conformance/report/tables.hpp"
#include "conformance/report/testing/documents.hpp"

namespace mqttspec::conformance::report {

using namespace play;

namespace {

struct Parsed {
  explicit Parsed(const RunReport& report) { read(to_junit(*checked(to_json(report)))); }
  explicit Parsed(const Document& report, const Difference* since = nullptr) {
    read(to_junit(report, since));
  }
  void read(const std::string& text) {
    EXPECT_TRUE(document.load_string(text.c_str()));
    root = document.child("testsuites");
    for (const auto& suite : root.children("testsuite"))
      for (const auto& node : suite.children("testcase")) cases.push_back(node);
  }
  pugi::xml_document document;
  pugi::xml_node root;
  std::vector<pugi::xml_node> cases;  // by suites
};

TEST(Junit, HasASuiteForEachSectionAndVersion) {
  const Parsed parsed(testing::sample_report());
  struct {
    std::string_view section;
    std::string_view version;
    int tests, failures, errors, skipped;
  } const expected[] = {
      {"4.3", "3.1.1", 2, 0, 0, 1}, {"4.3", "5.0", 1, 1, 0, 0}, {"3.1", "3.1.1", 2, 1, 0, 0},
      {"3.1", "5.0", 2, 0, 2, 0},   {"4.8", "5.0", 4, 0, 0, 3},
  };
  auto suite = parsed.root.first_child();
  for (const auto& [section, version, tests, failures, errors, skipped] : expected) {
    const auto name = fmt::format("{} [{}]", section_title(section), version);
    EXPECT_EQ(suite.attribute("name").value(), name);
    EXPECT_EQ(suite.attribute("tests").as_int(), tests) << name;
    EXPECT_EQ(suite.attribute("failures").as_int(), failures) << name;
    EXPECT_EQ(suite.attribute("errors").as_int(), errors) << name;
    EXPECT_EQ(suite.attribute("skipped").as_int(), skipped) << name;
    suite = suite.next_sibling();
  }
  EXPECT_FALSE(suite);
  EXPECT_EQ(parsed.root.attribute("tests").as_int(), 11);
  EXPECT_EQ(parsed.root.attribute("failures").as_int(), 2);
  EXPECT_EQ(parsed.root.attribute("errors").as_int(), 2);
}

TEST(Junit, MapsVerdicts) {
  struct {
    Verdict verdict;
    News news;
    std::string_view tag;
    std::string_view type;
  } const table[] = {
      {Verdict::not_run, News::none, "skipped", ""},
      {Verdict::declined, News::none, "skipped", ""},
      {Verdict::note, News::none, "", ""},
      {Verdict::pass, News::none, "", ""},
      {Verdict::pass, News::unexpected_pass, "failure", "unexpected pass"},
      {Verdict::warn, News::fresh, "", ""},
      {Verdict::warn, News::known, "", ""},
      {Verdict::inconclusive, News::fresh, "error", "inconclusive"},
      {Verdict::inconclusive, News::known, "skipped", ""},
      {Verdict::fail, News::fresh, "failure", "fail"},
      {Verdict::fail, News::known, "skipped", ""},
      {Verdict::error, News::fresh, "error", "error"},
  };
  for (const auto& [verdict, news, tag, type] : table) {
    RunReport report;
    report.cases = {testing::report_of(testing::cases[0], "4.3", Version::v5_0, verdict)};
    report.cases[0].news = news;
    const Parsed parsed(report);
    ASSERT_EQ(parsed.cases.size(), 1U);
    const auto child = parsed.cases[0].first_child();
    const std::string_view found = child.name();
    EXPECT_EQ(found == "system-out" ? "" : found, tag) << to_string(verdict);
    EXPECT_EQ(child.attribute("type").value(), type);
  }
}

TEST(Junit, HasWhatPeopleNeed) {
  const Parsed parsed(testing::sample_report());
  const auto failure = parsed.cases[2];
  EXPECT_STREQ(failure.attribute("name").value(), "qos2/again");
  EXPECT_STREQ(failure.attribute("classname").value(), "mqtt 5_0.4.3");
  EXPECT_STREQ(failure.attribute("time").value(), "1.500");
  EXPECT_STREQ(failure.child("failure").attribute("message").value(),
               "expected PUBREC id=7; the Server closed");
  EXPECT_FALSE(failure.child("system-out"));
  const std::string text = failure.child("failure").text().get();
  for (const std::string_view part :
       {"verdict: fail\n", "statement: [MQTT-4.3.3-10] must, ", R"(client is \xff accepted)",
        "behaves: as if it sends no PUBREC\nor answers", "PUBREC id=7\n", "50 02 00 07\n",
        "again: mqttspec run tcp://127.0.0.1:1883 qos2/again"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  const auto property = parsed.root.first_child().child("properties").first_child();
  EXPECT_STREQ(property.attribute("name").value(), "target");
  EXPECT_STREQ(property.attribute("value").value(), "tcp://127.0.0.1:1883");
}

TEST(Junit, SaysOfAWarningWhatShouldBeBetter) {
  const Parsed parsed(testing::sample_report());
  const auto warning = parsed.cases[3];
  EXPECT_STREQ(warning.attribute("name").value(), "connect/reserved-flag");
  EXPECT_FALSE(warning.child("failure"));
  const std::string text = warning.child("system-out").text().get();
  EXPECT_NE(text.find("actual: it accepts it: undetected"), std::string::npos) << text;
}

// Readers keep them in a map, and some refuse a name that comes twice.
TEST(Junit, PropertiesOfASuiteHaveNamesOfTheirOwn) {
  const Parsed parsed(testing::sample_report());
  std::set<std::string> suites;
  for (const auto& suite : parsed.root.children("testsuite")) {
    EXPECT_TRUE(suites.insert(suite.attribute("name").value()).second);
    std::set<std::string> names;
    for (const auto& each : suite.child("properties").children())
      EXPECT_TRUE(names.insert(each.attribute("name").value()).second);
    EXPECT_EQ(names.size(), 3U);
  }
}

// Of two reports only what is news fails.
TEST(Junit, WhatIsAsWrongAsBeforeIsSkippedBesideAnOlderReport) {
  const auto before = testing::document_of(
      {testing::case_of("a/old", "fail", {"MQTT-3.1.0-2"}), testing::case_of("b/new", "pass"),
       testing::case_of("c/otherwise", "fail", {"MQTT-3.1.0-2"})});
  const auto now =
      testing::document_of({testing::case_of("a/old", "fail", {"MQTT-3.1.0-2"}),
                            testing::case_of("b/new", "fail", {"MQTT-3.1.0-2"}),
                            testing::case_of("c/otherwise", "fail", {"MQTT-3.1.0-1"})});
  const auto difference = compare(before, now);
  const Parsed parsed(now, &difference);
  ASSERT_EQ(parsed.cases.size(), 3U);
  EXPECT_STREQ(parsed.cases[0].first_child().name(), "skipped");
  EXPECT_STREQ(parsed.cases[1].first_child().name(), "failure");
  EXPECT_STREQ(parsed.cases[2].first_child().name(), "failure");
  EXPECT_EQ(parsed.root.attribute("failures").as_int(), 2);
  EXPECT_EQ(parsed.root.attribute("skipped").as_int(), 1);
}

TEST(Junit, ParsesWhateverTheTargetSent) {
  auto report = testing::sample_report();
  report.cases[1].result.actual = std::string("<&\"'\0\x01\xFF]]>", 10);
  const Parsed parsed(report);
  EXPECT_STREQ(parsed.cases[2].child("failure").attribute("message").value(),
               R"(expected PUBREC id=7; <&"'\x00\x01\xff]]>)");
}

}  // namespace
}  // namespace mqttspec::conformance::report
