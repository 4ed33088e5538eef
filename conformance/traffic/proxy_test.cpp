// The relay between sockets that the tests hold both ends of.
#include "conformance/traffic/proxy.hpp"

#include <gtest/gtest.h>
#include <poll.h>

#include <numeric>
#include <sstream>
#include <thread>

#include "codec/printable.hpp"
#include "conformance/traffic/traffic_report.hpp"
#include "conformance/wire/socket.hpp"

namespace mqttspec::conformance::traffic {
namespace {

using wire::Socket;
using Written = std::vector<std::uint8_t>;

constexpr int patience_ms = 5'000;

bool can(const Socket& socket, short what) {
  pollfd polled{socket.descriptor(), what, 0};
  return ::poll(&polled, 1, patience_ms) == 1;
}

void send_all(const Socket& socket, Bytes bytes) {
  while (!bytes.empty() && can(socket, POLLOUT))
    bytes = bytes.subspan(wire::send_some(socket, bytes).size);
}

// Up to `size` bytes; what comes before the end if that is less.
Written receive(const Socket& socket, std::size_t size) {
  Written bytes;
  while (bytes.size() < size && can(socket, POLLIN))
    if (wire::receive_some(socket, bytes, size - bytes.size()).end != wire::Transfer::End::none)
      break;
  return bytes;
}

wire::Transfer::End end_of(const Socket& socket) {
  Written bytes;
  EXPECT_TRUE(can(socket, POLLIN));
  return wire::receive_some(socket, bytes, 1).end;
}

// A proxy in front of a socket that listens.
struct Surroundings {
  explicit Surroundings(wire::Transport::Layers from_clients = {},
                        wire::Transport::Layers to_server = {}) {
    proxy.emplace(
        Proxy::listen(
            {{"127.0.0.1", 0}, upstream, true, std::move(from_clients), std::move(to_server)},
            report)
            .value());
    thread = std::jthread([this](const std::stop_token& stop) { proxy->run(stop); });
  }
  // The two ends that belong together.
  std::pair<Socket, Socket> connection() {
    auto client = wire::make_socket(AF_INET).value();
    const auto to = wire::resolve(proxy->address()).value().front();
    ::connect(client.descriptor(), to.address(), to.size);
    EXPECT_TRUE(can(client, POLLOUT));
    EXPECT_TRUE(can(*listener, POLLIN));
    return {std::move(client), wire::accept_one(*listener).value()};
  }
  std::string summary() {
    thread.request_stop();
    thread.join();
    report.write_summary(0);
    return out.str();
  }

  wire::Address upstream{"127.0.0.1", 0};
  std::expected<Socket, std::string> listener = wire::listen_on(upstream);
  std::ostringstream out;
  TrafficReport report{{}, out};
  std::optional<Proxy> proxy;
  std::jthread thread;
};

Written bytes_of_hex(std::string_view text) { return parse_hex(text).value(); }

TEST(Proxy, PassesOnAndJudges) {
  Surroundings around;
  auto [client, server] = around.connection();
  const auto connect = bytes_of_hex("100e00044d5154540502003c00000161");
  send_all(client, connect);
  EXPECT_EQ(receive(server, connect.size()), connect);
  const auto answers = bytes_of_hex("200300000040020007");
  send_all(server, answers);
  EXPECT_EQ(receive(client, answers.size()), answers);
  send_all(client, bytes_of_hex("c000"));
  EXPECT_EQ(receive(server, 2), bytes_of_hex("c000"));
  const auto text = around.summary();
  EXPECT_NE(text.find("VIOLATED  Server"), std::string::npos) << text;
  EXPECT_NE(text.find("[MQTT-2.2.1-5] of 5.0 by the Server (P16 AckMatches)"), std::string::npos)
      << text;
  EXPECT_NE(text.find("1 connection, 4 packets"), std::string::npos) << text;
}

TEST(Proxy, EndsAsEitherSideEnds) {
  Surroundings around;
  {
    auto [client, server] = around.connection();
    send_all(client, bytes_of_hex("c0"));
    ::shutdown(client.descriptor(), SHUT_WR);
    EXPECT_EQ(receive(server, 2), bytes_of_hex("c0"));
    EXPECT_EQ(end_of(server), wire::Transfer::End::fin);
    // The other direction is still open.
    send_all(server, bytes_of_hex("d000"));
    EXPECT_EQ(receive(client, 2), bytes_of_hex("d000"));
    server.close();
    EXPECT_EQ(end_of(client), wire::Transfer::End::fin);
  }
  auto [client, server] = around.connection();
  client.cut();
  EXPECT_EQ(end_of(server), wire::Transfer::End::reset);
}

TEST(Proxy, EndsAConnectionThatItCannotPassOn) {
  Surroundings around;
  around.listener->close();
  auto client = wire::make_socket(AF_INET).value();
  const auto to = wire::resolve(around.proxy->address()).value().front();
  ::connect(client.descriptor(), to.address(), to.size);
  EXPECT_EQ(end_of(client), wire::Transfer::End::reset);
  EXPECT_NE(around.summary().find("1 connections could not be made"), std::string::npos);
}

// Twenty megabytes in each direction at once, faster than they are read: what is not taken is not
// read, and comes whole.
TEST(Proxy, KeepsBackWhatIsNotTaken) {
  constexpr std::size_t size = 20 << 20;
  Surroundings around;
  auto [client, server] = around.connection();
  Written bytes(size);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  std::jthread from_client([&] { send_all(client, bytes); });
  std::jthread from_server([&] { send_all(server, bytes); });
  pollfd room{client.descriptor(), POLLOUT, 0};
  while (::poll(&room, 1, 100) == 1) {  // until nothing more is taken
  }
  std::jthread to_client([&] { EXPECT_TRUE(receive(client, size) == bytes); });
  EXPECT_TRUE(receive(server, size) == bytes);
}

// One end of a connection with its layer.
struct LayeredEnd {
  Socket& socket;
  std::unique_ptr<wire::Layer> layer;

  void turn() {
    send_all(socket, layer->take_outgoing());
    pollfd polled{socket.descriptor(), POLLIN, 0};
    if (::poll(&polled, 1, 10) != 1) return;
    Written bytes;
    (void)wire::receive_some(socket, bytes, 1'000);
    layer->receive(bytes);
  }
};

TEST(Proxy, TakesLayersOffAndPutsThemOn) {
  const auto here = wire::Transport::at(*wire::parse_target("ws://127.0.0.1:0", true), "", "");
  const auto there = wire::Transport::to(*wire::parse_target("ws://127.0.0.1:1"));
  Surroundings around(here->accepting(), there->connecting());
  auto [client, server] = around.connection();
  LayeredEnd of_client{client, there->connecting()()};
  LayeredEnd of_server{server, here->accepting()()};
  of_client.layer->open();
  of_server.layer->open();
  const auto turn_until = [&](auto is_done) {
    for (int i = 0; i < 200 && !is_done(); ++i) {
      of_client.turn();
      of_server.turn();
    }
    return is_done();
  };
  using State = wire::Layer::State;
  ASSERT_TRUE(turn_until([&] {
    return of_client.layer->state() == State::open && of_server.layer->state() == State::open;
  }));
  const auto connect = bytes_of_hex("100e00044d5154540502003c00000161");
  of_client.layer->send(connect);
  Written come;
  EXPECT_TRUE(turn_until([&] {
    const auto more = of_server.layer->take_incoming();
    come.insert(come.end(), more.begin(), more.end());
    return come.size() >= connect.size();
  }));
  EXPECT_EQ(come, connect);
  of_server.layer->end();
  EXPECT_TRUE(turn_until([&] { return of_client.layer->state() == State::ended; }));
  EXPECT_NE(around.summary().find("1 connection, 1 packet"), std::string::npos);
}

TEST(Proxy, ServesManyConnections) {
  Surroundings around;
  std::vector<std::pair<Socket, Socket>> connections;
  for (int i = 0; i < 200; ++i) connections.push_back(around.connection());
  for (auto& [client, server] : connections)
    send_all(client, bytes_of_hex("100e00044d5154540502003c00000161"));
  for (auto& [client, server] : connections) EXPECT_EQ(receive(server, 16).size(), 16U);
  EXPECT_NE(around.summary().find("200 connections, 200 packets"), std::string::npos);
}

}  // namespace
}  // namespace mqttspec::conformance::traffic
