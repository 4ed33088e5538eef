// Two addresses of one broker settle, and two brokers never do.
#include "conformance/runner/settling.hpp"

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "conformance/runner/runner.hpp"
#include "conformance/wire/broker_server.hpp"
#include "conformance/wire/tcp.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::runner {

using namespace wire;

namespace {

class Served {
 public:
  const Address& address() const { return server_.address(); }

 private:
  BrokerServer server_ = *BrokerServer::listen({"127.0.0.1", 0}, *model::find_profile("plain"));
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

}  // namespace
}  // namespace mqttspec::conformance::runner
