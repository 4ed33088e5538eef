// Shards, and reports that do or do not make up a whole.
#include "conformance/report/merge.hpp"

#include <gtest/gtest.h>

#include "conformance/cases/index.hpp"
#include "conformance/report/testing/documents.hpp"

namespace mqttspec::conformance::report {

using testing::case_of;
using testing::document_of;

namespace {

TEST(Shard, IsReadFromText) {
  for (const char* const text : {"", "1", "0/3", "4/3", "1/0", "-1/3", "1/3x", "a/b", "1/", "/3"})
    EXPECT_FALSE(parse_shard(text)) << text;
  const auto shard = parse_shard("2/5");
  ASSERT_TRUE(shard);
  EXPECT_EQ(shard->index, 2U);
  EXPECT_EQ(shard->count, 5U);
}

// A case that moved to another machine would look as if it was gone from one report.
TEST(Shard, ACaseStaysWhereItIs) {
  const std::pair<const char*, unsigned> table[] = {
      {"qos2/again", 2}, {"connect/reserved-flag", 4}, {"shared/one-gets-it", 4}};
  for (const auto& [name, index] : table)
    for (unsigned i = 1; i <= 5; ++i) EXPECT_EQ(Shard(i, 5).has(name), i == index) << name << i;
}

TEST(Shard, EachCaseIsInOneAndTheyAreAboutEqual) {
  std::array<std::size_t, 5> counts{};
  std::size_t all = 0;
  for (const auto& group : cases::case_groups())
    for (const auto& each : group.cases) {
      ++all;
      for (unsigned i = 1; i <= counts.size(); ++i)
        counts[i - 1] += Shard(i, counts.size()).has(each.name) ? 1 : 0;
    }
  std::size_t sum = 0;
  for (const auto count : counts) {
    sum += count;
    EXPECT_GT(count, all / counts.size() * 2 / 3);
  }
  EXPECT_EQ(sum, all);
}

Document part(std::string_view command, std::vector<Document> cases) {
  auto report = document_of(std::move(cases));
  report["command"] = command;
  return report;
}

TEST(Merge, MissingShardsMakeItIncomplete) {
  const Document parts[] = {part("mqttspec run --shard 1/4 --seed 1", {case_of("a/b", "pass")}),
                            part("mqttspec run --shard 3/4 --seed 1", {})};
  const auto whole = merge(parts);
  ASSERT_TRUE(whole) << whole.error();
  EXPECT_EQ((*whole)["complete"], false);
  EXPECT_EQ((*whole)["cut_short"], "no report of shard 2/4, 4/4");
  EXPECT_EQ((*whole)["command"], "mqttspec run --seed 1");
}

TEST(Merge, RefusesWhatIsNotOfOneRun) {
  const auto first = part("", {case_of("a/b", "pass")});
  const Document twice[] = {first, part("", {case_of("a/b", "fail")})};
  ASSERT_FALSE(merge(twice));
  EXPECT_EQ(merge(twice).error(), "a/b (5.0) is in more than one of them");
  auto other = part("", {});
  other["broker"]["name"] = "Mosquitto";
  const Document brokers[] = {first, other};
  ASSERT_FALSE(merge(brokers));
  EXPECT_TRUE(merge(brokers).error().starts_with("they are not of one broker"));
  EXPECT_FALSE(merge({}));
}

TEST(Merge, WhatWasPlayedStandsForWhatWasDeclined) {
  const auto declined = part("", {case_of("a/b", "declined")});
  const auto played = part("", {case_of("a/b", "fail")});
  for (const auto& parts : {std::array{declined, played}, std::array{played, declined}}) {
    const auto whole = merge(parts);
    ASSERT_TRUE(whole) << whole.error();
    ASSERT_EQ((*whole)["cases"].size(), 1U);
    EXPECT_EQ((*whole)["cases"][0]["verdict"], "fail");
  }
}

TEST(Merge, PartsMayBeOfTwoVersions) {
  auto old = part("mqttspec run --version 3.1.1 --seed 1", {case_of("a/b", "pass")});
  old["cases"][0]["version"] = "3.1.1";
  old["facts"] = {{{"version", "3.1.1"}}};
  auto present = part("", {case_of("a/b", "fail")});
  present["facts"] = {{{"version", "5.0"}}};
  const Document parts[] = {old, present};
  const auto whole = merge(parts);
  ASSERT_TRUE(whole) << whole.error();
  EXPECT_EQ((*whole)["cases"].size(), 2U);
  ASSERT_EQ((*whole)["facts"].size(), 2U);
  EXPECT_EQ((*whole)["facts"][1]["version"], "5.0");
  EXPECT_EQ((*whole)["command"], "mqttspec run --seed 1");
}

TEST(Merge, TheWorstVerdictOfAStatementWins) {
  const auto with = [](std::string_view verdict, std::string_view which) {
    auto report = part("", {case_of(which, "pass")});
    report["statements"].push_back(Document::object({{"version", "5.0"},
                                                     {"id", "MQTT-3.8.4-3"},
                                                     {"level", "must"},
                                                     {"verdict", verdict},
                                                     {"cases", {which}}}));
    return report;
  };
  const Document parts[] = {with("violated", "z/a"), with("satisfied", "a/z")};
  const auto whole = merge(parts);
  ASSERT_TRUE(whole) << whole.error();
  EXPECT_EQ((*whole)["statements"][0]["verdict"], "violated");
  EXPECT_EQ((*whole)["statements"][0]["cases"].size(), 2U);
  EXPECT_EQ((*whole)["summary"]["statements"]["5.0"]["violated"], 1);
}

}  // namespace
}  // namespace mqttspec::conformance::report
