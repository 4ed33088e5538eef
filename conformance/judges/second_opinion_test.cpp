// What the tracker makes of short cases, and when it is not asked.
#include "conformance/judges/second_opinion.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "conformance/judges/testing/played.hpp"
#include "conformance/play/testing/scripted_network.hpp"

namespace mqttspec::conformance::judges {

using namespace play;
using model::FaultId;
using model::FaultSet;
using testing::Body;

namespace {

using namespace mqttspec::literals;

const Settings settings;

SecondOpinion opinion_of(const CaseResult& result, Version version, bool virtual_time = true) {
  return second_opinion(result, {version, settings, virtual_time});
}

struct Row {
  const char* name;
  Body body;
  FaultSet faults;
  Explained exact;  // with times that are the broker's
  Explained loose;  // with times that are the tester's
  const char* text;
};

const Row rows[] = {
    {"right", testing::publishes, {}, Explained::yes, Explained::yes, ""},
    {"right, in pieces", testing::sends_in_pieces, {}, Explained::yes, Explained::yes, ""},
    {"twice", testing::asks_twice, FaultSet::of(FaultId::pingresp_twice), Explained::no,
     Explained::no, "PINGRESP on connection 0"},
    {"a wrong identifier", testing::publishes, FaultSet::of(FaultId::puback_with_other_packet_id),
     Explained::no, Explained::no, "possible instead: PUBACK id=7"},
    // What is missing is only missing at the end, where times are the tester's.
    {"missing", testing::asks_twice, FaultSet::of(FaultId::pingresp_omitted), Explained::no,
     Explained::no, "what must have come has not: PINGRESP on connection 0"},
    {"late by some seconds", testing::is_silent, FaultSet::of(FaultId::keep_alive_too_late),
     Explained::no, Explained::yes, "closing the connection"},
};

TEST(SecondOpinion, IsAboutTheTraceAlone) {
  for (const auto& row : rows)
    for (const Version version : {Version::v3_1_1, Version::v5_0}) {
      SCOPED_TRACE(std::string(row.name) + " " + std::string(to_string(version)));
      const auto result = testing::played(row.body, version, row.faults);
      const auto exact = opinion_of(result, version);
      EXPECT_EQ(exact.explained, row.exact) << exact.text;
      EXPECT_NE(exact.text.find(row.text), std::string::npos) << exact.text;
      const auto loose = opinion_of(result, version, false);
      EXPECT_EQ(loose.explained, row.loose) << loose.text;
    }
}

TEST(SecondOpinion, PointsAtTheEvent) {
  const auto result =
      testing::played(testing::asks_twice, Version::v5_0, FaultSet::of(FaultId::pingresp_twice));
  const auto opinion = opinion_of(result, Version::v5_0);
  ASSERT_LT(opinion.event, result.trace.size());
  EXPECT_EQ(result.trace[opinion.event].kind, model::TraceEvent::Kind::server_packet);
  const auto missing =
      testing::played(testing::publishes, Version::v5_0, FaultSet::of(FaultId::puback_omitted));
  EXPECT_EQ(opinion_of(missing, Version::v5_0).event, missing.trace.size());
}

SecondOpinion opinion_of_server(play::testing::ScriptedNetwork::Script script, Body body) {
  play::testing::ScriptedNetwork network(std::move(script));
  return opinion_of(testing::played_on(network, Version::v5_0, body), Version::v5_0);
}

bool is(PacketType type, Bytes bytes) { return bytes[0] >> 4 == static_cast<int>(type); }

TEST(SecondOpinion, DoesNotFollowGarbageAndRefusals) {
  const auto garbage = opinion_of_server(
      [](auto& network, auto connection, Bytes sent) {
        if (is(PacketType::connect, sent)) network.say(connection, "20 03 00 00 00");
        if (is(PacketType::pingreq, sent)) network.say(connection, "d1 00");
      },
      testing::asks_twice);
  EXPECT_EQ(garbage.explained, Explained::unknown);
  EXPECT_EQ(garbage.text, "bytes that are no packet are not followed");
  const auto refusal = opinion_of_server(
      [](auto& network, auto connection, Bytes) { network.say(connection, "20 03 00 87 00"); },
      testing::asks_twice);
  EXPECT_EQ(refusal.explained, Explained::unknown);
  EXPECT_EQ(refusal.text, "the target refuses for a reason of its own");
}

TEST(SecondOpinion, LeavesOutWhatIsOfOtherCases) {
  const auto says = [](bool pings) {
    return [pings](auto& network, auto connection, Bytes sent) {
      if (is(PacketType::connect, sent)) network.say(connection, "20 03 00 00 00");
      // PUBLISH to "other/t".
      network.say(connection, "30 0a 00 07 6f 74 68 65 72 2f 74 00");
      if (is(PacketType::pingreq, sent) && pings) network.say(connection, "d0 00");
    };
  };
  EXPECT_EQ(opinion_of_server(says(true), testing::asks_twice).explained, Explained::yes);
  EXPECT_EQ(opinion_of_server(says(false), testing::asks_twice).explained, Explained::no);
}

void tags_a_message(Run& run) {
  auto peer = run.client("peer");
  peer.subscribe("t");
  peer.send(packets::publish("t", "x").user("a", "b"));
  run.let_time_pass(3'000);
  run.remark("published");
}

// What means nothing by itself, and what no MUST forbids (spec/ambiguities.md, 55).
TEST(SecondOpinion, LetsAServerAddWhatNoRuleForbids) {
  constexpr std::size_t tag_and_payload = 9;
  const auto passes_on = [](std::string_view tags, std::size_t size) {
    return [=](auto& network, auto connection, Bytes sent) {
      if (is(PacketType::connect, sent)) network.say(connection, "20 03 00 00 00");
      if (is(PacketType::subscribe, sent)) network.say(connection, "90 04 03 e9 00 00");
      if (!is(PacketType::publish, sent)) return;
      const auto topic = sent.subspan(2, sent.size() - 2 - tag_and_payload);
      network.say(connection, fmt::format("30 {:02x} {:02x} {:02x} {} 78", topic.size() + size + 2,
                                          fmt::join(topic, " "), size, tags));
    };
  };
  constexpr std::string_view own = "26 00 01 61 00 01 62";
  constexpr std::string_view own_behind = "26 00 01 73 00 00 26 00 01 61 00 01 62";
  constexpr std::string_view own_first = "26 00 01 61 00 01 62 26 00 01 73 00 00";
  constexpr std::string_view bytes_of_no_format = "01 00 26 00 01 61 00 01 62";
  constexpr std::string_view expires = "02 00 01 51 80 26 00 01 61 00 01 62";
  constexpr std::string_view text = "01 01 26 00 01 61 00 01 62";
  constexpr std::string_view other = "26 00 01 73 00 00";
  EXPECT_EQ(opinion_of_server(passes_on(own, 7), tags_a_message).explained, Explained::yes);
  EXPECT_EQ(opinion_of_server(passes_on(own_behind, 13), tags_a_message).explained, Explained::yes);
  EXPECT_EQ(opinion_of_server(passes_on(own_first, 13), tags_a_message).explained, Explained::yes);
  EXPECT_EQ(opinion_of_server(passes_on(bytes_of_no_format, 9), tags_a_message).explained,
            Explained::yes);
  EXPECT_EQ(opinion_of_server(passes_on(expires, 12), tags_a_message).explained, Explained::yes);
  EXPECT_EQ(opinion_of_server(passes_on(text, 9), tags_a_message).explained, Explained::no);
  EXPECT_EQ(opinion_of_server(passes_on(other, 6), tags_a_message).explained, Explained::no);
}

TEST(SecondOpinion, KnowsNothingOfATraceThatIsTooLong) {
  auto result = testing::played(testing::publishes, Version::v5_0);
  result.trace.resize(2'000, result.trace.front());
  const auto opinion = opinion_of(result, Version::v5_0);
  EXPECT_EQ(opinion.explained, Explained::unknown);
  EXPECT_EQ(opinion.text, "the trace is too large to be followed");
}

TEST(SecondOpinion, DisagreesOnlyWhereTheCaseFindsNothing) {
  const auto result = [](Verdict verdict, StatementVerdict check) {
    CaseResult made;
    made.verdict = verdict;
    made.judgements.push_back({"MQTT-3.12.4-1"_v5, check});
    return made;
  };
  SecondOpinion no;
  no.explained = Explained::no;
  EXPECT_TRUE(disagree(result(Verdict::pass, StatementVerdict::satisfied), no));
  EXPECT_TRUE(disagree(result(Verdict::note, StatementVerdict::observed), no));
  EXPECT_FALSE(disagree(result(Verdict::warn, StatementVerdict::undetected), no));
  EXPECT_FALSE(disagree(result(Verdict::warn, StatementVerdict::late), no));
  EXPECT_FALSE(disagree(result(Verdict::fail, StatementVerdict::violated), no));
  EXPECT_FALSE(disagree(result(Verdict::inconclusive, StatementVerdict::undecided), no));
  EXPECT_FALSE(disagree(result(Verdict::declined, StatementVerdict::satisfied), no));
  for (const auto other : {Explained::yes, Explained::unknown}) {
    no.explained = other;
    EXPECT_FALSE(disagree(result(Verdict::pass, StatementVerdict::satisfied), no));
  }
}

}  // namespace
}  // namespace mqttspec::conformance::judges
