// A target that ends at one message and is started again: the case that sends it is found, and the
// others are judged as ever.
#include "conformance/runner/liveness.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <map>

#include "conformance/runner/runner.hpp"
#include "conformance/wire/testing/around_reference.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace wire;

namespace {

constexpr std::string_view deadly = "hello";  // the payload of one case
constexpr int time_to_start = 3;              // connections that are refused meanwhile

// What all connections to the target share.
struct Life {
  std::atomic<int> ends = 0;
  std::atomic<int> refuses = 0;  // so many connections from now on
};

class MortalNetwork final : public wire::testing::AroundReference {
 public:
  explicit MortalNetwork(Life& life) : life_(life) {}

  std::expected<ConnectionId, std::string> connect_to(std::size_t node, Version version) override {
    if (life_.refuses > 0 && life_.refuses-- > 0) return std::unexpected("connection refused");
    const auto id = inner().connect_to(node, version);
    if (id) open_[*id] = life_.ends;
    return id;
  }
  bool send(ConnectionId connection, Bytes bytes) override {
    if (as_text(bytes).ends_with(deadly)) {
      ++life_.ends;
      life_.refuses = time_to_start;
    }
    return inner().send(connection, bytes);
  }
  void await_end(ConnectionId, Time) override {}
  std::vector<NetworkEvent> wait(Time deadline) override {
    std::vector<NetworkEvent> events;
    for (auto& [id, life] : open_)
      if (std::exchange(life, life_.ends) != life_.ends)
        events.push_back({NetworkEvent::Kind::closed, id, now(), {}, Closing::reset});
    return events.empty() ? inner().wait(deadline) : events;
  }

 private:
  Life& life_;
  std::map<ConnectionId, int> open_;  // and the life of the target that each is of
};

class MortalTarget final : public Target {
 public:
  std::unique_ptr<Network> network() override { return std::make_unique<MortalNetwork>(life_); }
  std::string name() const override { return "mortal"; }
  bool virtual_time() const override { return false; }

 private:
  Life life_;
};

TEST(Liveness, FindsTheCaseThatEndsTheTarget) {
  MortalTarget target;
  RunPlan plan;
  plan.versions = {Version::v5_0};
  plan.select = {"qos0/*", "qos1/*"};
  plan.nonce = "mort";
  plan.survey = false;
  plan.profile.restart_limit = 10'000;
  const auto report = run_cases(target, plan, {}, {});
  EXPECT_TRUE(report.complete) << report.cut_short;
  std::vector<std::string_view> deadly_cases;
  for (const auto& each : report.cases) {
    if (each.ends_target) deadly_cases.push_back(each.which->name);
    if (!each.ends_target) {
      EXPECT_LT(each.result.verdict, Verdict::fail) << each.which->name;
    }
  }
  EXPECT_EQ(deadly_cases, std::vector<std::string_view>{"qos1/publish-is-acknowledged"});
}

// Nobody reaches it for eight seconds.
class LateNetwork final : public wire::testing::AroundReference {
 public:
  explicit LateNetwork(Time attempt) : attempt_(attempt) {}

  std::expected<ConnectionId, std::string> connect_to(std::size_t node, Version version) override {
    if (inner().now() >= 8'000) return inner().connect_to(node, version);
    inner().wait(inner().now() + attempt_);
    return std::unexpected("no Network Connection");
  }

 private:
  Time attempt_;  // what each takes
};

class LateTarget final : public Target {
 public:
  explicit LateTarget(Time attempt) : attempt_(attempt) {}
  std::unique_ptr<Network> network() override { return std::make_unique<LateNetwork>(attempt_); }
  std::string name() const override { return "late"; }
  bool virtual_time() const override { return false; }

 private:
  Time attempt_;
};

TEST(Liveness, TellsTheBusyFromTheGone) {
  const Settings settings;
  const auto is_alive = [&](Time attempt) {
    LateTarget target(attempt);
    Liveness liveness(target, {Version::v5_0}, Names("late", 1), settings, 2'000, {}, [] {});
    return liveness.ask(std::chrono::steady_clock::now());
  };
  EXPECT_TRUE(is_alive(settings.patience));
  EXPECT_FALSE(is_alive(0));
}

}  // namespace
}  // namespace mqttspec::conformance::runner
