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
  report.result.duration = 1'000;
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
    EXPECT_EQ(all.result.duration, 2'000U);
    if (row.together == Verdict::inconclusive && row.first != Verdict::inconclusive) {
      EXPECT_EQ(all.result.judgements[0].verdict, StatementVerdict::undecided);
    }
  }
}

TEST(Again, ConfirmsWhatWentWrong) {
  struct Row {
    Verdict first;
    bool seen;
    Verdict second;
    bool steady;
    Verdict together;
    bool is_first;
    bool acquitted;
  };
  constexpr auto pass = Verdict::pass;
  constexpr auto fail = Verdict::fail;
  constexpr auto in_doubt = Verdict::inconclusive;
  const Row table[] = {
      {fail, false, fail, true, fail, false, false},
      {fail, true, fail, true, fail, false, false},
      {fail, false, pass, true, in_doubt, false, true},
      {fail, false, Verdict::warn, true, in_doubt, false, true},
      {fail, true, pass, true, fail, true, true},
      {fail, true, pass, false, in_doubt, false, true},
      {in_doubt, false, pass, true, pass, false, false},
      {in_doubt, false, fail, true, fail, false, false},
  };
  for (const auto& row : table) {
    const auto both = confirm(playing(row.first, row.seen), playing(row.second, false), row.steady);
    EXPECT_EQ(both.report.result.verdict, row.together);
    EXPECT_EQ(both.is_first, row.is_first);
    EXPECT_EQ(both.acquitted, row.acquitted);
    EXPECT_EQ(both.report.tries, 2U);
    EXPECT_EQ(both.report.result.duration, 2'000U);
  }
}

}  // namespace
}  // namespace mqttspec::conformance::runner
