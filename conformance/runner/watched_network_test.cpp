// What is told of a network on which something comes now and then.
#include "conformance/runner/watched_network.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace mqttspec::conformance::runner {

using namespace wire;

namespace {

// Something comes at one time.
class QuietNetwork final : public Network {
 public:
  explicit QuietNetwork(Time comes_at) : comes_at_(comes_at) {}
  std::expected<ConnectionId, std::string> connect() override { return 0; }
  bool send(ConnectionId, Bytes) override { return true; }
  void close(ConnectionId) override {}
  void await_end(ConnectionId, Time) override {}
  void cut(ConnectionId) override {}
  std::vector<NetworkEvent> wait(Time deadline) override {
    const bool comes = time_ < comes_at_ && comes_at_ <= deadline;
    time_ = std::max(time_, comes ? comes_at_ : deadline);
    if (!comes) return {};
    return {{NetworkEvent::Kind::closed, 0, time_, {}, Closing::fin}};
  }
  Time now() const override { return time_; }

 private:
  Time comes_at_;
  Time time_ = 0;
};

TEST(WatchedNetwork, TellsThatNothingHasComeForAMoment) {
  struct Row {
    Time comes_at;
    Time deadline;
    std::vector<bool> told;
    std::size_t events;
  };
  const Row table[] = {
      {400, 3'000, {}, 1},
      {2'500, 3'000, {true, false}, 1},
      {9'000, 3'000, {true, false}, 0},
      {9'000, 300, {}, 0},
  };
  for (const auto& row : table) {
    QuietNetwork quiet(row.comes_at);
    std::vector<bool> told;
    const Watch watch{[&](bool idles) { told.push_back(idles); }, {}};
    WatchedNetwork watched(quiet, watch);
    EXPECT_EQ(watched.wait(row.deadline).size(), row.events);
    EXPECT_EQ(told, row.told) << row.comes_at << ", " << row.deadline;
    EXPECT_EQ(watched.now(), std::min(row.comes_at, row.deadline));
  }
}

TEST(WatchedNetwork, TellsWhatIsOverdue) {
  QuietNetwork quiet(0);
  unsigned told = 0;
  const Watch watch{{}, [&] { ++told; }};
  WatchedNetwork watched(quiet, watch);
  watched.overdue();
  EXPECT_EQ(told, 1U);
  EXPECT_TRUE(watched.wait(3'000).empty());  // nobody is told that it idles
}

}  // namespace
}  // namespace mqttspec::conformance::runner
