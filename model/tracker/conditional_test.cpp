// A fault that works only under a condition: a broker with it is explained, and the condition is
// among those that the fault may have.
#include <gtest/gtest.h>

#include "model/conditions/condition.hpp"
#include "model/scripts/random_script.hpp"
#include "model/tracker/testing/observers.hpp"

namespace mqttspec::model::tracker {
namespace {

using namespace scripts;
using conditions::ConditionId;
using conditions::ConditionSet;

const TrackerSettings all_arrives = {.loses_input = false, .closing_loses_output = false};

struct Judged {
  Explained explained;
  ConditionSet conditions;
};

/// What becomes of a run of the one broker that is explained by the other.
Judged judge(std::string_view lines, const FaultSet& real, const FaultSet& suspected) {
  const auto& profile = profiles().front();
  PlainChooser plain;
  Tracker tracker(profile, all_arrives, suspected);
  TrackerObserver observer(tracker);
  WatchedScript script(Version::v5_0, profile, real, plain, {&observer});
  script.run(lines);
  script.settle();
  return {tracker.explained(), tracker.conditions()};
}

FaultSet at_times(FaultId fault) { return FaultSet::of(fault).when_one_of(ConditionSet().set()); }
bool has(const ConditionSet& all, ConditionId id) { return all[static_cast<std::size_t>(id)]; }

struct ConditionalRun {
  FaultId fault;
  ConditionId condition;
  ConditionId ruled_out;
  const char* lines;
};

constexpr ConditionalRun runs[] = {
    {FaultId::puback_omitted, ConditionId::both_versions_connected,
     ConditionId::several_clients_connected,
     "a connect; b connect; c connect; a publish t x q=1 id=1; d connect v311; "
     "b publish t x q=1 id=1"},
    {FaultId::pingresp_twice, ConditionId::second_time_on, ConditionId::first_time_only,
     "a connect; a ping; a ping; a ping"},
    {FaultId::puback_omitted, ConditionId::packet_id_above_255, ConditionId::message_at_qos_1,
     "a connect; a publish t x q=1 id=255; a publish t x q=1 id=256"},
    {FaultId::unsuback_omitted, ConditionId::client_has_returned, ConditionId::client_of_5_0,
     "a connect; a unsubscribe 1 t; a lost; a connect; a unsubscribe 1 t"},
};

TEST(ConditionalFault, IsExplainedOnlyUnderConditionsThatFit) {
  for (const auto& each : runs) {
    const auto real = FaultSet::of(each.fault).when(each.condition);
    const auto found = judge(each.lines, real, at_times(each.fault));
    EXPECT_EQ(found.explained, Explained::yes) << each.lines;
    EXPECT_TRUE(has(found.conditions, each.condition)) << each.lines;
    EXPECT_FALSE(has(found.conditions, each.ruled_out)) << each.lines;
    // Neither a right broker does this nor one that always has the fault.
    EXPECT_EQ(judge(each.lines, real, {}).explained, Explained::no) << each.lines;
    EXPECT_EQ(judge(each.lines, real, FaultSet::of(each.fault)).explained, Explained::no)
        << each.lines;
    // And not one whose fault has none of the other conditions.
    const auto others =
        FaultSet::of(each.fault)
            .when_one_of(ConditionSet().set(static_cast<std::size_t>(each.ruled_out)));
    EXPECT_EQ(judge(each.lines, real, others).explained, Explained::no) << each.lines;
  }
}

TEST(ConditionalFault, IsNoExcuseForAnother) {
  EXPECT_EQ(judge("a connect; a ping", FaultSet::of(FaultId::pingresp_twice),
                  at_times(FaultId::puback_omitted))
                .explained,
            Explained::no);
}

/// Every fault of the model under some condition, in random runs.
TEST(ConditionalFault, IsExplainedInRandomRuns) {
  std::size_t unknown = 0;
  std::size_t shown = 0;
  std::uint64_t seed = 0;
  for (const auto& row : faults()) {
    const auto bytes = seeded_choices(++seed, 600);
    Choices choices{Bytes(bytes)};
    const auto condition = static_cast<ConditionId>(seed % conditions::condition_count);
    const auto lines = random_script(choices, 25);
    const auto found = judge(lines, FaultSet::of(row.id).when(condition), at_times(row.id));
    const auto what =
        std::string(row.name) + " when " +
        std::string(conditions::conditions()[seed % conditions::condition_count].name);
    EXPECT_NE(found.explained, Explained::no) << what << "\n" << lines;
    if (found.explained == Explained::unknown) ++unknown;
    if (found.explained != Explained::yes) continue;
    EXPECT_TRUE(has(found.conditions, condition)) << what << "\n" << lines;
    if (found.conditions != ConditionSet().set()) ++shown;
  }
  EXPECT_GE(shown, faults().size() / 10);
  EXPECT_LT(unknown, faults().size() / 10);
}

}  // namespace
}  // namespace mqttspec::model::tracker
