// Clients that come by TLS or WebSocket: what passes is MQTT alone, whatever lies beneath.
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <thread>

#include "conformance/subject/live.hpp"
#include "conformance/wire/tcp.hpp"
#include "conformance/wire/testing/certificates.hpp"

namespace mqttspec::conformance::subject {
namespace {

constexpr Time limit = 20'000;
constexpr std::uint8_t pingreq[] = {0xC0, 0x00};
constexpr std::uint8_t pingresp[] = {0xD0, 0x00};

const wire::testing::Certificates& files() {
  static const wire::testing::Certificates all;
  return all;
}

// A driver that tells where it is to connect, and stays.
std::string script(const std::string& takes) {
  return R"(echo '{"ev":"ready","protocol":1,"name":"sh","version":"1","versions":{"5.0":{)" +
         takes + R"(}}}'; echo '{"ev":"err","on":"library","text":"{url}"}'; sleep 300)";
}

LiveOptions options(const std::string& url, const std::string& takes = "") {
  const auto address = wire::parse_target(url, true).value();
  LiveOptions live{.command = {"sh", "-c", script(takes)}, .ca = files().ca()};
  live.transport = wire::Transport::at(address, address.tls ? files().server() : "",
                                       address.tls ? files().server_key() : "")
                       .value();
  return live;
}

/// Waits for the next of that kind.
Happening next(Subject& subject, Happening::Kind kind) {
  while (subject.now() < limit)
    for (auto& each : subject.wait(limit))
      if (each.kind == kind) return each;
  throw std::runtime_error("it does not come");
}

/// A Client that sends PINGREQ, and closes when PINGRESP has come. What came is returned.
std::vector<std::uint8_t> ping(const std::string& url) {
  const auto address = wire::parse_target(url).value();
  auto transport = wire::Transport::to(
      address, address.tls ? wire::TlsSettings{.ca = files().ca()} : wire::TlsSettings{});
  const auto target = wire::make_tcp_target("us", *std::move(transport), limit).value();
  const auto network = target->network();
  const auto connection = network->connect();
  if (!connection) return {};
  network->send(*connection, pingreq);
  std::vector<std::uint8_t> came;
  while (came.size() < std::size(pingresp) && network->now() < limit)
    for (const auto& each : network->wait(limit))
      came.insert(came.end(), each.bytes.begin(), each.bytes.end());
  network->close(*connection);
  network->await_end(*connection, limit);
  return came;
}

class LiveTransports : public ::testing::TestWithParam<const char*> {};

TEST_P(LiveTransports, CarryPackets) {
  const auto subjects = make_live_subjects(options(GetParam()));
  const auto started = subjects->start();
  ASSERT_TRUE(started) << started.error();
  auto& subject = **started;
  const auto url = next(subject, Happening::Kind::said).said->text;
  ASSERT_TRUE(url.starts_with(std::string(GetParam()).substr(0, 5))) << url;
  std::vector<std::uint8_t> came;
  std::jthread client([&] { came = ping(url); });
  const auto bytes = next(subject, Happening::Kind::bytes);
  EXPECT_TRUE(std::ranges::equal(bytes.bytes, pingreq));
  const bool by_web_socket = std::string_view(GetParam()).starts_with("ws");
  EXPECT_EQ(subject.by_web_socket(), by_web_socket);
  auto* const web_socket = subject.web_socket(bytes.connection);
  ASSERT_EQ(web_socket != nullptr, by_web_socket);
  if (web_socket != nullptr) {
    EXPECT_EQ(web_socket->offered(), std::vector<std::string>{"mqtt"});
  }
  EXPECT_TRUE(subject.send(bytes.connection, pingresp));
  EXPECT_EQ(next(subject, Happening::Kind::closed).closing, Closing::fin);
  client.join();
  EXPECT_TRUE(std::ranges::equal(came, pingresp));
}

INSTANTIATE_TEST_SUITE_P(All, LiveTransports,
                         ::testing::Values("tls://127.0.0.1:0", "ws://127.0.0.1:0/mqtt",
                                           "wss://127.0.0.1:0/mqtt"));

TEST(LiveTransport, IsNotForDriversThatTakeNoUrl) {
  const std::string takes = R"("takes":{"connect":["host","port"]})";
  const auto refused = make_live_subjects(options("ws://127.0.0.1:0/mqtt", takes))->start();
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().contains("takes no `url`")) << refused.error();
}

}  // namespace
}  // namespace mqttspec::conformance::subject
