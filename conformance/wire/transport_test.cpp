// The reference broker by each transport, with real sockets at both ends.
#include "conformance/wire/transport.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "conformance/wire/broker_server.hpp"
#include "conformance/wire/socket.hpp"
#include "conformance/wire/tcp.hpp"
#include "conformance/wire/testing/certificates.hpp"

namespace mqttspec::conformance::wire {
namespace {

constexpr std::string_view connect{"\x10\x0c\x00\x04MQTT\x04\x02\x00\x0a\x00\x00", 14};
constexpr std::string_view connack{"\x20\x02\x00\x00", 4};
constexpr std::string_view pingreq{"\xc0\x00", 2};
constexpr std::string_view pingresp{"\xd0\x00", 2};
constexpr Time limit = 20'000;

const testing::Certificates& files() {
  static const testing::Certificates all;
  return all;
}

class Transports : public ::testing::TestWithParam<const char*> {
 protected:
  Transports() {
    std::string text = GetParam();
    if (text == "unix:")
      text += std::filesystem::temp_directory_path() / std::to_string(::getpid());
    const auto address = parse_target(text, true);
    EXPECT_TRUE(address) << address.error();
    auto at = Transport::at(*address, address->tls ? files().server() : "",
                            address->tls ? files().server_key() : "");
    EXPECT_TRUE(at) << at.error();
    auto listening = BrokerServer::listen(*std::move(at), model::profiles().front());
    EXPECT_TRUE(listening) << listening.error();
    server_.emplace(*std::move(listening));
    thread_ = std::jthread([this](std::stop_token stop) { server_->serve(std::move(stop)); });
    auto to = Transport::to(server_->target(),
                            address->tls ? TlsSettings{.ca = files().ca()} : TlsSettings{});
    EXPECT_TRUE(to) << to.error();
    target_ = make_tcp_target("target", *std::move(to), limit).value();
    network_ = target_->network();
  }

  ConnectionId open() {
    const auto connection = network_->connect();
    EXPECT_TRUE(connection) << connection.error();
    return *connection;
  }

  /// Everything that arrives on a connection until `size` bytes are there or it is closed.
  std::string read(ConnectionId connection, std::size_t size) {
    std::string text;
    closing_ = Closing::none;
    while (text.size() < size && closing_ == Closing::none) {
      const auto events = network_->wait(network_->now() + limit);
      if (events.empty()) break;
      for (const auto& event : events) {
        if (event.connection != connection) continue;
        text += as_text(event.bytes);
        closing_ = event.closing;
      }
    }
    return text;
  }

  std::optional<BrokerServer> server_;
  std::jthread thread_;
  std::unique_ptr<Target> target_;
  std::unique_ptr<Network> network_;
  Closing closing_ = Closing::none;
};

TEST_P(Transports, CarryPackets) {
  for (int i = 0; i < 3; ++i) {
    const auto connection = open();
    EXPECT_TRUE(network_->send(connection, as_bytes(std::string(connect) + std::string(pingreq))));
    EXPECT_EQ(read(connection, 6), std::string(connack) + std::string(pingresp));
  }
}

TEST_P(Transports, CarryLargePackets) {
  const auto connection = open();
  std::string message("\x32\x86\x8d\x06\x00\x01t\x00\x07", 9);
  message.resize(4 + 0x18686, 'x');
  network_->send(connection, as_bytes(std::string(connect) + message));
  EXPECT_EQ(read(connection, 8), std::string(connack) + std::string("\x40\x02\x00\x07", 4));
}

TEST_P(Transports, TheBrokerClosesInOrder) {
  const auto connection = open();
  network_->send(connection, as_bytes(std::string(connect) + "\xff\xff"));
  EXPECT_EQ(read(connection, 100), connack);
  EXPECT_EQ(closing_, Closing::fin);
}

TEST_P(Transports, EachEndOfAClientIsNoticed) {
  const auto ended = open();
  network_->send(ended, as_bytes(connect));
  EXPECT_EQ(read(ended, 4), connack);
  network_->close(ended);
  network_->await_end(ended, network_->now() + limit);
  EXPECT_LT(network_->now(), limit / 2);
  const auto lost = open();
  network_->send(lost, as_bytes(connect));
  EXPECT_EQ(read(lost, 4), connack);
  network_->cut(lost);
  const auto next = open();
  network_->send(next, as_bytes(connect));
  EXPECT_EQ(read(next, 4), connack);
}

TEST_P(Transports, OnlyWebSocketsHaveFrames) {
  const bool expected = std::string(GetParam()).starts_with("ws");
  ASSERT_EQ(network_->web_sockets(Version::v5_0) != nullptr, expected);
  if (!expected) return;
  auto& frames = *network_->web_sockets(Version::v5_0);
  EXPECT_EQ(frames.offer(Version::v5_0, {"other", "mqtt"}), "mqtt");
  const auto refused = frames.offer(Version::v5_0, {"other"});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("HTTP 400"), std::string::npos) << refused.error();
  const auto connection = open();
  frames.frame(connection, {.most = 1});
  frames.ping(connection);
  network_->send(connection, as_bytes(connect));
  EXPECT_EQ(read(connection, 4), connack);
  EXPECT_FALSE(frames.text_came(connection));
  frames.frame(connection, {.text = true});
  network_->send(connection, as_bytes(pingreq));
  EXPECT_EQ(read(connection, 1), "");
  EXPECT_EQ(closing_, Closing::fin);
}

INSTANTIATE_TEST_SUITE_P(All, Transports,
                         ::testing::Values("127.0.0.1:0", "tls://127.0.0.1:0",
                                           "ws://127.0.0.1:0/mqtt", "wss://127.0.0.1:0/mqtt",
                                           "unix:"));

// A server that says `text` to whoever connects.
std::string failure_to_connect(const std::string& scheme, std::string_view text) {
  Address address{"127.0.0.1", 0};
  auto listener = listen_on(address);
  EXPECT_TRUE(listener) << listener.error();
  const std::jthread server([&](const std::stop_token& stop) {
    std::vector<Socket> sockets;
    while (!stop.stop_requested()) {
      if (auto socket = accept_one(*listener)) {
        send_some(*socket, as_bytes(text));
        sockets.push_back(*std::move(socket));
      }
      std::this_thread::yield();
    }
  });
  const auto target = make_tcp_target(scheme + "://" + to_string(address), 300).value();
  const auto connection = target->network()->connect();
  return connection ? "" : connection.error();
}

TEST(Handshake, SaysWhyItFailed) {
  struct Row {
    const char* scheme;
    std::string_view text;
    std::string_view complaint;
  };
  const Row table[] = {
      {"tls", "220 mail.example ready\r\n", "the TLS handshake failed: wrong version number"},
      {"tls", "", "the handshake is not over after 300 ms"},
      {"ws", "220 mail.example ready\r\n", "the WebSocket handshake failed: "},
      {"ws", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "HTTP 404 Not Found"},
      {"wss", "HTTP/1.1 400 Bad Request\r\n\r\n", "the TLS handshake failed: "},
  };
  for (const auto& row : table) {
    const auto failure = failure_to_connect(row.scheme, row.text);
    EXPECT_NE(failure.find(row.complaint), std::string::npos) << row.scheme << ": " << failure;
    EXPECT_TRUE(failure.starts_with("127.0.0.1:")) << failure;
  }
}

// A WebSocket without MQTT behind it, which says `more`, once or again and again, when something
// has come.
class Peer {
 public:
  explicit Peer(std::vector<std::uint8_t> more, bool again) : more_(std::move(more)) {
    thread_ = std::jthread([this, again](const std::stop_token& stop) {
      std::optional<Socket> socket;
      while (!socket && !stop.stop_requested()) socket = accept_one(*listener_);
      const auto layer = make_web_socket_server(make_web_socket_loop());
      layer->open();
      std::vector<std::uint8_t> unsent;
      for (bool said = false; !stop.stop_requested();) {
        std::vector<std::uint8_t> bytes;
        receive_some(*socket, bytes, 100'000);
        if (layer->state() == Layer::State::open) {
          answered_ += bytes.size();
          if (unsent.empty() && answered_ > 0 && (again || !std::exchange(said, true)))
            unsent = more_;
        } else if (!bytes.empty()) {
          layer->receive(bytes);
          unsent = layer->take_outgoing();
        }
        const auto sent = send_some(*socket, unsent).size;
        unsent.erase(unsent.begin(), unsent.begin() + static_cast<std::ptrdiff_t>(sent));
      }
    });
  }
  std::string url() const { return "ws://" + to_string(address_); }
  /// Bytes that came once it was open; its end.
  std::size_t answered() {
    thread_.request_stop();
    thread_.join();
    return answered_;
  }

 private:
  std::vector<std::uint8_t> more_;
  Address address_{"127.0.0.1", 0};
  std::expected<Socket, std::string> listener_ = listen_on(address_);
  std::size_t answered_ = 0;
  std::jthread thread_;
};

TEST(WebSocketPeer, AFloodOfPingsIsReadNoFurtherThanTheAllowance) {
  std::vector<std::uint8_t> pings;
  for (int i = 0; i < 10'000; ++i) pings.insert(pings.end(), {0x89, 0x00});
  Peer peer(pings, true);
  const auto target = make_tcp_target(peer.url(), limit).value();
  const auto network = target->network();
  const auto connection = network->connect();
  ASSERT_TRUE(connection) << connection.error();
  network->send(*connection, as_bytes("x"));
  EXPECT_TRUE(network->wait(network->now() + 500).empty());
  // A pong of six bytes for each ping of two, and what was sent.
  const auto answered = peer.answered();
  EXPECT_GE(answered, 3 * 32U * 1024);
  EXPECT_LE(answered, 3 * (64U + 17) * 1024);
}

TEST(WebSocketPeer, WhoBreaksItsRulesIsSaidToHaveResetTheConnection) {
  Peer peer({0xff, 0x00}, false);
  const auto target = make_tcp_target(peer.url(), limit).value();
  const auto network = target->network();
  const auto connection = network->connect();
  ASSERT_TRUE(connection) << connection.error();
  network->send(*connection, as_bytes("x"));
  const auto events = network->wait(limit);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].closing, Closing::reset);
}

TEST(Handshake, ATargetWhoseCertificateIsNotLookedAtSaysSo) {
  auto transport = Transport::to(*parse_target("tls://127.0.0.1:1"), {.insecure = true});
  const auto target = make_tcp_target("tls://127.0.0.1:1", *std::move(transport), 300).value();
  EXPECT_EQ(target->name(), "tls://127.0.0.1:1 (its certificate was not looked at)");
}

}  // namespace
}  // namespace mqttspec::conformance::wire
