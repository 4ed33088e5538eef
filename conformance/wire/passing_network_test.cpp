// A Network that adds nothing passes all on, there and back.
#include "conformance/wire/passing_network.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::wire {
namespace {

// Notes what it is asked for.
class NotingNetwork final : public Network, public WebSockets {
 public:
  std::expected<ConnectionId, std::string> connect() override {
    return connect_to(0, Version::v3_1_1);
  }
  std::expected<ConnectionId, std::string> connect_to(std::size_t node, Version version) override {
    asked += " connect-" + std::to_string(node) + (version == Version::v5_0 ? "-v5" : "");
    return 7;
  }
  std::size_t nodes() const override { return 3; }
  bool send(ConnectionId connection, Bytes bytes) override {
    asked += " send-" + std::to_string(connection) + "-" + std::to_string(bytes.size());
    return false;
  }
  void close(ConnectionId connection) override { note("close", connection); }
  void await_end(ConnectionId connection, Time) override { note("end", connection); }
  void cut(ConnectionId connection) override { note("cut", connection); }
  std::vector<NetworkEvent> wait(Time deadline) override {
    asked += " wait-" + std::to_string(deadline);
    return {{NetworkEvent::Kind::closed, 7, deadline, {}, Closing::fin}};
  }
  Time now() const override { return 11; }
  void overdue() override { asked += " overdue"; }
  WebSockets* web_sockets(Version version) override {
    return version == Version::v5_0 ? this : nullptr;
  }

  std::expected<std::string, std::string> offer(Version, const std::vector<std::string>&) override {
    return "";
  }
  void frame(ConnectionId, const Framing&) override {}
  void ping(ConnectionId) override {}
  void pong(ConnectionId) override {}
  bool text_came(ConnectionId) const override { return false; }

  std::string asked;

 private:
  void note(std::string_view what, ConnectionId connection) {
    asked += " " + std::string(what) + "-" + std::to_string(connection);
  }
};

TEST(PassingNetwork, LeavesNothingOut) {
  NotingNetwork noting;
  PassingNetwork passing(noting);
  Network& network = passing;
  EXPECT_EQ(network.connect(), 7U);
  EXPECT_EQ(network.connect_to(2, Version::v5_0), 7U);
  EXPECT_FALSE(network.send(7, std::vector<std::uint8_t>{1, 2}));
  network.close(7);
  network.await_end(7, 20);
  network.cut(7);
  ASSERT_EQ(network.wait(30).size(), 1U);
  network.overdue();
  EXPECT_EQ(noting.asked, " connect-0 connect-2-v5 send-7-2 close-7 end-7 cut-7 wait-30 overdue");
  EXPECT_EQ(network.nodes(), 3U);
  EXPECT_EQ(network.now(), 11U);
  EXPECT_EQ(network.web_sockets(Version::v5_0), &noting);
  EXPECT_EQ(network.web_sockets(Version::v3_1_1), nullptr);
}

}  // namespace
}  // namespace mqttspec::conformance::wire
