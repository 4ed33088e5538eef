// The search on the reference: it finds nothing wrong with a right broker, and faults of a faulty
// one.
#include "conformance/search/search.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>

#include "conformance/search/illegal_packet.hpp"
#include "conformance/search/manner.hpp"
#include "conformance/search/plain_run.hpp"
#include "conformance/wire/loopback.hpp"

namespace mqttspec::conformance::search {
namespace {

SearchPlan plan_of(std::uint64_t scripts, std::uint64_t seed = 1) {
  SearchPlan plan;
  plan.seed = seed;
  plan.most_scripts = scripts;
  plan.time = std::chrono::seconds(600);
  plan.jobs = 1;
  plan.target.nonce = "srch";
  return plan;
}

SearchReport searched(const model::Profile& profile, const model::FaultSet& faults,
                      const SearchPlan& plan) {
  const auto target = wire::make_loopback_target(profile, faults);
  return search(*target, plan, [](const SearchReport&) {}, {});
}

TEST(Search, FindsNothingWrongWithThePermittedProfiles) {
  for (const auto& profile : model::profiles()) {
    auto plan = plan_of(60);
    plan.target.settings.user_name = profile.permits_guests ? "" : profile.user_name;
    plan.target.settings.password = profile.permits_guests ? "" : profile.password;
    const auto report = searched(profile, {}, plan);
    EXPECT_EQ(report.unusable, "") << profile.name;
    EXPECT_EQ(report.scripts, 60U) << profile.name;
    for (const auto& finding : report.findings)
      ADD_FAILURE() << profile.name << ": " << finding.complaint.text << "\n"
                    << finding.lines.front();
  }
}

struct Find {
  model::FaultId fault;
  const char* statement;  // that a monitor finds broken, or nothing if none does
};

constexpr Find finds[] = {
    {model::FaultId::will_always_retained, ""},
    {model::FaultId::suback_with_other_packet_id, "MQTT-2.2.1-6"},
    {model::FaultId::subscriptions_forgotten_on_return, ""},
};

TEST(Search, FindsFaultsAndShrinksThem) {
  for (const auto& each : finds) {
    const auto report =
        searched(model::profiles().front(), model::FaultSet::of(each.fault), plan_of(1'500));
    ASSERT_FALSE(report.findings.empty()) << each.statement;
    const auto& finding = report.findings.front();
    EXPECT_LE(finding.lines.size(), 8U) << each.statement;
    const auto& statement = finding.complaint.statement;
    EXPECT_EQ(statement ? statement->id() : "", each.statement);
    EXPECT_TRUE(std::ranges::any_of(finding.like, [&](const judges::Suspicion& like) {
      return like.faults.on(each.fault);
    })) << finding.complaint.text;
  }
}

TEST(Search, OneRootIsOneFinding) {
  const auto report =
      searched(model::profiles().front(), model::FaultSet::of(model::FaultId::will_always_retained),
               plan_of(1'500));
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_GT(report.findings.front().seen + report.alike, 1U);
}

TEST(Search, ReplaysLines) {
  const Lines lines = {"a connect", "b connect will=t:w", "a subscribe 1 t:0",
                       "b lost",    "c connect",          "c subscribe 1 t:0"};
  for (const bool faulty : {false, true}) {
    const auto target = wire::make_loopback_target(
        model::profiles().front(),
        faulty ? model::FaultSet::of(model::FaultId::will_always_retained) : model::FaultSet());
    const auto replayed = replay_lines(*target, plan_of(0), lines, {});
    EXPECT_EQ(replayed.complaint.has_value(), faulty);
  }
}

// What searches have found wrong with the judges.
TEST(Search, RightBrokersAreExplained) {
  const Lines scripts[] = {
      // The Will of a connection that is taken over may be forgotten before the next one is there.
      {"c connect v311 will=t:w", "c subscribe 2 t:2", "b connect v311 id=c"},
      {"a connect expiry=7 ka=1", "c connect", "a subscribe 3 $share/h/#:0", "wait 1.5",
       "c publish x18 q=1 id=3", "c subscribe 3 $share/h/#:2", "a connect v311"},
  };
  const auto target = wire::make_loopback_target(model::profiles().front());
  for (const auto& lines : scripts) {
    const auto replayed = replay_lines(*target, plan_of(0), lines, {});
    EXPECT_FALSE(replayed.complaint) << lines.front() << ": " << replayed.complaint->text;
  }
}

const std::vector<std::string> taking_over = {"c connect v311 will=t:w", "a connect",
                                              "a subscribe 2 t:2", "b connect v311 id=c"};

TEST(PlainRun, IsTheReferenceItself) {
  for (const bool faulty : {false, true}) {
    const auto target = wire::make_loopback_target(
        model::profiles().front(),
        faulty ? model::FaultSet::of(model::FaultId::will_always_retained) : model::FaultSet());
    auto lines = taking_over;
    lines.insert(lines.end(), {"wait 1", "a subscribe 3 t:0"});
    const auto result = replay_lines(*target, plan_of(0), lines, {}).result;
    EXPECT_EQ(plain_run(result, model::profiles().front()).has_value(), !faulty);
    auto cut_short = result;
    cut_short.trace.pop_back();
    EXPECT_FALSE(plain_run(cut_short, model::profiles().front()));
  }
}

TEST(Illegal, IsNoticedByTheReference) {
  for (const auto kind : illegal_kinds())
    for (const char* version : {"v311", "v5"}) {
      const auto illegal = fmt::format("a illegal {}", kind);
      Lines lines = {fmt::format("a connect {}", version), illegal};
      if (kind == "before-connect") lines.erase(lines.begin());
      const auto target = wire::make_loopback_target(model::profiles().front());
      const auto replayed = replay_lines(*target, plan_of(0), lines, {});
      EXPECT_EQ(replayed.result.verdict, play::Verdict::note) << illegal << " " << version;
      EXPECT_FALSE(replayed.complaint) << illegal << " " << version;
    }
}

TEST(Illegal, IsNotJudgedWhereItIsNotNoticed) {
  const auto target = wire::make_loopback_target(
      model::profiles().front(),
      model::FaultSet::of(model::FaultId::packet_before_connect_tolerated));
  const auto replayed = replay_lines(*target, plan_of(0), {"a illegal before-connect"}, {});
  EXPECT_EQ(replayed.result.verdict, play::Verdict::warn);
}

TEST(Illegal, SecondConnectIsOfTheSameUser) {
  const auto target = wire::make_loopback_target(*model::find_profile("login-only"));
  auto plan = plan_of(0);
  plan.target.settings.user_name = "mqttspec";
  plan.target.settings.password = "secret";
  const auto replayed = replay_lines(*target, plan, {"a connect", "a illegal second-connect"}, {});
  std::size_t connects = 0;
  for (const auto& event : replayed.result.trace) {
    const auto* const connect = event.packet ? std::get_if<Connect>(&*event.packet) : nullptr;
    if (connect == nullptr) continue;
    ++connects;
    EXPECT_EQ(connect->user_name, "mqttspec");
  }
  EXPECT_EQ(connects, 2U);
  EXPECT_EQ(replayed.result.verdict, play::Verdict::note);
}

TEST(World, IsWhatPacketsHave) {
  const auto target = wire::make_loopback_target(model::profiles().front());
  const Lines lines = {"in world deep-topics identifiers-at-256 payload-of-128-bytes glued",
                       "a connect", "a publish t x q=1 id=1"};
  EXPECT_TRUE(world_of(lines).has(circumstances::CircumstanceId::glued));
  const auto result = replay_lines(*target, plan_of(0), lines, {}).result;
  const auto found = std::ranges::find_if(result.trace, [](const auto& event) {
    return event.packet && std::holds_alternative<Publish>(*event.packet);
  });
  ASSERT_NE(found, result.trace.end());
  const auto& message = std::get<Publish>(*found->packet);
  EXPECT_EQ(message.packet_id, 255);
  EXPECT_EQ(message.payload.size(), 129U);
  EXPECT_TRUE(message.topic.ends_with("/9/10/t"));
  EXPECT_TRUE(std::holds_alternative<Pingreq>(*std::next(found)->packet));
}

TEST(Shrink, TakesAwayLinesThenWords) {
  const Lines lines = {"a one", "b two x=1 y=2", "c three", "d four z"};
  const auto shows = [](const Lines& left) {
    return std::ranges::any_of(left,
                               [](const auto& each) {
                                 return each.starts_with("b two") && each.contains("y=2");
                               }) &&
           std::ranges::any_of(left, [](const auto& each) { return each.starts_with("d"); });
  };
  EXPECT_EQ(shrink(lines, shows, 2), (Lines{"b two y=2", "d four"}));
}

TEST(Shrink, CutsWaitsShort) {
  const auto shows = [](const Lines& left) { return left.back() >= "wait 1.0"; };
  EXPECT_EQ(shrink({"a one", "wait 0.5", "wait 5.3"}, shows, 4), (Lines{"wait 1.2"}));
}

TEST(Shrink, KeepsWhatCanOnlyGoOneByOne) {
  const auto shows = [](const Lines& left) { return left.size() >= 2; };
  EXPECT_EQ(shrink({"a one", "b two", "c three", "d four", "e five"}, shows, 1),
            (Lines{"a one", "b two"}));
}

// Else each word that goes would cost as many tries as there are words that stay.
TEST(Shrink, LeavesOutTogetherWhatCanGoOneByOne) {
  constexpr std::size_t staying = 10;
  constexpr std::size_t going = 20;
  std::string wanted = "a publish";
  for (std::size_t i = 0; i < staying; ++i) wanted += fmt::format(" stays={}", i);
  auto line = wanted;
  for (std::size_t i = 0; i < going; ++i) line += fmt::format(" goes={}", i);
  std::size_t tries = 0;
  const auto shows = [&](const Lines& left) {
    ++tries;
    return left.front().starts_with(wanted);
  };
  EXPECT_EQ(shrink({line}, shows, 1), (Lines{wanted}));
  EXPECT_LT(tries, 2 * (staying + going));
}

}  // namespace
}  // namespace mqttspec::conformance::search
