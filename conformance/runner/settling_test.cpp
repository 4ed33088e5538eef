// Two addresses of one broker settle, and two brokers never do; at two addresses each version is
// served by the broker that is there.
#include "conformance/runner/settling.hpp"

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "conformance/runner/runner.hpp"
#include "conformance/wire/broker_server.hpp"
#include "conformance/wire/loopback.hpp"
#include "conformance/wire/tcp.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::runner {

using namespace wire;

namespace {

class Served {
 public:
  explicit Served(const model::FaultSet& faults = {})
      : server_(*BrokerServer::listen({"127.0.0.1", 0}, *model::find_profile("plain"), faults)) {}
  const Address& address() const { return server_.address(); }

 private:
  BrokerServer server_;
  std::jthread thread_{[this](std::stop_token stop) { server_.serve(std::move(stop)); }};
};

std::unique_ptr<Target> target_at(const Address& first, const Address& second) {
  std::vector<NamedTransport> nodes;
  for (const auto& each : {first, second}) {
    auto transport = Transport::to({.address = each, .path = {}});
    nodes.push_back({to_string(each), *std::move(transport)});
  }
  return make_tcp_target(std::move(nodes), 1'000).value();
}

std::unique_ptr<Target> target_apart(const Address& for_v3_1_1, const Address& for_v5_0) {
  const auto named = [](const Address& address) {
    return NamedTransport{to_string(address), *Transport::to({.address = address, .path = {}})};
  };
  return make_tcp_target(named(for_v3_1_1), named(for_v5_0), 1'000).value();
}

RunPlan plan_for(std::string_view which) {
  RunPlan plan;
  plan.select = {std::string(which)};
  plan.nonce = "sett";
  plan.survey = false;
  return plan;
}

TEST(Settling, OneBrokerAtTwoAddressesKnowsWhatItWasTold) {
  const Served broker;
  const auto target = target_at(broker.address(), broker.address());
  EXPECT_EQ(target->nodes(), 2U);
  const auto found = measure_settling(*target, Version::v5_0, "sett", 1, {}, {});
  EXPECT_EQ(found.unusable, "");
  EXPECT_TRUE(found.shares_sessions);
  EXPECT_GE(found.settle, found.longest + 100);
}

TEST(Settling, TheCasesOfARunAreAtBothNodes) {
  const Served broker;
  const auto target = target_at(broker.address(), broker.address());
  RunPlan plan;
  plan.versions = {Version::v5_0};
  plan.select = {"qos1/first-delivery-has-dup-0-and-an-identifier"};
  plan.nonce = "sett";
  const auto report = run_cases(*target, plan, {}, {});
  ASSERT_EQ(report.cases.size(), 1U);
  EXPECT_EQ(report.cases[0].result.verdict, play::Verdict::pass);
  std::vector<std::string> names;
  for (const auto& [id, name] : report.cases[0].result.connection_names) names.push_back(name);
  EXPECT_EQ(std::ranges::count(names, "sub@1"), 1) << fmt::format("{}", fmt::join(names, " "));
  EXPECT_EQ(std::ranges::count(names, "pub@2"), 1) << fmt::format("{}", fmt::join(names, " "));
}

TEST(Settling, OfTwoBrokersNoCaseIsPlayed) {
  const Served one;
  const Served other;
  const auto target = target_at(one.address(), other.address());
  RunPlan plan;
  plan.versions = {Version::v5_0};
  plan.select = {"3.12"};
  plan.nonce = "sett";
  const auto report = run_cases(*target, plan, {}, {});
  EXPECT_NE(report.unusable.find("its nodes cannot be tested as one Server"), std::string::npos)
      << report.unusable;
  EXPECT_FALSE(report.complete);
}

TEST(Settling, ANodeThatCannotBeReachedIsNamed) {
  const Served one;
  const auto target = target_at(one.address(), {"127.0.0.1", 1});
  const auto found = measure_settling(*target, Version::v5_0, "sett", 1, {}, {});
  EXPECT_NE(found.unusable.find("127.0.0.1:1: connection refused"), std::string::npos)
      << found.unusable;
}

constexpr auto first_delivery = "qos1/first-delivery-has-dup-0-and-an-identifier";

model::FaultSet wrong_first_delivery() {
  return model::FaultSet::of(model::FaultId::dup_1_on_first_delivery);
}

TEST(Apart, EachCaseIsPlayedWhereItsVersionIsServed) {
  const Served right;
  const Served wrong(wrong_first_delivery());
  for (const bool new_is_wrong : {true, false}) {
    const auto target = new_is_wrong ? target_apart(right.address(), wrong.address())
                                     : target_apart(wrong.address(), right.address());
    const auto report = run_cases(*target, plan_for(first_delivery), {}, {});
    ASSERT_EQ(report.cases.size(), 2U);
    for (const auto& each : report.cases)
      EXPECT_EQ(each.result.verdict, (each.version == Version::v5_0) == new_is_wrong
                                         ? play::Verdict::fail
                                         : play::Verdict::pass)
          << report.target;
  }
}

// What only goes wrong where Clients of both versions are shows whether they were.
TEST(Apart, VersionsMeetOnOneServerOnly) {
  const auto faults =
      wrong_first_delivery().when(model::conditions::ConditionId::both_versions_connected);
  const Served one(faults);
  const Served other(faults);
  const struct {
    const Address& for_v5_0;
    play::Verdict verdict;
    std::string_view said;
  } table[] = {
      {one.address(), play::Verdict::fail, "; the other version is served by the same Server"},
      {other.address(), play::Verdict::pass, "both stay connected"}};
  for (const auto& row : table)
    for (const Version version : {Version::v3_1_1, Version::v5_0}) {
      const auto target = target_apart(one.address(), row.for_v5_0);
      auto plan = plan_for(first_delivery);
      plan.versions = {version};
      plan.worlds = {circumstances::CircumstanceId::other_version_partner};
      const auto report = run_cases(*target, plan, {}, {});
      ASSERT_EQ(report.cases.size(), 1U);
      EXPECT_EQ(report.cases[0].result.verdict, row.verdict) << report.target;
      EXPECT_TRUE(report.facts[0].evidence.contains(row.said)) << report.facts[0].evidence;
    }
}

// As a case of a run is played again: in one version alone.
TEST(Apart, OneVersionAloneHasTheSameWorlds) {
  const auto broken = wire::make_loopback_target(
      *model::find_profile("plain"),
      wrong_first_delivery().when(model::conditions::ConditionId::both_versions_connected));
  for (const Version version : {Version::v3_1_1, Version::v5_0}) {
    auto plan = plan_for(first_delivery);
    plan.versions = {version};
    plan.worlds = {circumstances::CircumstanceId::other_version_partner};
    const auto report = run_cases(*broken, plan, {}, {});
    ASSERT_EQ(report.cases.size(), 1U);
    EXPECT_EQ(report.cases[0].result.verdict, play::Verdict::fail);
  }
}

TEST(Apart, AnAddressThatDoesNotServeItsVersionIsNoTarget) {
  const Served one;
  const Address nobody{"127.0.0.1", 1};
  const struct {
    const Address& for_v3_1_1;
    const Address& for_v5_0;
    std::string_view why;
  } table[] = {{one.address(), nobody, "5.0: 127.0.0.1:1: connection refused"},
               {nobody, one.address(), "3.1.1: 127.0.0.1:1: connection refused"}};
  for (const auto& row : table) {
    const auto target = target_apart(row.for_v3_1_1, row.for_v5_0);
    const auto report = run_cases(*target, plan_for("3.12"), {}, {});
    EXPECT_EQ(report.unusable, row.why);
    EXPECT_FALSE(report.complete);
  }
}

}  // namespace
}  // namespace mqttspec::conformance::runner
