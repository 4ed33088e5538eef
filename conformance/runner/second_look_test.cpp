// What becomes of cases that pass on a broker which the tracker rejects, and of those that fail.
#include "conformance/runner/second_look.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/runner/runner.hpp"
#include "conformance/wire/loopback.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

namespace {

constexpr std::string_view seen_elsewhere = "what other cases found is seen here too";

const auto pings_answered_twice = model::FaultSet::of(model::FaultId::pingresp_twice);

RunReport run_on(const model::FaultSet& faults, std::vector<std::string> select,
                 std::vector<World> worlds = {}) {
  const auto target = wire::make_loopback_target(model::profiles().front(), faults);
  RunPlan plan;
  plan.select = std::move(select);
  plan.nonce = "look";
  plan.worlds = std::move(worlds);
  return run_cases(*target, plan, {}, {});
}

RunReport run_on_pings_answered_twice(std::vector<std::string> select) {
  return run_on(pings_answered_twice, std::move(select));
}

std::ptrdiff_t count_settled(const RunReport& report) {
  return std::ranges::count_if(report.cases, [](const CaseReport& each) {
    return each.result.explanation.contains(seen_elsewhere);
  });
}

std::ptrdiff_t count_errors(const RunReport& report) {
  return std::ranges::count(report.cases, Verdict::error,
                            [](const CaseReport& each) { return each.result.verdict; });
}

// What is settled by cases that were not played, too, is not settled twice.
TEST(SecondLook, MakesAnErrorOfADisagreement) {
  for (const Played played : {Played::some, Played::all}) {
    auto report = run_on_pings_answered_twice({"subscribe/*"});
    EXPECT_EQ(count_settled(report), 0);
    EXPECT_EQ(count_errors(report), 0);
    EXPECT_GT(std::ranges::count_if(report.cases,
                                    [](const CaseReport& each) {
                                      return each.result.explanation.contains(
                                          "cases that were not played: the target sends PINGRESP");
                                    }),
              0);
    Acquaintance known;
    for (const Version version : {Version::v3_1_1, Version::v5_0})
      known.versions.push_back({.probe = {.facts = {.version = version}}});
    settle(report.cases, known, true, played, {});
    EXPECT_EQ(count_errors(report) > 0, played == Played::all);
    EXPECT_EQ(exit_code(report, false), played == Played::all ? 4 : 0);
    for (const auto& each : report.cases) {
      if (each.result.verdict != Verdict::error) continue;
      EXPECT_EQ(each.result.actual, each.opinion.text);
      EXPECT_EQ(each.result.decisive_event, each.opinion.event);
    }
  }
}

TEST(SecondLook, SettlesWhatAnotherCaseFound) {
  const auto report = run_on_pings_answered_twice({"subscribe/*", "pingreq/*"});
  EXPECT_EQ(count_errors(report), 0);
  EXPECT_GT(count_settled(report), 0);
}

// What any case notices: found in the plain world or not.
TEST(SecondLook, BlamesNoWorldForWhatIsSeenInThePlainOne) {
  using namespace mqttspec::literals;
  const Case which{"a/b", {"MQTT-3.12.4-1"_v5}, {}};
  constexpr auto statement = "MQTT-4.4.0-1"_v5;
  for (const bool in_plain : {true, false}) {
    std::vector<CaseReport> cases(2, CaseReport{&which, "3.12", Version::v5_0});
    cases[0].result.verdict = Verdict::fail;
    if (in_plain)
      cases[0].result.judgements.push_back({statement, StatementVerdict::violated, true});
    auto& other = cases[1];
    other.world = circumstances::CircumstanceId::cut;
    other.plain = std::make_shared<PlainPlaying>();
    other.plain->result.verdict = other.plain_verdict = Verdict::pass;
    other.result.verdict = Verdict::fail;
    other.result.noticed = statement;
    Acquaintance known;
    known.versions.push_back({.probe = {.facts = {.version = Version::v5_0}}});
    settle(cases, known, true, Played::all, {});
    EXPECT_EQ(other.result.verdict, in_plain ? Verdict::pass : Verdict::fail);
    EXPECT_EQ(other.world.is_plain(), in_plain);
    EXPECT_EQ(other.result.explanation.contains("MQTT-4.4.0-1"), in_plain);
  }
}

TEST(SecondLook, NamesTheFaultOfAFailure) {
  const auto report = run_on_pings_answered_twice({"pingreq/*"});
  bool failed = false;
  for (const auto& each : report.cases) {
    if (each.result.verdict != Verdict::fail) continue;
    failed = true;
    ASSERT_FALSE(each.attribution.empty()) << each.which->name;
    EXPECT_EQ(each.attribution.front().text, "sends PINGRESP twice");
  }
  EXPECT_TRUE(failed);
}

model::conditions::ConditionSet any_of(
    std::initializer_list<model::conditions::ConditionId> conditions) {
  model::conditions::ConditionSet set;
  for (const auto each : conditions) set.set(static_cast<std::size_t>(each));
  return set;
}

// In the plain world, where nobody speaks the other version, nothing is wrong.
TEST(SecondLook, NamesTheConditionOfAFault) {
  using enum model::conditions::ConditionId;
  const auto report = run_on(
      model::FaultSet::of(model::FaultId::puback_omitted).when(both_versions_connected),
      {"qos1/publish-is-acknowledged"}, {circumstances::CircumstanceId::other_version_neighbour});
  ASSERT_EQ(report.cases.size(), 2U);
  for (const auto& each : report.cases) {
    ASSERT_FALSE(each.attribution.empty());
    const auto& like = each.attribution.front();
    EXPECT_TRUE((like.when & any_of({both_versions_connected})).any());
    EXPECT_TRUE((like.when & any_of({client_of_3_1_1, client_of_5_0, message_at_qos_1})).none());
    EXPECT_TRUE(judges::in_words(like).starts_with(
        "sends no PUBACK, when Clients of both versions are connected or when "));
  }
  EXPECT_EQ(count_errors(report), 0);
}

// A message may come at a QoS that the case had not to expect.
TEST(SecondLook, MakesNoErrorOfAnAnswerToWhatCame) {
  using enum model::conditions::ConditionId;
  const auto fault = model::FaultSet::of(model::FaultId::retained_sent_at_published_qos);
  const auto report =
      run_on(fault.when(second_time_on),
             {"retain/keeps-its-qos", "delivery/retained-messages-keep-to-the-receive-maximum"},
             {circumstances::CircumstanceId::second_time,
              circumstances::CircumstanceId::published_at_qos_2});
  EXPECT_TRUE(std::ranges::any_of(
      report.cases, [](const CaseReport& each) { return each.result.verdict == Verdict::fail; }));
  EXPECT_EQ(count_errors(report), 0);
}

TEST(SecondLook, LooksForAConditionThatFitsAllCases) {
  using enum model::conditions::ConditionId;
  const Case which{"a/b", {}, {}};
  std::vector<CaseReport> cases(4, CaseReport{&which, "3.12", Version::v5_0});
  cases[0].attribution = {{"sleeps", any_of({will_is_held, message_waits})}};
  cases[1].attribution = {{"sleeps", any_of({will_is_held, client_has_returned})}, {"snores"}};
  cases[2].attribution = {{"sleeps"}};
  // Where none does, each keeps its own.
  cases[3].attribution = {{"snores", any_of({message_waits})}};
  Acquaintance known;
  known.versions.push_back({.probe = {.facts = {.version = Version::v5_0}}});
  settle(cases, known, true, Played::all, {});
  EXPECT_EQ(cases[0].attribution.front().when, any_of({will_is_held}));
  EXPECT_EQ(cases[1].attribution.front().when, any_of({will_is_held}));
  EXPECT_EQ(cases[1].attribution.back().when, any_of({}));
  EXPECT_EQ(cases[2].attribution.front().when, any_of({}));
  EXPECT_EQ(cases[3].attribution.front().when, any_of({message_waits}));
}

}  // namespace
}  // namespace mqttspec::conformance::runner
