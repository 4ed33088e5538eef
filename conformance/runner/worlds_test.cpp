// Which world a case is blamed on, and what is not tried again for ever.
#include "conformance/runner/worlds.hpp"

#include <gtest/gtest.h>

#include "conformance/cases/index.hpp"
#include "conformance/runner/runner.hpp"
#include "conformance/wire/loopback.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

using circumstances::CircumstanceId;
using model::conditions::ConditionId;

namespace {

const Case& some_case() { return cases::case_groups().front().cases.front(); }

CaseReport passed() {
  CaseReport report{&some_case(), "1.5", Version::v5_0};
  report.result.verdict = Verdict::pass;
  return report;
}

World three() {
  return World(CircumstanceId::cut).add(CircumstanceId::wills).add(CircumstanceId::busy);
}

/// Plays a case that comes to `verdict` wherever `meant` holds.
template <class Meant>
PlayIn playing(unsigned& count, Verdict verdict, Meant meant) {
  return [&count, verdict, meant](World world, bool) {
    ++count;
    auto report = passed();
    report.result.world = world;
    if (meant(world)) report.result.verdict = verdict;
    return report;
  };
}

TEST(Worlds, NamesTheOneCircumstanceThatMakesTheDifference) {
  auto done = passed();
  unsigned count = 0;
  TriedCircumstances tried;
  const World worlds[] = {three()};
  play_in_worlds(done, worlds, true, tried, playing(count, Verdict::fail, [](World world) {
                   return world.has(CircumstanceId::wills);
                 }));
  EXPECT_EQ(done.result.verdict, Verdict::fail);
  EXPECT_EQ(done.plain_verdict, Verdict::pass);
  EXPECT_EQ(done.world, World(CircumstanceId::wills));
  ASSERT_EQ(done.worlds.size(), 1U);
  EXPECT_EQ(done.worlds[0].world, three());
  EXPECT_EQ(done.worlds[0].verdict, Verdict::fail);
}

TEST(Worlds, DoesNotLookForWhatAnyCaseNoticesAgainAndAgain) {
  using namespace mqttspec::literals;
  TriedCircumstances tried;
  const World worlds[] = {three()};
  std::vector<unsigned> counts;
  for (unsigned i = 0; i < 4; ++i) {
    auto done = passed();
    unsigned count = 0;
    const auto wills =
        playing(count, Verdict::fail, [](World world) { return world.has(CircumstanceId::wills); });
    play_in_worlds(done, worlds, true, tried, [&](World world, bool again) {
      auto report = wills(world, again);
      report.result.noticed = "MQTT-4.4.0-1"_v5;
      return report;
    });
    EXPECT_EQ(done.result.verdict, Verdict::fail);
    counts.push_back(count);
  }
  EXPECT_EQ(counts[0], counts[2]);
  EXPECT_GT(counts[2], 1U);
  EXPECT_EQ(counts[3], 1U);
}

TEST(Worlds, NamesAllOfThemIfNoneAloneDoes) {
  auto done = passed();
  unsigned count = 0;
  TriedCircumstances tried;
  const World worlds[] = {three()};
  play_in_worlds(done, worlds, false, tried,
                 playing(count, Verdict::fail, [](World world) { return world == three(); }));
  EXPECT_EQ(done.world, three());
  EXPECT_EQ(count, 3U);
}

TEST(Worlds, WhatComesAboutOnceOnlyCountsForNothing) {
  auto done = passed();
  TriedCircumstances tried;
  const World worlds[] = {three()};
  bool first = true;
  play_in_worlds(done, worlds, true, tried, [&](World world, bool) {
    auto report = passed();
    report.result.world = world;
    if (std::exchange(first, false)) report.result.verdict = Verdict::fail;
    return report;
  });
  EXPECT_EQ(done.result.verdict, Verdict::pass);
  EXPECT_TRUE(done.world.is_plain());
}

TEST(Worlds, WhatIsWrongInThePlainOneIsPlayedInNoOther) {
  for (const auto verdict : {Verdict::declined, Verdict::inconclusive, Verdict::fail}) {
    auto done = passed();
    done.result.verdict = verdict;
    unsigned count = 0;
    TriedCircumstances tried;
    const World worlds[] = {three()};
    play_in_worlds(done, worlds, true, tried, playing(count, verdict, [](World) { return true; }));
    EXPECT_EQ(count, 0U);
  }
}

TEST(Worlds, ACircumstanceThatCannotBeHadIsGivenUp) {
  TriedCircumstances tried;
  const World worlds[] = {three()};
  unsigned count = 0;
  const auto play = playing(count, Verdict::inconclusive,
                            [](World world) { return world.has(CircumstanceId::wills); });
  for (int i = 0; i < 10; ++i) {
    auto done = passed();
    play_in_worlds(done, worlds, false, tried, play);
    EXPECT_EQ(done.result.verdict, Verdict::pass);
  }
  EXPECT_FALSE(tried.without_hopeless(three()).has(CircumstanceId::wills));
  EXPECT_TRUE(tried.without_hopeless(three()).has(CircumstanceId::cut));
  EXPECT_EQ(count, 3U * 5U + 7U);
}

struct Found {
  model::FaultId fault;
  ConditionId condition;
  World world;
  CircumstanceId named;
};

const Found table[] = {
    {model::FaultId::puback_omitted, ConditionId::packet_id_above_255,
     CircumstanceId::identifiers_at_256, CircumstanceId::identifiers_at_256},
    {model::FaultId::puback_omitted, ConditionId::wildcard_subscription_exists,
     World(CircumstanceId::bystanders).add(CircumstanceId::cut), CircumstanceId::bystanders},
    {model::FaultId::puback_omitted, ConditionId::packet_arrived_in_pieces,
     World(CircumstanceId::wills).add(CircumstanceId::cut), CircumstanceId::cut},
};

TEST(Worlds, AConditionalFaultIsFoundInItsWorldAlone) {
  for (const auto& each : table) {
    const auto faults = model::FaultSet::of(each.fault).when(each.condition);
    const auto target = wire::make_loopback_target(model::profiles().front(), faults);
    RunPlan plan;
    plan.nonce = "test";
    plan.select = {"qos1/publish-is-acknowledged"};
    const auto worst_of = [&](const RunReport& report) {
      return *std::ranges::max_element(report.cases, {},
                                       [](const CaseReport& one) { return one.result.verdict; });
    };
    EXPECT_LE(worst_of(run_cases(*target, plan, {}, {})).result.verdict, Verdict::pass);
    plan.worlds = {each.world};
    const auto found = worst_of(run_cases(*target, plan, {}, {}));
    EXPECT_EQ(found.result.verdict, Verdict::fail);
    EXPECT_EQ(found.world, World(each.named)) << found.world.name();
    EXPECT_EQ(found.plain_verdict, Verdict::pass);
  }
}

}  // namespace
}  // namespace mqttspec::conformance::runner
