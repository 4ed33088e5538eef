// What the reference broker shows of itself, on a port, under profiles that lack something.
#include "conformance/runner/survey.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <thread>

#include "conformance/runner/runner.hpp"
#include "conformance/wire/broker_server.hpp"
#include "conformance/wire/tcp.hpp"
#include "conformance/wire/testing/around_reference.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace wire;

namespace {

struct Served {
  explicit Served(std::string_view profile)
      : server(*BrokerServer::listen({"127.0.0.1", 0}, *model::find_profile(profile))),
        thread([this](std::stop_token stop) { server.serve(std::move(stop)); }),
        target(make_tcp_target("tcp://" + to_string(server.address()), 1'000).value()) {}

  BrokerServer server;
  std::jthread thread;
  std::unique_ptr<Target> target;
};

Survey survey_of(Served& served, Version version, const Settings& settings = {}) {
  return survey(*served.target, version, "surv", 1, settings, {});
}

TEST(Survey, FindsOutWhatIsRefused) {
  struct Row {
    std::string_view profile;
    Version version;
    Need lacks;
  };
  constexpr auto v3 = Version::v3_1_1;
  constexpr auto v5 = Version::v5_0;
  const Row table[] = {
      {"plain", v3, Need::nothing},         {"plain", v5, Need::nothing},
      {"qos-1", v5, Need::qos_2},           {"qos-0", v5, Need::qos_1},
      {"no-retain", v5, Need::retain},      {"no-wildcards", v3, Need::wildcard},
      {"no-wildcards", v5, Need::wildcard}, {"no-shared", v5, Need::shared_subscriptions},
  };
  for (const auto& row : table) {
    Served served(row.profile);
    const auto found = survey_of(served, row.version);
    EXPECT_EQ(found.unusable, "") << row.profile;
    EXPECT_FALSE(found.resends_late) << row.profile;
    if (row.lacks == Need::nothing) {
      EXPECT_TRUE(found.limits.lacks.empty()) << row.profile;
      EXPECT_FALSE(found.limits.packet_size || found.limits.session_s || found.limits.queued)
          << row.profile;
    } else {
      EXPECT_NE(found.limits.find(row.lacks), nullptr)
          << row.profile << " " << to_string(row.version);
    }
  }
}

TEST(Survey, FindsLimits) {
  Served small("small");
  const auto packet_size = survey_of(small, Version::v5_0).limits.packet_size;
  ASSERT_TRUE(packet_size);
  EXPECT_LE(*packet_size, 256U);
  Served own("own-intervals");
  EXPECT_EQ(survey_of(own, Version::v5_0).limits.session_s, 60U);
}

// Keeps a PUBLISH with DUP for a while, or for ever.
class HoldingNetwork final : public wire::testing::AroundReference {
 public:
  explicit HoldingNetwork(std::optional<Time> delay) : delay_(delay) {}

  std::vector<NetworkEvent> wait(Time deadline) override {
    const bool comes = held_ && delay_ && held_->at + *delay_ <= deadline;
    auto events = inner().wait(comes ? held_->at + *delay_ : deadline);
    std::erase_if(events, [&](const NetworkEvent& event) {
      const bool holds = event.kind == NetworkEvent::Kind::bytes && event.bytes[0] == 0x3A;
      if (holds) held_ = event;
      return holds;
    });
    if (!comes) return events;
    held_->at = now();
    events.push_back(*std::exchange(held_, std::nullopt));
    return events;
  }

 private:
  std::optional<Time> delay_;
  std::optional<NetworkEvent> held_;
};

class HoldingTarget final : public Target {
 public:
  explicit HoldingTarget(std::optional<Time> delay) : delay_(delay) {}
  std::unique_ptr<Network> network() override { return std::make_unique<HoldingNetwork>(delay_); }
  std::string name() const override { return "holding"; }
  bool virtual_time() const override { return false; }

 private:
  std::optional<Time> delay_;
};

// What never comes is not late: nobody needs to wait for it in every case.
TEST(Survey, TellsLateFromNever) {
  struct Row {
    std::optional<Time> delay;
    bool is_late;
  };
  const Row table[] = {{0, false}, {5'000, true}, {30'000, true}, {std::nullopt, false}};
  for (const auto& row : table) {
    HoldingTarget target(row.delay);
    const auto found = survey(target, Version::v5_0, "surv", 1, {}, {});
    EXPECT_EQ(found.resends_late, row.is_late) << row.delay.value_or(0);
  }
}

TEST(Survey, SaysWhatRightIsMissing) {
  Served served("login-only");
  EXPECT_NE(survey_of(served, Version::v5_0).unusable, "");
  Settings user;
  user.user_name = "mqttspec";
  user.password = "secret";
  EXPECT_EQ(survey_of(served, Version::v5_0, user).unusable, "");
}

// What the broker declares and shows in 5.0 is known in 3.1.1: no case there is held against it.
TEST(Survey, KeepsALimitedBrokerFromFalseBlame) {
  for (const std::string_view profile : {"qos-1", "no-retain", "small", "no-wildcards"}) {
    Served served(profile);
    RunPlan plan;
    plan.nonce = "lims";
    plan.select = {"retain/*", "qos2/*", "topics/*", "publish/*", "fixed-header/*"};
    const auto report = run_cases(*served.target, plan, {}, {});
    for (const auto& each : report.cases)
      EXPECT_LT(each.result.verdict, play::Verdict::inconclusive)
          << profile << ": " << each.which->name << " " << to_string(each.version) << ": "
          << each.result.expected << "; " << each.result.actual;
  }
}

}  // namespace
}  // namespace mqttspec::conformance::runner
