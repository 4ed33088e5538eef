// Lines in, lines out: the contract of `mqttspec decode`.
#include "conformance/commands/decode.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace mqttspec::conformance::commands {

namespace {

struct Result {
  int status;
  std::string out;
  std::string err;
};

Result decoded(const std::string& input, const DecodeOptions& options) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const int status = decode_command(options, in, out, err);
  return {status, out.str(), err.str()};
}

constexpr auto v3 = Version::v3_1_1;
constexpr auto v5 = Version::v5_0;

TEST(Decode, OneLineForEachPacket) {
  struct {
    Version version;
    Sender from;
    std::string_view input;
    std::string_view expected;
  } const table[] = {
      {v5, Sender::client, "c000", "ok PINGREQ\n"},
      {v5, Sender::client, " C0 00 # a comment\n\n# another\nc000\r\n", "ok PINGREQ\nok PINGREQ\n"},
      {v3, Sender::client, "30 03 0001 74", "ok PUBLISH\n"},
      {v5, Sender::server, "d0 00", "ok PINGRESP\n"},
      {v5, Sender::client, "30", "incomplete\n"},
      {v5, Sender::client, "30 05 0001", "incomplete\n"},
      {v5, Sender::client, "c1 00", "malformed MQTT-2.1.3-1 @0\n"},
      {v3, Sender::client, "c1 00", "malformed MQTT-2.2.2-1 @0\n"},
      {v5, Sender::client, "c0 00 e0 00", "ok PINGREQ; ok DISCONNECT\n"},
      {v5, Sender::client, "c0 00 c1 00 c0 00",
       "ok PINGREQ; malformed MQTT-2.1.3-1 @2; ok PINGREQ\n"},
      {v5, Sender::client, "c0 00 c1 05 c0 00", "ok PINGREQ; malformed MQTT-2.1.3-1 @2\n"},
      {v5, Sender::client, "c0 80 00 c0 00", "malformed MQTT-1.5.5-1 @2\n"},
      {v5, Sender::client, "c0 00 30 02 00 01 c0 00",
       "ok PINGREQ; malformed MQTT-3.3.2-1 @4 (Topic Name: length 1, but 0 bytes are left); ok "
       "PINGREQ\n"},
      {v5, Sender::client, "c0 00 30", "ok PINGREQ; incomplete\n"},
      {v3, Sender::client, "10 0e 0004 4d515454 05 02 0000 00 0001 61 e0 02 00 00",
       "ok CONNECT; ok DISCONNECT\n"},
      {v5, Sender::client, "", ""},
  };
  for (const auto& [version, from, input, expected] : table) {
    const auto result = decoded(std::string(input), {.version = version, .from = from});
    EXPECT_EQ(result.out, expected) << input;
    EXPECT_EQ(result.status, 0) << input;
    EXPECT_EQ(result.err, "") << input;
  }
}

TEST(Decode, NotesWhatIsContested) {
  // Two Payload Format Indicators, behind another packet.
  const std::string input = "c000 3008 000174 04 0100 0100";
  EXPECT_EQ(decoded(input, {.version = v5}).out,
            "ok PINGREQ; ok PUBLISH (contested U5.0-3.3.2.3.2-1 @10)\n");
  EXPECT_EQ(decoded(input, {.version = v5, .strict = true}).out,
            "ok PINGREQ; contested U5.0-3.3.2.3.2-1 @10\n");
}

TEST(Decode, NamesProtocolErrorsAsSuch) {
  // A Topic Alias of 0.
  const auto result = decoded("30 07 0001 74 03 23 0000", {.version = v5});
  EXPECT_EQ(result.out.substr(0, 15), "protocol-error ") << result.out;
}

TEST(Decode, GoesOnBehindLinesThatAreNotHexadecimal) {
  const auto result = decoded("c000\nc0 0\nxyz\nc000\n", {});
  EXPECT_EQ(result.status, 2);
  EXPECT_EQ(result.out, "ok PINGREQ\nok PINGREQ\n");
  EXPECT_EQ(result.err,
            "error: line 2: not hexadecimal: \"c0 0\"\nerror: line 3: not hexadecimal: \"xyz\"\n");
}

TEST(Decode, NamesTheFieldThatIsCut) {
  EXPECT_EQ(decoded("10 10 0400 4d515454 04 02 003c 0004 61626364", {}).out,
            "malformed MQTT-3.1.4-1 @2 (Protocol Name: length 1024, but 14 bytes are left)"
            "\n");
}

TEST(Decode, SaysBothVerdictsIfNothingToldTheVersion) {
  // Behind the Topic Name stands in 5.0 the Property Length.
  const std::string publish = "30 04 0001 74 05\n";
  const std::string in_both =
      "3.1.1: ok PUBLISH | 5.0: malformed U5.0-2.2.2.1-1 @5 (Property Length: length 5, but 0 "
      "bytes "
      "are left)\n";
  EXPECT_EQ(decoded(publish, {}).out, in_both);
  const std::string old_connect = "10 0d 0004 4d515454 04 02 0000 0001 61\n";
  const std::string new_connect = "10 0e 0004 4d515454 05 02 0000 00 0001 61\n";
  EXPECT_EQ(
      decoded(publish + old_connect + publish + "< " + publish + new_connect + publish, {}).out,
      in_both + "ok CONNECT\nok PUBLISH\nok PUBLISH\nok CONNECT\n" +
          in_both.substr(in_both.find("malformed")));
  // What the options say holds for all lines.
  EXPECT_EQ(decoded(old_connect + publish, {.version = v5}).out,
            "ok CONNECT\n" + in_both.substr(in_both.find("malformed")));
}

TEST(Decode, TheSenderByMarkOrEither) {
  const DecodeOptions either{.version = v5, .from = std::nullopt};
  EXPECT_EQ(decoded("> c000\n< c000\n< d000", {.version = v5}).out,
            "ok PINGREQ\nprotocol-error U5.0-2.1.2-1 @0\nok PINGRESP\n");
  EXPECT_EQ(decoded("c000\nd000\n3004 0001 74 00", either).out,
            "ok PINGREQ\nok PINGRESP\nok PUBLISH\n");
  // A Subscription Identifier is the Server's to send.
  EXPECT_EQ(decoded("3006 0001 74 02 0b01", either).out,
            "from client: protocol-error MQTT-3.3.4-6 @6 | from server: ok PUBLISH\n");
}

TEST(Decode, ExplainsTheFields) {
  const auto result = decoded("30 09 0001 74 03 23 0003 21", {.version = v5, .explain = true});
  EXPECT_EQ(result.out.substr(0, 11), "incomplete\n") << result.out;
  const auto good = decoded("30 08 0001 74 03 23 0003 21", {.version = v5, .explain = true});
  EXPECT_EQ(good.out, R"(ok PUBLISH
      0  30                         Control Packet type: PUBLISH, QoS 0  [2.1.2]
      1  08                         Remaining Length: 8  [2.1.4]
      2  00 01 74                   Topic Name: "t"  [3.3.2.1]
      5  03                         Property Length: 3  [3.3.2.3.1]
      6  23 00 03                     Topic Alias: 3  [3.3.2.3.4]
      9  21                         Application Message: 1 B: 21  [3.3.3]
)");
}

TEST(Decode, UnderlinesTheOffendingByte) {
  const auto first = decoded("c1 00", {.version = v5, .explain = true});
  EXPECT_EQ(
      first.out.find("malformed MQTT-2.1.3-1 @0\n"
                     "      0  c1                         Control Packet type: PINGREQ, flags "
                     "1  [2.1.2]\n"
                     "         ^^ [MQTT-2.1.3-1] "),
      0U)
      << first.out;
  // U+0000 as the tenth character of a Topic Name: the part around it is shown.
  const auto far =
      decoded("30 10 000e 61616161616161616100 61616161", {.version = v3, .explain = true});
  EXPECT_NE(far.out.find("      9  61 61 61 61 00 61 61 61 .. "), std::string::npos) << far.out;
  EXPECT_NE(far.out.find("\n                     ^^ [MQTT-4.7.3-2] "), std::string::npos)
      << far.out;
}

TEST(Decode, ExplainsEveryPacketOfALine) {
  const auto result = decoded("c0 00 e0 00", {.version = v5, .explain = true});
  EXPECT_NE(result.out.find("\n      2  e0 "), std::string::npos) << result.out;
}

}  // namespace
}  // namespace mqttspec::conformance::commands
