// What becomes of a fault that shows the first time only: a broker that is right but for one
// PUBACK.
#include "conformance/runner/runner.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "conformance/wire/loopback.hpp"
#include "conformance/wire/testing/around_reference.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace wire;

namespace {

constexpr std::uint8_t puback = 0x40;

enum class Which : std::uint8_t { first, all };

// Sends the first PUBACK of all, or each of them, this many times.
class UnsteadyNetwork final : public wire::testing::AroundReference {
 public:
  UnsteadyNetwork(unsigned times, Which which, std::atomic<bool>& done)
      : times_(times), which_(which), done_(done) {}

  std::vector<NetworkEvent> wait(Time deadline) override {
    std::vector<NetworkEvent> events;
    for (auto& event : inner().wait(deadline)) {
      const bool meant = event.kind == NetworkEvent::Kind::bytes && event.bytes[0] == puback;
      const bool changed = meant && (!done_.exchange(true) || which_ == Which::all);
      const auto times = changed ? times_ : 1U;
      events.insert(events.end(), times, event);
    }
    return events;
  }

 private:
  unsigned times_;
  Which which_;
  std::atomic<bool>& done_;
};

// Drops the first PUBACK of all; whoever waits on for it waits until another has begun to play.
class WaitingNetwork final : public wire::testing::AroundReference {
 public:
  struct Shared {
    std::atomic<bool> dropped = false;
    std::atomic<unsigned> networks = 0;
    std::atomic<bool> another_began = false;
    std::chrono::milliseconds limit{5'000};
  };
  explicit WaitingNetwork(Shared& shared) : shared_(shared) { ++shared_.networks; }

  std::vector<NetworkEvent> wait(Time deadline) override {
    if (waits_ && now() > Settings().patience) await_another();
    auto events = inner().wait(deadline);
    std::erase_if(events, [&](const NetworkEvent& event) {
      const bool meant = event.kind == NetworkEvent::Kind::bytes && event.bytes[0] == puback;
      const bool drops = meant && !shared_.dropped.exchange(true);
      if (drops) networks_then_ = shared_.networks;
      waits_ = waits_ || drops;
      return drops;
    });
    return events;
  }

 private:
  void await_another() {
    waits_ = false;
    const auto limit = std::chrono::steady_clock::now() + shared_.limit;
    while (shared_.networks == networks_then_ && std::chrono::steady_clock::now() < limit)
      std::this_thread::yield();
    shared_.another_began = shared_.networks > networks_then_;
  }

  Shared& shared_;
  bool waits_ = false;
  unsigned networks_then_ = 0;
};

class WaitingTarget final : public Target {
 public:
  std::unique_ptr<Network> network() override { return std::make_unique<WaitingNetwork>(shared); }
  std::string name() const override { return "waiting"; }
  bool virtual_time() const override { return false; }

  WaitingNetwork::Shared shared;
};

class UnsteadyTarget final : public Target {
 public:
  explicit UnsteadyTarget(unsigned times, Which which = Which::first)
      : times_(times), which_(which) {}
  std::unique_ptr<Network> network() override {
    return std::make_unique<UnsteadyNetwork>(times_, which_, done_);
  }
  std::string name() const override { return "unsteady"; }
  bool virtual_time() const override { return false; }

 private:
  unsigned times_;
  Which which_;
  std::atomic<bool> done_ = false;
};

// Leaves a PUBREC out the first time, and is late with each PUBCOMP.
class LateNetwork final : public wire::testing::AroundReference {
 public:
  static constexpr Time delay = 5'000;
  explicit LateNetwork(std::atomic<bool>& left_out) : left_out_(left_out) {}

  std::vector<NetworkEvent> wait(Time deadline) override {
    const bool comes = held_ && held_->at + delay <= deadline;
    auto events = inner().wait(comes ? held_->at + delay : deadline);
    std::erase_if(events, [&](const NetworkEvent& event) {
      if (event.kind != NetworkEvent::Kind::bytes) return false;
      if (event.bytes[0] == 0x70) held_ = event;
      return event.bytes[0] == 0x70 || (event.bytes[0] == 0x50 && !left_out_.exchange(true));
    });
    if (!comes) return events;
    held_->at = now();
    events.push_back(*std::exchange(held_, std::nullopt));
    return events;
  }

 private:
  std::atomic<bool>& left_out_;
  std::optional<NetworkEvent> held_;
};

class LateTarget final : public Target {
 public:
  std::unique_ptr<Network> network() override { return std::make_unique<LateNetwork>(left_out_); }
  std::string name() const override { return "late"; }
  bool virtual_time() const override { return false; }

 private:
  std::atomic<bool> left_out_ = false;
};

// Where other Clients are around, answers no PUBLISH in the first networks, so many as `tired`.
class LoadedNetwork final : public wire::testing::AroundReference {
 public:
  explicit LoadedNetwork(std::atomic<int>& tired) : tired_(tired) {}

  std::expected<ConnectionId, std::string> connect_to(std::size_t node, Version version) override {
    if (++clients_ == 2) drops_ = tired_-- > 0;
    return inner().connect_to(node, version);
  }
  std::vector<NetworkEvent> wait(Time deadline) override {
    auto events = inner().wait(deadline);
    std::erase_if(events, [&](const NetworkEvent& event) {
      return drops_ && event.kind == NetworkEvent::Kind::bytes && event.bytes[0] == puback;
    });
    return events;
  }

 private:
  std::atomic<int>& tired_;
  unsigned clients_ = 0;
  bool drops_ = false;
};

class LoadedTarget final : public Target {
 public:
  explicit LoadedTarget(int tired) : tired_(tired) {}
  std::unique_ptr<Network> network() override { return std::make_unique<LoadedNetwork>(tired_); }
  std::string name() const override { return "loaded"; }
  bool virtual_time() const override { return false; }

 private:
  std::atomic<int> tired_;
};

report::CaseReport played_on(Target& target, RunPlan plan = {}) {
  plan.versions = {Version::v5_0};
  if (plan.select.empty()) plan.select = {"qos1/publish-is-acknowledged"};
  plan.nonce = "once";
  plan.survey = false;  // it would get the first PUBACK
  return run_cases(target, plan, {}, {}).cases.at(0);
}

report::CaseReport played(unsigned times) {
  UnsteadyTarget target(times);
  return played_on(target);
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

TEST(Runner, BeginsTheSecondTryWhileTheFirstWaits) {
  WaitingTarget target;
  const auto report = played_on(target);
  EXPECT_TRUE(target.shared.another_began);
  EXPECT_EQ(report.result.verdict, Verdict::inconclusive);
  EXPECT_EQ(report.tries, 2U);
}

// One that bears only so many cases at a time gets no more.
TEST(Runner, PlaysTheSecondTryAfterTheFirstIfNoneMayIdle) {
  WaitingTarget target;
  target.shared.limit = std::chrono::milliseconds(100);
  RunPlan plan;
  plan.jobs = 1;
  plan.idle_jobs = 0;
  const auto report = played_on(target, plan);
  EXPECT_FALSE(target.shared.another_began);
  EXPECT_EQ(report.result.verdict, Verdict::inconclusive);
  EXPECT_EQ(report.tries, 2U);
}

// The second try need not tell late from never again, but for what the first had not come to.
TEST(Runner, WaitsForWhatOnlyTheSecondTryMisses) {
  LateTarget target;
  RunPlan plan;
  plan.select = {"qos2/publish-runs-through-pubrec-and-pubcomp"};
  const auto report = played_on(target, plan);
  EXPECT_EQ(report.result.verdict, Verdict::inconclusive) << report.result.actual;
  EXPECT_EQ(report.tries, 3U);
}

// On a live target it may be looked at once more.
TEST(Runner, ForgetsWhatWasJudgedInVirtualTime) {
  RunPlan plan;
  plan.forget = [](report::CaseReport& which) {
    EXPECT_EQ(which.opinion.explained, judges::Explained::yes);
    which.result.trace = model::Trace();
  };
  const auto target = make_loopback_target(model::profiles().front());
  const auto report = played_on(*target, plan);
  EXPECT_EQ(report.result.verdict, Verdict::pass);
  EXPECT_TRUE(report.result.trace.empty());
  UnsteadyTarget live(1);
  EXPECT_FALSE(played_on(live, plan).result.trace.empty());
}

// What is known to fail is not waited for as long, and counts the time of both tries.
TEST(Runner, WaitsLessForWhatIsKnownToFail) {
  for (const bool known : {false, true}) {
    RunPlan plan;
    if (known)
      plan.known.push_back(
          {1, Version::v5_0, "qos1/publish-is-acknowledged", Verdict::fail, "", false});
    UnsteadyTarget target(0, Which::all);
    const auto report = played_on(target, plan);
    EXPECT_EQ(report.result.verdict, Verdict::fail);
    const Settings settings;
    const Time first = known ? 3 * settings.patience : settings.late_limit;
    const Time second = 2 * settings.patience;
    EXPECT_GE(report.result.duration, first + second);
    EXPECT_LT(report.result.duration, first + second + settings.patience / 2);
  }
}

// In another world a target has more to do. What is missing there counts if it is missing when
// nothing else is played, too.
TEST(Runner, PlaysAloneWhatIsMissingInAnotherWorld) {
  constexpr int playings_beside_others = 2;
  for (const int tired : {playings_beside_others, playings_beside_others + 1}) {
    LoadedTarget target(tired);
    RunPlan plan;
    plan.worlds = {World(circumstances::CircumstanceId::wills)};
    const auto report = played_on(target, plan);
    const bool alone = tired > playings_beside_others;
    EXPECT_EQ(report.result.verdict, alone ? Verdict::fail : Verdict::pass);
    EXPECT_EQ(report.world.is_plain(), !alone);
    EXPECT_EQ(report.result.explanation.contains("but not when it was played there alone"), !alone);
    ASSERT_EQ(report.worlds.size(), 1U);
    EXPECT_EQ(report.worlds[0].verdict, Verdict::fail);
  }
}

}  // namespace
}  // namespace mqttspec::conformance::runner
