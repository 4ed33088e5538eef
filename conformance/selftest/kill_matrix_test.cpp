// The gate itself, and proof that it can close.
#include "conformance/selftest/kill_matrix.hpp"

#include "conformance/cases/index.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::selftest {

using namespace play;

namespace {

using namespace mqttspec::literals;

TEST(KillMatrix, EveryFaultIsNoticedAndEveryCaseNoticesOne) {
  const auto matrix = make_kill_matrix({});
  EXPECT_TRUE(matrix.clean()) << in_words(matrix);
}

TEST(KillMatrix, ABrokerWithoutAFaultSurvives) {
  const auto& plain = model::profiles().front();
  const Case* which = nullptr;
  for (const auto& group : cases::case_groups())
    for (const auto& each : group.cases)
      if (each.runs_in(Version::v5_0)) which = &each;
  ASSERT_NE(which, nullptr);
  Mutant sound{"none", {}, {}, {}};
  for (const auto& cited : which->statements)
    if (const auto id = cited.of(Version::v5_0)) sound.breaks.push_back(*id);
  const auto result = judge_mutant(sound, plain, {{{which, Version::v5_0}, Verdict::pass}});
  EXPECT_EQ(result.citing, 1U);
  EXPECT_TRUE(result.survives());
  // Against a reference that was declined the case says nothing.
  EXPECT_EQ(judge_mutant(sound, plain, {{{which, Version::v5_0}, Verdict::declined}}).citing, 0U);
}

TEST(KillMatrix, SaysWhatIsWrong) {
  KillMatrix matrix;
  EXPECT_TRUE(matrix.clean());
  matrix.mutants.push_back({{"some_fault", {}, {"MQTT-3.1.0-2"_v5}, {}}, 3, {}, "plain", {}});
  matrix.cases = 2;
  matrix.idle.push_back("a/b");
  EXPECT_FALSE(matrix.clean());
  const auto text = in_words(matrix);
  EXPECT_NE(text.find("survives: some_fault (5.0 MQTT-3.1.0-2), 3 cases"), std::string::npos);
  EXPECT_NE(text.find("kills nothing: a/b"), std::string::npos);
  EXPECT_NE(text.find("0 of 1 mutants killed; 1 of 2 cases kill"), std::string::npos);
}

TEST(KillMatrix, IsATableOfTabs) {
  KillMatrix matrix;
  matrix.mutants.push_back(
      {{"some_fault", {}, {"MQTT-3.1.0-2"_v5}, {}}, 3, {"a/b [5.0]", "c/d [5.0]"}, "plain", {}});
  EXPECT_EQ(as_table(matrix),
            "mutant\tbreaks\tprofile\tciting\tkillers\n"
            "some_fault\t5.0 MQTT-3.1.0-2\tplain\t3\ta/b [5.0], c/d [5.0]\n");
}

}  // namespace
}  // namespace mqttspec::conformance::selftest
