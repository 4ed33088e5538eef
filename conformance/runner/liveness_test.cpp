// A target that ends at one message and is started again: the case that sends it is found, and the
// others are judged as ever.
#include "conformance/runner/liveness.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "conformance/runner/runner.hpp"
#include "conformance/wire/loopback.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace wire;

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto time_to_start = std::chrono::milliseconds(150);
constexpr std::string_view deadly = "hello";  // the payload of one case

// When the target is there again.
using Start = std::atomic<Clock::time_point>;

class MortalNetwork final : public Network {
 public:
  explicit MortalNetwork(Start& start)
      : broker_(make_loopback_network(model::profiles().front())), start_(start) {}

  std::expected<ConnectionId, std::string> connect() override {
    if (is_down()) return std::unexpected("connection refused");
    const auto id = broker_->connect();
    if (id) open_.push_back(*id);
    return id;
  }
  bool send(ConnectionId connection, Bytes bytes) override {
    if (as_text(bytes).ends_with(deadly)) start_ = Clock::now() + time_to_start;
    return broker_->send(connection, bytes);
  }
  void close(ConnectionId connection) override { broker_->close(connection); }
  void await_end(ConnectionId, Time) override {}
  void cut(ConnectionId connection) override { broker_->cut(connection); }
  std::vector<NetworkEvent> wait(Time deadline) override {
    if (!is_down()) return broker_->wait(deadline);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::vector<NetworkEvent> ends;
    for (const auto id : std::exchange(open_, {}))
      ends.push_back({NetworkEvent::Kind::closed, id, now(), {}, Closing::reset});
    if (ends.empty()) (void)broker_->wait(deadline);
    return ends;
  }
  Time now() const override { return broker_->now(); }

 private:
  bool is_down() const { return Clock::now() < start_.load(); }

  std::unique_ptr<Network> broker_;
  Start& start_;
  std::vector<ConnectionId> open_;
};

class MortalTarget final : public Target {
 public:
  std::unique_ptr<Network> network() override { return std::make_unique<MortalNetwork>(start_); }
  std::string name() const override { return "mortal"; }
  bool virtual_time() const override { return false; }

 private:
  Start start_{Clock::time_point{}};
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

}  // namespace
}  // namespace mqttspec::conformance::runner
