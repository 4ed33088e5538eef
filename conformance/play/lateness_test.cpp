// How long Servers of a few lines are waited for that never do what is due.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "conformance/play/testing/scripted_network.hpp"
#include "conformance/runner/runner.hpp"
#include "conformance/runner/watched_network.hpp"

namespace mqttspec::conformance::play {

using testing::ScriptedNetwork;

namespace {

PacketType packet_type(Bytes bytes) { return PacketType{static_cast<std::uint8_t>(bytes[0] >> 4)}; }

// Answers, in 3.1.1, and publishes nothing.
void publish_nothing(ScriptedNetwork& network, wire::ConnectionId connection, Bytes sent) {
  if (packet_type(sent) == PacketType::connect) network.say(connection, "20 02 00 00");
  if (packet_type(sent) == PacketType::pingreq) network.say(connection, "d0 00");
  if (packet_type(sent) == PacketType::subscribe)
    network.say(connection, fmt::format("90 03 {:02x} {:02x} 00", sent[2], sent[3]));
  if (packet_type(sent) == PacketType::disconnect) network.hang_up(connection);
}

TEST(Lateness, IsWaitedForAndTold) {
  const Settings settings;
  const Time patience = settings.patience;
  const struct {
    std::string name;
    Verdict verdict;
    Time duration;
    unsigned told;
  } table[] = {
      {"will/is-published-when-the-connection-fails", Verdict::fail, settings.late_limit, 1},
      {"will/is-published-promptly", Verdict::warn, settings.late_limit / 4 * 3, 0},
      {"fixed-header/reserved-flags-of-pingreq", Verdict::fail, patience, 1},
      {"connect/second-one-closes", Verdict::fail, 2 * patience, 1},
  };
  for (const auto& row : table) {
    ScriptedNetwork network(publish_nothing);
    unsigned told = 0;
    const runner::Watch watch{{}, [&] { ++told; }};
    runner::WatchedNetwork watched(network, watch);
    const auto selected = runner::select_cases(std::span(&row.name, 1));
    ASSERT_EQ(selected.size(), 1U) << row.name;
    const auto result =
        runner::run_case(*selected[0].second, watched, Version::v3_1_1, Names("test", 1), settings);
    EXPECT_EQ(result.verdict, row.verdict) << row.name << ": " << result.actual;
    EXPECT_GE(result.duration, row.duration) << row.name;
    EXPECT_LT(result.duration, row.duration + patience / 2) << row.name;
    EXPECT_EQ(told, row.told) << row.name;
  }
}

// Serves nobody for long, in 3.1.1, whatever the Keep Alive.
void send_away(ScriptedNetwork& network, wire::ConnectionId connection, Bytes sent) {
  if (packet_type(sent) != PacketType::connect) return;
  network.say(connection, "20 02 00 00");
  network.hang_up(connection);
}

TEST(Lateness, WhatEndedBeforeIsNoAnswerToSilence) {
  const std::string name = "keep-alive/is-counted-from-the-last-packet";
  ScriptedNetwork network(send_away);
  const auto selected = runner::select_cases(std::span(&name, 1));
  ASSERT_EQ(selected.size(), 1U);
  const auto result =
      runner::run_case(*selected[0].second, network, Version::v3_1_1, Names("test", 1), {});
  EXPECT_EQ(result.verdict, Verdict::inconclusive) << result.actual;
  EXPECT_EQ(result.actual, "it had closed before that");
}

}  // namespace
}  // namespace mqttspec::conformance::play
