// What becomes of a fault that shows the first time only: a broker that is right but for one
// PUBACK.
#include "conformance/runner/runner.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "conformance/wire/loopback.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace wire;

namespace {

constexpr std::uint8_t puback = 0x40;

// Sends the first PUBACK of all this many times.
class UnsteadyNetwork final : public Network {
 public:
  UnsteadyNetwork(unsigned times, std::atomic<bool>& done)
      : broker_(make_loopback_network(model::profiles().front())), times_(times), done_(done) {}

  std::expected<ConnectionId, std::string> connect() override { return broker_->connect(); }
  bool send(ConnectionId connection, Bytes bytes) override {
    return broker_->send(connection, bytes);
  }
  void close(ConnectionId connection) override { broker_->close(connection); }
  void await_end(ConnectionId connection, Time deadline) override {
    broker_->await_end(connection, deadline);
  }
  void cut(ConnectionId connection) override { broker_->cut(connection); }
  std::vector<NetworkEvent> wait(Time deadline) override {
    std::vector<NetworkEvent> events;
    for (auto& event : broker_->wait(deadline)) {
      const bool meant = event.kind == NetworkEvent::Kind::bytes && event.bytes[0] == puback;
      const auto times = meant && !done_.exchange(true) ? times_ : 1U;
      events.insert(events.end(), times, event);
    }
    return events;
  }
  Time now() const override { return broker_->now(); }

 private:
  std::unique_ptr<Network> broker_;
  unsigned times_;
  std::atomic<bool>& done_;
};

class UnsteadyTarget final : public Target {
 public:
  explicit UnsteadyTarget(unsigned times) : times_(times) {}
  std::unique_ptr<Network> network() override {
    return std::make_unique<UnsteadyNetwork>(times_, done_);
  }
  std::string name() const override { return "unsteady"; }
  bool virtual_time() const override { return false; }

 private:
  unsigned times_;
  std::atomic<bool> done_ = false;
};

report::CaseReport played(unsigned times) {
  UnsteadyTarget target(times);
  RunPlan plan;
  plan.versions = {Version::v5_0};
  plan.select = {"qos1/publish-is-acknowledged"};
  plan.nonce = "once";
  plan.survey = false;  // it would get the first PUBACK
  return run_cases(target, plan, {}, {}).cases.at(0);
}

TEST(Runner, KeepsTheVerdictOnWhatWasSeen) {
  const auto report = played(2);
  EXPECT_EQ(report.result.verdict, Verdict::fail);
  EXPECT_EQ(report.result.actual, "it was sent (1 of 2 tries)");
  EXPECT_EQ(report.tries, 2U);
  ASSERT_FALSE(report.result.judgements.empty());
  EXPECT_EQ(report.result.judgements.back().verdict, StatementVerdict::violated);
}

TEST(Runner, DoubtsWhatWasMissingOnce) {
  const auto report = played(0);
  EXPECT_EQ(report.result.verdict, Verdict::inconclusive);
  EXPECT_NE(report.result.actual.find("but not when it was played again"), std::string::npos);
  for (const auto& each : report.result.judgements)
    EXPECT_EQ(each.verdict, StatementVerdict::undecided);
}

}  // namespace
}  // namespace mqttspec::conformance::runner
