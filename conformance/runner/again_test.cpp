// A table of two playings and what they come to together.
#include "conformance/runner/again.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

namespace {

using namespace mqttspec::literals;

CaseReport playing(Verdict verdict, bool seen) {
  CaseReport report{};
  report.result.verdict = verdict;
  report.result.judgements.push_back(
      {"MQTT-4.3.2-4"_v5,
       verdict == Verdict::fail ? StatementVerdict::violated : StatementVerdict::satisfied, seen});
  return report;
}

TEST(Again, WeighsTwoPlayings) {
  struct Row {
    Verdict first;
    bool first_seen;
    Verdict second;
    bool second_seen;
    Verdict together;
  };
  constexpr auto pass = Verdict::pass;
  constexpr auto fail = Verdict::fail;
  constexpr auto warn = Verdict::warn;
  const Row table[] = {
      {pass, false, pass, false, pass},
      {pass, false, warn, false, warn},
      {warn, false, pass, false, warn},
      {fail, false, fail, false, fail},
      {fail, true, pass, false, fail},
      {pass, false, fail, true, fail},
      {fail, false, pass, false, Verdict::inconclusive},
      {pass, false, fail, false, Verdict::inconclusive},
      {Verdict::inconclusive, false, pass, false, Verdict::inconclusive},
  };
  for (const auto& row : table) {
    auto all = playing(row.first, row.first_seen);
    add_playing(all, playing(row.second, row.second_seen));
    EXPECT_EQ(all.result.verdict, row.together)
        << to_string(row.first) << ", " << to_string(row.second);
    EXPECT_EQ(all.playings, (std::vector{row.first, row.second}));
    EXPECT_EQ(all.tries, 2U);
    if (row.together == Verdict::inconclusive && row.first != Verdict::inconclusive) {
      EXPECT_EQ(all.result.judgements[0].verdict, StatementVerdict::undecided);
    }
  }
}

TEST(Again, WhatWasSeenIsNotTakenBack) {
  const auto second = playing(Verdict::pass, false);
  const auto stays = acquitted(playing(Verdict::fail, true), second, true);
  EXPECT_EQ(stays.result.verdict, Verdict::fail);
  EXPECT_EQ(stays.result.judgements[0].verdict, StatementVerdict::violated);
  for (const bool seen : {true, false}) {
    const auto doubtful = acquitted(playing(Verdict::fail, seen), second, !seen);
    EXPECT_EQ(doubtful.result.verdict, Verdict::inconclusive);
    EXPECT_EQ(doubtful.result.judgements[0].verdict, StatementVerdict::undecided);
  }
}

}  // namespace
}  // namespace mqttspec::conformance::runner
