// What cases come to on Servers of a few lines, each of which does one thing that a run has to
// understand.
#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/cases/index.hpp"
#include "conformance/play/testing/scripted_network.hpp"
#include "conformance/runner/runner.hpp"

namespace mqttspec::conformance::play {

using testing::ScriptedNetwork;

namespace {

CaseResult play(std::string_view name, Version version, ScriptedNetwork::Script script,
                const Settings& settings = {}) {
  for (const auto& group : cases::case_groups()) {
    for (const auto& each : group.cases) {
      if (each.name != name) continue;
      ScriptedNetwork network(std::move(script));
      return runner::run_case(each, network, version, Names("test", 1), settings);
    }
  }
  ADD_FAILURE() << "there is no case " << name;
  return {};
}

PacketType type_in(Bytes bytes) { return PacketType{static_cast<std::uint8_t>(bytes[0] >> 4)}; }
std::uint8_t level_in(Bytes connect) { return connect[8]; }

// Accepts whoever asks for this version, and answers PINGREQ.
void be_polite(ScriptedNetwork& network, wire::ConnectionId connection, Bytes sent) {
  if (type_in(sent) == PacketType::connect)
    network.say(connection, level_in(sent) == 5 ? "20 03 00 00 00" : "20 02 00 00");
  if (type_in(sent) == PacketType::pingreq) network.say(connection, "d0 00");
  if (type_in(sent) == PacketType::disconnect) network.hang_up(connection);
}

bool knows_level(Bytes connect) { return level_in(connect) == 4 || level_in(connect) == 5; }

TEST(Run, BooksNoStatementOfTheOtherVersion) {
  // Refusals in the form of 5.0: one that is right, and one that has Session Present 1 as well.
  for (const std::string_view refusal : {"20 03 00 84 00", "20 03 01 84 00"}) {
    const auto script = [&](ScriptedNetwork& network, wire::ConnectionId connection, Bytes sent) {
      if (type_in(sent) != PacketType::connect || knows_level(sent))
        return be_polite(network, connection, sent);
      network.say(connection, refusal);
      network.hang_up(connection);
    };
    const auto result =
        play("connect/unknown-protocol-version-is-refused", Version::v3_1_1, script);
    EXPECT_EQ(result.verdict, Verdict::pass) << refusal << ": " << result.actual;
    EXPECT_FALSE(result.judgements.empty());
    for (const auto& each : result.judgements)
      EXPECT_EQ(each.statement.version(), Version::v3_1_1) << each.statement.id();
  }
}

}  // namespace
}  // namespace mqttspec::conformance::play
