// The same conversation captured in all ways, whole and with what captures lack.
#include "conformance/traffic/capture.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "conformance/traffic/testing/written_capture.hpp"

namespace mqttspec::conformance::traffic {
namespace {

using namespace testing;

constexpr auto client = Sender::client;
constexpr auto server = Sender::server;
constexpr std::string_view connect = "100e00044d5154540502003c00000161";
constexpr std::string_view connack = "2003000000";
constexpr std::string_view publish = "320700017400010078";
constexpr std::string_view puback = "40020001";
constexpr std::string_view stray_puback = "40020007";

// Who is blamed for what, and the restrictions and notes.
std::string judged(std::string capture) {
  std::ostringstream out;
  TrafficReport report({}, out);
  std::FILE* const file = ::fmemopen(capture.data(), capture.size(), "rb");
  const auto result = judge_capture(file, {}, report, {});
  if (!result) return "failed: " + result.error();
  const auto json = report.to_json();
  std::string text =
      fmt::format("{} connections, {} packets", json["connections"].dump(), json["packets"].dump());
  for (const auto& each : json["violations"])
    text +=
        fmt::format("; {} {}", each["by"].get<std::string>(), each["statement"].get<std::string>());
  for (const auto& [key, count] : json["restricted"].items())
    text += fmt::format("; {} {}", count.dump(), key);
  for (const auto& note : json["notes"]) text += "; " + note.get<std::string>();
  return text;
}

// The frames are 0 to 2 the opening, 3 CONNECT, 4 CONNACK, 5 PUBLISH and 6 PUBACK of the Client,
// 7 and 8 those of the Server, 9 a PUBACK of the Server for nothing.
WrittenConnection conversation(std::uint16_t port = 40'000, bool is_v6 = false) {
  WrittenConnection connection(port, is_v6);
  connection.open().say(client, connect).say(server, connack);
  connection.say(client, publish).say(server, puback);
  connection.say(server, publish).say(client, puback);
  connection.say(server, stray_puback).end();
  return connection;
}

constexpr std::string_view blamed = "1 connections, 7 packets; server MQTT-2.2.1-5";

TEST(Capture, OfEveryLinkLayer) {
  for (const bool is_v6 : {false, true}) {
    const auto frames = conversation(40'000, is_v6).frames();
    for (const auto link : {Link::ethernet, Link::vlan, Link::raw, Link::null, Link::loop,
                            Link::cooked, Link::cooked_2})
      EXPECT_EQ(judged(pcap(frames, link)), blamed) << static_cast<int>(link) << is_v6;
    EXPECT_EQ(judged(pcapng(frames)), blamed);
  }
}

TEST(Capture, WhateverIsRepeated) {
  auto frames = conversation().frames();
  std::vector<WrittenFrame> twice;
  for (const auto& frame : frames) twice.insert(twice.end(), {frame, frame});
  EXPECT_EQ(judged(pcap(twice, Link::ethernet)), blamed);
  frames.insert(frames.begin() + 9, frames.begin() + 3, frames.begin() + 8);
  EXPECT_EQ(judged(pcap(frames, Link::ethernet)), blamed);
}

// Any two frames behind the opening that stand next to each other, in the other order: the verdict
// is the same, as the acknowledgement numbers tell the right one.
TEST(Capture, WhateverIsOutOfOrder) {
  const auto frames = conversation().frames();
  for (std::size_t i = 3; i < 9; ++i) {
    auto swapped = frames;
    std::swap(swapped[i], swapped[i + 1]);
    EXPECT_EQ(judged(pcap(swapped, Link::ethernet)), blamed) << i;
  }
}

// Any one frame with bytes: nobody is blamed for what may have been in it.
TEST(Capture, WhateverIsMissing) {
  auto right = WrittenConnection(40'000);
  right.open().say(client, connect).say(server, connack);
  for (int i = 0; i < 4; ++i) {
    right.say(client, publish).say(server, puback).say(server, publish).say(client, puback);
  }
  right.end();
  const auto frames = right.frames();
  ASSERT_EQ(judged(pcap(frames, Link::ethernet)), "1 connections, 18 packets");
  for (std::size_t i = 3; i < frames.size() - 3; ++i) {
    auto lossy = frames;
    lossy.erase(lossy.begin() + static_cast<std::ptrdiff_t>(i));
    const auto text = judged(pcap(lossy, Link::ethernet));
    EXPECT_EQ(text.find("MQTT-"), std::string::npos) << i << " " << text;
    EXPECT_EQ(text.find("U5.0-"), std::string::npos) << i << " " << text;
  }
}

TEST(Capture, ThatBeginsAnywhere) {
  const auto whole = conversation().frames();
  for (std::size_t i = 1; i < 10; ++i) {
    const std::vector<WrittenFrame> frames(whole.begin() + static_cast<std::ptrdiff_t>(i),
                                           whole.end());
    const auto text = judged(pcap(frames, Link::ethernet));
    EXPECT_EQ(text.find("MQTT-"), std::string::npos) << i << " " << text;
    EXPECT_NE(text.find("1 began_before"), std::string::npos) << i << " " << text;
  }
}

TEST(Capture, OfSeveralConnectionsAtOnce) {
  std::vector<WrittenFrame> frames;
  std::vector<WrittenConnection> connections;
  for (std::uint16_t i = 0; i < 20; ++i)
    connections.push_back(conversation(static_cast<std::uint16_t>(40'000 + i), i % 2 == 0));
  for (std::size_t i = 0; i < connections[0].frames().size(); ++i)
    for (const auto& connection : connections) frames.push_back(connection.frames()[i]);
  const auto text = judged(pcap(frames, Link::ethernet));
  EXPECT_EQ(text.substr(0, 28), "20 connections, 140 packets;");
  EXPECT_EQ(std::ranges::count(text, ';'), 20);
}

TEST(Capture, ThatIsCut) {
  const auto whole = pcap(conversation().frames(), Link::ethernet);
  for (const std::size_t size : {std::size_t{24}, whole.size() / 2, whole.size() - 1}) {
    const auto text = judged(whole.substr(0, size));
    EXPECT_EQ(text.find("failed"), std::string::npos) << text;
    EXPECT_EQ(text.find("to its end") != std::string::npos, size > 24) << text;
  }
  EXPECT_EQ(judged(whole.substr(0, 10)).substr(0, 6), "failed");
  // Of each frame the first 60 bytes.
  const auto text = judged(pcap(conversation().frames(), Link::ethernet, 60));
  EXPECT_NE(text.find("were not captured whole"), std::string::npos) << text;
  EXPECT_EQ(text.find("MQTT-"), std::string::npos) << text;
}

TEST(Capture, OfAnotherProtocol) {
  WrittenConnection other(40'000);
  other.open().say(server, "3232302068656c6c6f0d0a").say(client, "48454c4f0d0a").end();
  EXPECT_EQ(judged(pcap(other.frames(), Link::ethernet)), "1 connections, 0 packets; 1 not_mqtt");
  EXPECT_EQ(judged(pcap({}, Link::ethernet)), "0 connections, 0 packets");
}

}  // namespace
}  // namespace mqttspec::conformance::traffic
