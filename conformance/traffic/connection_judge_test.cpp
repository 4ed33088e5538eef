// Traffic of one connection in hexadecimal, and who is blamed for what; and all that nobody is
// blamed for.
#include "conformance/traffic/connection_judge.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "codec/printable.hpp"

namespace mqttspec::conformance::traffic {
namespace {

constexpr std::uint64_t patiently_us = 2'000'000;

// The packets of the examples. In 5.0, but for those whose names say 3.
constexpr std::string_view connect = ">100e00044d5154540502003c00000161";
constexpr std::string_view connack = "<2003000000";
constexpr std::string_view connect_3 = ">100d00044d5154540402003c000161";
constexpr std::string_view connack_3 = "<20020000";

struct Blamed final : IncidentSink {
  void on(const Incident& incident) override {
    text += fmt::format("{}{} {} {}", text.empty() ? "" : "; ",
                        incident.culprit == Sender::client ? "client" : "server",
                        incident.statement.id(), incident.found_by);
  }
  std::string text;
};

// Plays `>hex` and `<hex`, with ! before what comes two seconds after the packet before it.
struct Played {
  explicit Played(std::vector<std::string_view> packets, ConnectionInfo about = {},
                  std::size_t piece = 0)
      : info(std::move(about)), judge(info, blamed) {
    std::uint64_t at_us = 0;
    for (auto packet : packets) {
      ++at_us;
      if (packet.starts_with('!')) {
        at_us += patiently_us;
        packet.remove_prefix(1);
      }
      const auto from = packet[0] == '>' ? Sender::client : Sender::server;
      const auto bytes = parse_hex(packet.substr(1)).value();
      const auto step = piece == 0 ? bytes.size() : piece;
      for (std::size_t i = 0; i < bytes.size(); i += step)
        judge.take(from, Bytes(bytes).subspan(i, std::min(step, bytes.size() - i)), {at_us, 0});
    }
  }
  Blamed blamed;
  ConnectionInfo info;
  ConnectionJudge judge;
};

std::string blamed(std::vector<std::string_view> packets, ConnectionInfo info = {}) {
  return Played(std::move(packets), std::move(info)).blamed.text;
}

struct Row {
  std::string_view name;
  std::vector<std::string_view> packets;
  std::string_view expected;
};

const Row violations[] = {
    {"malformed", {connect, connack, ">c100"}, "client MQTT-2.1.3-1 codec"},
    {"malformed CONNECT", {">110e00044d5154540502003c00000161"}, "client MQTT-2.1.3-1 codec"},
    {"of 3.1.1", {">110d00044d5154540402003c000161"}, "client MQTT-2.2.2-1 codec"},
    {"goes on behind it",
     {connect, connack, ">c100", ">c100"},
     "client MQTT-2.1.3-1 codec; client MQTT-2.1.3-1 codec"},
    {"malformed by the Server", {connect, connack, "<d100"}, "server MQTT-2.1.3-1 codec"},
    {"another packet before CONNECT",
     {">c000", connect},
     "client MQTT-3.1.0-1 P06 ConnectFirstOnce"},
    {"a CONNACK of 3.1.1 for 5.0", {connect, "<20020000"}, "server MQTT-2.2.2-1 codec"},
    {"a second CONNECT", {connect, connack, connect}, "client U5.0-3.1-1 P06 ConnectFirstOnce"},
    {"two CONNACK", {connect, connack, connack}, "server MQTT-3.2.0-2 P07 ConnackFirstOnce"},
    {"PINGRESP before CONNACK", {connect, "<d000"}, "server MQTT-3.2.0-1 P07 ConnackFirstOnce"},
    {"Session Present after Clean Start",
     {connect, "<2003010000"},
     "server MQTT-3.2.2-2 P01 SessionPresentTruth"},
    {"PUBACK of what was not published",
     {connect, connack, "<40020007"},
     "server MQTT-2.2.1-5 P16 AckMatches"},
    {"PUBACK of the Client", {connect, connack, ">40020007"}, "client MQTT-2.2.1-5 P16 AckMatches"},
    {"PUBACK twice",
     {connect, connack, ">320700017400010078", "<40020001", "<40020001"},
     "server MQTT-2.2.1-5 P16 AckMatches"},
    {"SUBACK for two",
     {connect, connack,
      ">8207000100000174"
      "01",
      "<900500010001"
      "01"},
     "server MQTT-3.8.4-6 P45 SubackShape"},
    {"a Packet Identifier in use",
     {connect, connack, ">320700017400010078", ">320700017400010079"},
     "client MQTT-2.2.1-3 P13 IdUniqueInFlight"},
    {"of the Server",
     {connect, connack, "<320700017400010078", "<320700017400010079"},
     "server MQTT-2.2.1-4 P14 IdUniqueInFlight"},
    {"sent again in 5.0",
     {connect, connack, ">320700017400010078", ">3a0700017400010078"},
     "client MQTT-4.4.0-1 P30 NoResendInConnection"},
    {"DUP of the first",
     {connect, connack, "<3a0700017400010078"},
     "server MQTT-3.3.1-3 P31 DupTruth"},
    {"PUBACK out of order",
     {connect, connack, "<320700017400010078", "<320700017400020078", ">40020002", ">40020001"},
     "client MQTT-4.6.0-2 P39 AckOrder"},
    {"PUBREC out of order",
     {connect, connack, "<340700017400010078", "<340700017400020078", ">50020002", ">50020001"},
     "client MQTT-4.6.0-3 P39 AckOrder"},
    {"PUBREL out of order",
     {connect, connack, ">340700017400010078", ">340700017400020078", "<50020001", "<50020002",
      ">62020002", ">62020001"},
     "client MQTT-4.6.0-4 P39 AckOrder"},
    {"more than the Receive Maximum of the Client",
     {">101100044d5154540502003c032100010001"
      "61",
      connack, "<320700017400010078", "<320700017400020078"},
     "server MQTT-3.3.4-9 P40 ReceiveMaximum"},
    {"more than that of the Server, much later",
     {connect, "<2006000003210001", "!>320700017400010078", ">320700017400020078"},
     "client MQTT-3.3.4-7 P41 ReceiveMaximum"},
    {"a Topic Alias that nobody allowed",
     {connect, connack,
      "<300800017403230001"
      "78"},
     "server MQTT-3.1.2-27 P64 TopicAlias"},
    {"above the Maximum QoS",
     {connect, "<20050000022401", "!>340700017400010078"},
     "client MQTT-3.2.2-11 P68 NegotiatedLimits"},
    {"AUTH without a method",
     {connect, connack, ">f00718051500026d6d"},
     "client MQTT-4.12.0-7 P66 AuthDiscipline"},
    {"after DISCONNECT",
     {connect, connack, ">e000", ">c000"},
     "client MQTT-3.14.4-1 P10 SilenceAfterDisconnect"},
    {"3.1.1: PUBACK of nothing",
     {connect_3, connack_3, "<40020007"},
     "server MQTT-2.3.1-6 P16 AckMatches"},
};

TEST(ConnectionJudge, BlamesForWhatIsCertain) {
  for (const auto& [name, packets, expected] : violations)
    EXPECT_EQ(blamed(packets), expected) << name;
}

// However the bytes come.
TEST(ConnectionJudge, BlamesTheSameForOneByteAtATime) {
  for (const auto& [name, packets, expected] : violations)
    EXPECT_EQ(Played(packets, {}, 1).blamed.text, expected) << name;
}

// Monitors that have gone to rest are woken, and know what is open.
TEST(ConnectionJudge, BlamesTheSameLongAfterTheBeginning) {
  for (const auto& [name, packets, expected] : violations) {
    if (packets.size() < 3 || packets[1] != connack) continue;
    auto longer = packets;
    for (int i = 0; i < 100; ++i) {
      const auto where = longer.begin() + 2;
      longer.insert(where, {">300600017400"
                            "7878",
                            "<300600017400"
                            "7878"});
    }
    EXPECT_EQ(blamed(longer), expected) << name;
    // The last packet, and all that is open before it.
    auto late = packets;
    for (int i = 0; i < 100; ++i)
      late.insert(late.end() - 1,
                  ">300600017400"
                  "7878");
    // What was out of order before may be forgotten by then.
    const bool stays = expected.find("P39") == std::string::npos &&
                       expected.find("P10") == std::string::npos &&
                       expected.find("codec; ") == std::string::npos;
    if (stays) {
      EXPECT_EQ(blamed(late), expected) << name;
    }
  }
}

const Row innocent[] = {
    {"all that is usual",
     {connect, connack,
      ">8207000100000174"
      "01",
      "<9004000100"
      "01",
      ">320700017400020078", "<320700017400010078", "<40020002", ">40020001", ">340700017400030078",
      "<50020003", ">62020003", "<70020003", ">c000", "<d000",
      ">a2060002000001"
      "74",
      "<b004000200"
      "00",
      ">e000"},
     ""},
    {"identifiers used again",
     {connect, connack, ">320700017400010078", "<40020001", ">320700017400010078", "<40020001",
      ">340700017400010078", "<50020001", ">62020001", "<70020001", ">320700017400010078"},
     ""},
    {"3.1.1 sends again",
     {connect_3, connack_3,
      ">32060001740001"
      "78",
      ">3a060001740001"
      "78",
      "<40020001", "<40020001",
      ">32060001740001"
      "79",
      "<40020001"},
     ""},
    // The Client cannot have seen the CONNACK yet.
    {"before the CONNACK arrived",
     {connect, "<2006000003210001", ">320700017400010078", ">320700017400020078"},
     ""},
    {"an alias before the CONNACK arrived",
     {connect, connack,
      ">300800017403230001"
      "78"},
     ""},
    // What was open on an earlier connection.
    {"a session taken up",
     {">100e00044d5154540500003c00000161", "<2003010000", "<3a0700017400070078", ">40020007",
      "<40020009", "<62020008", ">70020008"},
     ""},
    {"answers of the Server in any order",
     {connect, connack, ">320700017400010078", ">320700017400020078", "<40020002", "<40020001"},
     ""},
    {"contested",
     {connect, connack,
      ">3008000174"
      "0401000100"},
     ""},
};

TEST(ConnectionJudge, BlamesNobodyForWhatMayBe) {
  for (const auto& [name, packets, expected] : innocent)
    EXPECT_EQ(blamed(packets), expected) << name;
}

TEST(ConnectionJudge, JudgesNoOtherProtocol) {
  const std::vector<std::string_view> others[] = {
      {">474554202f20485454502f312e310d0a0d0a", "<485454502f312e3120323030204f4b0d0a0d0a"},
      {">160301020001000100010001", "<1603030031"},
      {"<5353482d322e302d4f70656e5353480d0a", ">5353482d322e302d4f70656e5353480d0a"},
      {">101200064d514973647003020014000461616161", "<20020000"},  // MQTT 3.1
      {">100d00044d5154548402003c000161", "<20020001"},            // a bridge of Mosquitto
  };
  for (const auto& packets : others)
    for (const bool is_mqtt : {true, false}) {
      ConnectionInfo info;
      info.is_mqtt = is_mqtt;
      const Played played(packets, info);
      EXPECT_EQ(played.blamed.text, "") << packets[0];
      EXPECT_EQ(played.judge.summary().restriction, Restriction::not_mqtt) << packets[0];
    }
}

TEST(ConnectionJudge, JudgesEachPacketByItselfIfItBeganBefore) {
  ConnectionInfo before;
  before.from_its_beginning = false;
  before.has_boundaries = true;
  EXPECT_EQ(blamed({"<40020007", ">62020008", ">c100"}, before), "client MQTT-2.1.3-1 codec");
  // Both versions fit until a packet decides.
  const auto versions = [&](std::vector<std::string_view> packets) {
    return Played(std::move(packets), before).judge.summary().versions;
  };
  using Versions = std::vector<Version>;
  EXPECT_EQ(versions({">c000", "<40020007"}), (Versions{Version::v3_1_1, Version::v5_0}));
  EXPECT_EQ(versions({">c000", "<4003000710"}), (Versions{Version::v5_0}));
  EXPECT_EQ(versions({"<90030001"
                      "01"}),
            (Versions{Version::v3_1_1}));
}

TEST(ConnectionJudge, FindsThePacketsAgainWhereBytesAreMissing) {
  Blamed sink;
  const ConnectionInfo info;
  ConnectionJudge judge(info, sink);
  const auto take = [&](Sender from, std::string_view text) {
    judge.take(from, parse_hex(text).value(), {});
  };
  take(Sender::client, connect.substr(1));
  take(Sender::server, connack.substr(1));
  judge.skip(Sender::server);
  take(Sender::server, "7878787878");  // the end of some packet
  for (int i = 0; i < 8; ++i) take(Sender::server, "d000");
  take(Sender::client, "40020007");  // of a PUBLISH that is missing
  EXPECT_EQ(sink.text, "");
  EXPECT_EQ(judge.summary().restriction, Restriction::bytes_missing);
  take(Sender::server, "d100");
  EXPECT_EQ(sink.text, "server MQTT-2.1.3-1 codec");
}

}  // namespace
}  // namespace mqttspec::conformance::traffic
