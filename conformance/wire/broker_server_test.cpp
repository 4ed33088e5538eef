// The reference broker behind a port, with real sockets at both ends.
#include "conformance/wire/broker_server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "conformance/wire/socket.hpp"
#include "conformance/wire/tcp.hpp"

namespace mqttspec::conformance::wire {
namespace {

constexpr std::string_view connect{"\x10\x0c\x00\x04MQTT\x04\x02\x00\x0a\x00\x00", 14};
constexpr std::string_view connack{"\x20\x02\x00\x00", 4};
constexpr std::string_view pingreq{"\xc0\x00", 2};
constexpr std::string_view pingresp{"\xd0\x00", 2};
constexpr Time limit = 20'000;

class Served : public testing::Test {
 protected:
  explicit Served(ServerSettings settings = {}) {
    auto listening =
        BrokerServer::listen({"127.0.0.1", 0}, model::profiles().front(), {}, std::move(settings));
    EXPECT_TRUE(listening) << listening.error();
    server_.emplace(*std::move(listening));
    target_ = make_tcp_target("tcp://" + to_string(server_->address()), limit).value();
    network_ = target_->network();
    thread_ = std::jthread([this](std::stop_token stop) { server_->serve(std::move(stop)); });
  }

  /// Everything that arrives until `size` bytes are there or the connection is closed.
  std::string read(std::size_t size) {
    std::string text;
    closed_ = false;
    while (text.size() < size && !closed_) {
      const auto events = network_->wait(limit);
      if (events.empty()) break;
      for (const auto& event : events) {
        text += as_text(event.bytes);
        closed_ = closed_ || event.kind == NetworkEvent::Kind::closed;
      }
    }
    return text;
  }

  std::optional<BrokerServer> server_;
  std::unique_ptr<Target> target_;
  std::unique_ptr<Network> network_;
  std::jthread thread_;
  bool closed_ = false;
};

TEST_F(Served, ServesSeveralClients) {
  EXPECT_NE(server_->address().port, 0);
  for (int i = 0; i < 3; ++i) {
    const auto connection = network_->connect();
    ASSERT_TRUE(connection) << connection.error();
    network_->send(*connection, as_bytes(std::string(connect) + std::string(pingreq)));
    EXPECT_EQ(read(6), std::string(connack) + std::string(pingresp));
  }
}

TEST_F(Served, ClosesAfterWhatItHadToSay) {
  const auto connection = network_->connect();
  network_->send(*connection, as_bytes(std::string(connect) + std::string(pingreq) + "\xff\xff"));
  EXPECT_EQ(read(1'000), std::string(connack) + std::string(pingresp));
  EXPECT_TRUE(closed_);
}

TEST_F(Served, SurvivesClientsThatVanish) {
  for (int i = 0; i < 20; ++i) {
    const auto connection = network_->connect();
    ASSERT_TRUE(connection) << connection.error();
    network_->send(*connection, as_bytes(connect.substr(0, static_cast<std::size_t>(i % 15))));
    network_->cut(*connection);
  }
  const auto connection = network_->connect();
  network_->send(*connection, as_bytes(connect));
  EXPECT_EQ(read(4), connack);
}

TEST_F(Served, ClosesEverythingWhenItIsToStop) {
  const auto connection = network_->connect();
  network_->send(*connection, as_bytes(connect));
  EXPECT_EQ(read(4), connack);
  thread_.request_stop();
  read(1);
  EXPECT_TRUE(closed_);
}

/// A broker for which time can stand still.
class Stalled : public Served {
 protected:
  using Clock = std::chrono::steady_clock;
  Stalled() : Served({.clock = [] { return Clock::now() + std::chrono::seconds(lost_); }}) {}

  static inline std::atomic<int> lost_ = 0;  // seconds
};

TEST_F(Stalled, ReadsWhatArrivedBeforeItsClockGoesOn) {
  const auto connection = network_->connect();
  network_->send(*connection, as_bytes(connect));  // Keep Alive 10: silent for too long after 15 s
  EXPECT_EQ(read(4), connack);
  for (const int lost : {20, 60}) {
    lost_ += lost;
    network_->send(*connection, as_bytes(pingreq));
    EXPECT_EQ(read(2), pingresp);
    EXPECT_FALSE(closed_) << lost;
  }
  // And it has the whole time once more.
  lost_ += 14;
  network_->send(*connection, as_bytes(pingreq));
  EXPECT_EQ(read(2), pingresp);
  EXPECT_FALSE(closed_);
}

TEST_F(Stalled, DoesInTheEndWhatIsDue) {
  const auto connection = network_->connect();
  const std::string one_second{"\x10\x0c\x00\x04MQTT\x04\x02\x00\x01\x00\x00", 14};
  network_->send(*connection, as_bytes(one_second));
  EXPECT_EQ(read(4), connack);
  lost_ += 20;
  read(1);
  EXPECT_TRUE(closed_);
}

/// A broker that keeps a megabyte for Clients that do not read, for all together.
class Unread : public Served {
 protected:
  Unread() : Served({.most_unsent_in_total = 1'000'000}) {}

  /// A Client that subscribes to "t", and reads no more than CONNACK and SUBACK.
  Socket subscriber() {
    const auto endpoint = resolve(server_->address()).value().front();
    Socket socket(::socket(endpoint.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int least = 4'096;
    EXPECT_EQ(::setsockopt(socket.descriptor(), SOL_SOCKET, SO_RCVBUF, &least, sizeof least), 0);
    EXPECT_EQ(::connect(socket.descriptor(), endpoint.address(), endpoint.size), 0);
    const std::string packets = std::string(connect) + std::string("\x82\6\0\1\0\1t\0", 8);
    EXPECT_EQ(send_some(socket, as_bytes(packets)).size, packets.size());
    EXPECT_EQ(receive(socket, 9), std::string(connack) + std::string("\x90\3\0\1\0", 5));
    return socket;
  }
  static std::string receive(const Socket& socket, std::size_t size) {
    std::string text(size, '\0');
    const auto received = ::recv(socket.descriptor(), text.data(), size, MSG_WAITALL);
    text.resize(received < 0 ? 0 : static_cast<std::size_t>(received));
    return text;
  }
  /// Bytes that still come: `most`, or fewer if the connection is closed.
  static std::size_t rest_of(const Socket& socket, std::size_t most) {
    std::size_t size = 0;
    std::string text;
    do {
      text = receive(socket, std::min<std::size_t>(most - size, 100'000));
      size += text.size();
    } while (!text.empty() && size < most);
    return size;
  }
};

TEST_F(Unread, IsBoundedInTotal) {
  const Socket clients[] = {subscriber(), subscriber(), subscriber()};
  const auto publisher = network_->connect();
  network_->send(*publisher, as_bytes(connect));
  EXPECT_EQ(read(4), connack);
  std::string publish{"\x30\xf3\xa2\x04\0\1t", 7};
  publish.resize(7 + 70'000);
  constexpr std::size_t publishes = 150;
  for (std::size_t i = 0; i < publishes; ++i) {
    network_->send(*publisher, as_bytes(publish));
    network_->send(*publisher, as_bytes(pingreq));
    EXPECT_EQ(read(2), pingresp);
  }
  const auto all = publishes * publish.size();
  for (const auto& client : clients) EXPECT_LT(rest_of(client, all), all);
}

TEST(BrokerServer, SaysWhyItCannotListen) {
  const auto& plain = model::profiles().front();
  const auto first = BrokerServer::listen({"127.0.0.1", 0}, plain);
  ASSERT_TRUE(first);
  const auto second = BrokerServer::listen(first->address(), plain);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error(), to_string(first->address()) + ": address already in use");
  EXPECT_FALSE(BrokerServer::listen({"no-such-host.invalid", 1}, plain));
}

}  // namespace
}  // namespace mqttspec::conformance::wire
