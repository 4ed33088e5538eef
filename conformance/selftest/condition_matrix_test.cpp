// Right brokers are right in every circumstance, and the matrix counts as it says.
#include "conformance/selftest/condition_matrix.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::selftest {

using namespace play;

using model::conditions::ConditionId;

namespace {

constexpr auto at(ConditionId id) { return static_cast<std::size_t>(id); }

TEST(Accusations, ThePlainBrokerIsRightInEveryCircumstance) {
  EXPECT_EQ(accusations(model::profiles().front(), circumstances::all_worlds(), {}),
            std::vector<std::string>());
}

KillMatrix only(model::FaultId fault) {
  KillMatrix all;
  for (auto& mutant : switched_mutants())
    if (mutant.faults.on(fault)) all.mutants.push_back({mutant, 1, {"a"}, "plain", {}});
  return all;
}

TEST(ConditionMatrix, NeedsAWorldForWhatThePlainOneHasNot) {
  const auto one = only(model::FaultId::puback_omitted);
  ASSERT_EQ(one.mutants.size(), 1U);
  const auto without = make_condition_matrix(one, {}, {});
  ASSERT_EQ(without.rows.size(), 1U);
  EXPECT_TRUE(without.rows[0].killed[at(ConditionId::first_time_only)]);
  EXPECT_TRUE(without.rows[0].surviving()[at(ConditionId::both_versions_connected)]);
  // A PUBACK is never asked for by a message of QoS 0.
  EXPECT_FALSE(without.rows[0].occurring()[at(ConditionId::message_at_qos_0)]);
  EXPECT_FALSE(without.is_good_enough());

  const World worlds[] = {circumstances::CircumstanceId::other_version_neighbour};
  const auto with = make_condition_matrix(one, worlds, {});
  EXPECT_TRUE(with.rows[0].killed[at(ConditionId::both_versions_connected)]);
  EXPECT_EQ(with.wrong, std::vector<std::string>());
}

TEST(ConditionMatrix, Counts) {
  ConditionMatrix matrix;
  matrix.rows.resize(2);
  matrix.rows[0].found.set(0).set(1);
  matrix.rows[0].killed.set(1).set(2);
  matrix.rows[1].reached.set(3);
  EXPECT_EQ(matrix.occurring(), 4U);
  EXPECT_EQ(matrix.killed(), 2U);
  EXPECT_EQ(matrix.unreached(), 1U);
  EXPECT_FALSE(matrix.is_good_enough());
  EXPECT_NE(in_words(matrix).find("2 of 4 conditional mutants killed, 50.0 %"), std::string::npos);
  matrix.rows[0].killed.set(0);
  matrix.rows[1].killed.set(3);
  EXPECT_TRUE(matrix.is_good_enough());
  matrix.wrong.emplace_back("plain: fail a/b [5.0] in cut");
  EXPECT_FALSE(matrix.is_good_enough());
}

}  // namespace
}  // namespace mqttspec::conformance::selftest
