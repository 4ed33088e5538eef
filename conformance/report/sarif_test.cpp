// SARIF: what its readers look at.
#include "conformance/report/sarif.hpp"

#include <gtest/gtest.h>

#include <set>

#include "conformance/report/testing/documents.hpp"

namespace mqttspec::conformance::report {

using testing::case_of;
using testing::document_of;

namespace {

TEST(Sarif, HasAResultForEachThatIsWrong) {
  const auto sarif = to_sarif(testing::sample_document());
  EXPECT_EQ(sarif["version"], "2.1.0");
  const auto& run = sarif["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["name"], "mqttspec");
  const auto& results = run["results"];
  // A failure, a warning, what is inconclusive, what is known and an error of our own.
  ASSERT_EQ(results.size(), 5U);
  EXPECT_EQ(results[0]["ruleId"], "5.0/MQTT-4.3.3-10");
  EXPECT_EQ(results[0]["level"], "error");
  EXPECT_EQ(results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "qos2/again");
  EXPECT_EQ(results[0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
            "5.0/qos2/again");
  const auto message = results[0]["message"]["text"].get<std::string>();
  EXPECT_TRUE(message.starts_with("qos2/again (5.0): fail\nexpected PUBREC id=7\n")) << message;
  EXPECT_EQ(results[1]["level"], "note");
  EXPECT_EQ(results[1]["ruleId"], "3.1.1/MQTT-3.1.2-3");
  EXPECT_EQ(results[2]["level"], "warning");
  EXPECT_EQ(results[2]["ruleId"], "mqttspec");
  EXPECT_EQ(results[3]["suppressions"][0]["justification"], "is being mended");
  EXPECT_FALSE(results[0].contains("suppressions"));
}

TEST(Sarif, EveryRuleOfAResultIsThereOnce) {
  const auto run = to_sarif(testing::sample_document())["runs"][0];
  std::set<std::string> rules;
  for (const auto& each : run["tool"]["driver"]["rules"]) {
    EXPECT_TRUE(rules.insert(each["id"]).second) << each["id"];
    EXPECT_FALSE(each["shortDescription"]["text"].get<std::string>().empty());
  }
  for (const auto& each : run["results"]) EXPECT_TRUE(rules.contains(each["ruleId"]));
}

TEST(Sarif, SaysWhatIsNew) {
  const auto before = document_of({case_of("old/failure", "fail"), case_of("new/failure", "pass")});
  const auto after = document_of({case_of("old/failure", "fail"), case_of("new/failure", "fail")});
  const auto difference = compare(before, after);
  const auto results = to_sarif(after, &difference)["runs"][0]["results"];
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0]["baselineState"], "unchanged");
  EXPECT_EQ(results[1]["baselineState"], "new");
  EXPECT_FALSE(to_sarif(after)["runs"][0]["results"][0].contains("baselineState"));
}

}  // namespace
}  // namespace mqttspec::conformance::report
