// What cases come to on Servers of a few lines, each of which does one thing that a run has to
// understand.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <utility>

#include "conformance/cases/index.hpp"
#include "conformance/play/testing/scripted_network.hpp"
#include "conformance/runner/runner.hpp"
#include "conformance/wire/loopback.hpp"
#include "model/profile.hpp"

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

// Accepts the first `count` Clients, and refuses whoever comes then, with or without CONNACK.
ScriptedNetwork::Script accepts_only(unsigned count, bool answers = true) {
  return [=](ScriptedNetwork& network, wire::ConnectionId connection, Bytes sent) mutable {
    if (type_in(sent) != PacketType::connect || count-- > 0)
      return be_polite(network, connection, sent);
    if (answers) network.say(connection, level_in(sent) == 5 ? "20 03 00 87 00" : "20 02 00 05");
    network.hang_up(connection);
  };
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

TEST(Run, TakesARefusalForAnAnswer) {
  const struct {
    std::string_view name;
    unsigned accepted;  // Clients
  } table[] = {
      {"qos1/publish-is-acknowledged", 0},              // the client of the case
      {"connect-flags/reserved-flag-is-validated", 0},  // the twin
      {"connect/packets-may-follow-at-once", 1},        // who is owed a CONNACK
      {"connect/is-acknowledged", 1},
  };
  for (const auto& row : table) {
    for (const Version version : {Version::v3_1_1, Version::v5_0}) {
      const auto result = play(row.name, version, accepts_only(row.accepted));
      EXPECT_EQ(result.verdict, Verdict::inconclusive) << row.name << ": " << result.actual;
      EXPECT_FALSE(result.unexplained_close) << row.name;
    }
  }
}

TEST(Run, TakesClosingOnAConnectForARefusal) {
  for (const std::string_view name :
       {"qos1/publish-is-acknowledged", "connect-flags/reserved-flag-is-validated"}) {
    const auto result = play(name, Version::v3_1_1, accepts_only(0, false));
    EXPECT_EQ(result.verdict, Verdict::inconclusive) << name << ": " << result.actual;
    EXPECT_FALSE(result.unexplained_close) << name;
  }
}

TEST(Run, TakesARefusalForASignOfLife) {
  // It closes on the second CONNECT of a Client, and has no room for another Client then.
  const auto script = [accepted = false](ScriptedNetwork& network, wire::ConnectionId connection,
                                         Bytes sent) mutable {
    if (type_in(sent) != PacketType::connect || !std::exchange(accepted, true))
      return be_polite(network, connection, sent);
    if (connection != 0) network.say(connection, "20 03 00 88 00");
    network.hang_up(connection);
  };
  const auto result = play("connect/second-one-closes", Version::v5_0, script);
  EXPECT_EQ(result.verdict, Verdict::inconclusive) << result.actual;
}

TEST(Run, TakesThePacketIdentifier0InAnAnswerForTheSameIdentifier) {
  const struct {
    std::string_view name;
    PacketType type;  // of the packet that has it
    std::string_view answer_3_1_1;
    std::string_view answer_5_0;
    std::string_view right_3_1_1;  // to the twin
    std::string_view right_5_0;
  } table[] = {
      {"publish/packet-identifier-0-is-noticed", PacketType::publish, "40 02 0000", "40 02 0000",
       "40 02 0007", "40 02 0007"},
      {"subscribe/packet-identifier-0-is-noticed", PacketType::subscribe, "90 03 0000 00",
       "90 04 0000 00 00", "90 03 000a 00", "90 04 000a 00 00"},
      {"unsubscribe/packet-identifier-0-is-noticed", PacketType::unsubscribe, "b0 02 0000",
       "b0 04 0000 00 00", "b0 02 000a", "b0 04 000a 00 00"},
  };
  for (const auto& row : table) {
    for (const Version version : {Version::v3_1_1, Version::v5_0}) {
      const auto script = [&](ScriptedNetwork& network, wire::ConnectionId connection, Bytes sent) {
        if (type_in(sent) != row.type) return be_polite(network, connection, sent);
        // The twin has the first connection.
        const bool right = connection == 0;
        if (version == Version::v5_0)
          network.say(connection, right ? row.right_5_0 : row.answer_5_0);
        else
          network.say(connection, right ? row.right_3_1_1 : row.answer_3_1_1);
      };
      const auto result = play(row.name, version, script);
      EXPECT_EQ(result.verdict, Verdict::warn) << row.name << ": " << result.actual;
      ASSERT_EQ(result.judgements.size(), 1U) << row.name;
      EXPECT_EQ(result.judgements[0].verdict, StatementVerdict::undetected) << row.name;
    }
  }
}

TEST(Run, LooksBehindADisconnectForWhatMustNotFollowIt) {
  for (const bool in_order : {true, false}) {
    const auto script = [&](ScriptedNetwork& network, wire::ConnectionId connection, Bytes sent) {
      const bool both = sent.size() > 2 && sent[sent.size() - 2] == 0xC0;  // CONNECT and PINGREQ
      if (!both) return be_polite(network, connection, sent);
      network.say(connection, in_order ? "d0 00 e0 01 8e" : "e0 01 8e d0 00");
      network.hang_up(connection);
    };
    const auto result = play("disconnect/is-the-servers-last-packet", Version::v5_0, script);
    EXPECT_EQ(result.verdict, in_order ? Verdict::pass : Verdict::fail) << result.actual;
  }
}

std::vector<std::pair<std::string, Verdict>> verdicts_on(std::string_view profile,
                                                         const Settings& settings) {
  const auto target = wire::make_loopback_target(*model::find_profile(profile), {});
  runner::RunPlan plan;
  plan.settings = settings;
  plan.nonce = "test";
  std::vector<std::pair<std::string, Verdict>> verdicts;
  for (const auto& each : runner::run_cases(*target, plan, {}, {}).cases)
    verdicts.emplace_back(
        fmt::format("{} [{}]: {}", each.which->name, to_string(each.version), each.result.actual),
        each.result.verdict);
  return verdicts;
}

TEST(Run, JudgesABrokerWithALoginLikeOneWithout) {
  Settings known;
  known.user_name = "mqttspec";
  known.password = "secret";
  const auto expected = verdicts_on("plain", {});
  const auto verdicts = verdicts_on("login-only", known);
  ASSERT_EQ(verdicts.size(), expected.size());
  // What asks for a user can say something of the other one alone.
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    // Nobody can log in without a name.
    if (expected[i].second != Verdict::declined &&
        !verdicts[i].first.starts_with("connect-flags/password-without-user-name-")) {
      EXPECT_EQ(to_string(verdicts[i].second), to_string(expected[i].second)) << verdicts[i].first;
    }
}

}  // namespace
}  // namespace mqttspec::conformance::play
