// The guard on a network that never has anything to say.
#include "conformance/wire/guard.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace mqttspec::conformance::wire {
namespace {

class SilentNetwork final : public Network {
 public:
  std::expected<ConnectionId, std::string> connect() override {
    if (refuse) return std::unexpected("refused");
    return 0;
  }
  bool send(ConnectionId, Bytes) override { return true; }
  void close(ConnectionId) override {}
  void await_end(ConnectionId, Time) override {}
  void cut(ConnectionId) override {}
  std::vector<NetworkEvent> wait(Time deadline) override {
    time_ = std::max(time_, deadline);
    ++waits;
    return {};
  }
  Time now() const override { return time_; }

  bool refuse = false;
  unsigned waits = 0;

 private:
  Time time_ = 0;
};

TEST(Guard, PassesWaitingOnUntilTheLimit) {
  SilentNetwork silent;
  GuardedNetwork guard(silent, true, {}, 1'000);
  EXPECT_TRUE(guard.wait(400).empty());
  EXPECT_EQ(guard.end(), GuardedNetwork::End::none);
  EXPECT_TRUE(guard.wait(5'000).empty());
  EXPECT_EQ(guard.end(), GuardedNetwork::End::limit);
  EXPECT_EQ(silent.now(), 1'000U);  // no more was waited than the limit
  EXPECT_EQ(guard.now(), 5'000U);   // yet the case sees its deadline
}

TEST(Guard, StopsWaitingWhenAsked) {
  SilentNetwork silent;
  std::stop_source source;
  GuardedNetwork guard(silent, false, source.get_token(), 1'000'000);
  guard.wait(1'000);
  EXPECT_GE(silent.waits, 10U);  // in slices, so that a request is noticed
  source.request_stop();
  EXPECT_TRUE(guard.wait(900'000).empty());
  EXPECT_EQ(silent.now(), 1'000U);
  EXPECT_EQ(guard.now(), 900'000U);
  EXPECT_EQ(guard.end(), GuardedNetwork::End::stopped);
  EXPECT_FALSE(guard.connect());
}

TEST(Guard, EndsACaseThatWaitsForEver) {
  SilentNetwork silent;
  std::stop_source source;
  GuardedNetwork guard(silent, true, source.get_token(), 1'000);
  source.request_stop();
  EXPECT_THROW(
      {
        for (;;) guard.wait(guard.now() + 1);
      },
      std::runtime_error);
}

TEST(Guard, RemembersAFailureToConnect) {
  SilentNetwork silent;
  GuardedNetwork guard(silent, true, {}, 1'000);
  EXPECT_TRUE(guard.connect());
  EXPECT_EQ(guard.connect_failure(), "");
  silent.refuse = true;
  EXPECT_FALSE(guard.connect());
  EXPECT_EQ(guard.connect_failure(), "refused");
}

}  // namespace
}  // namespace mqttspec::conformance::wire
