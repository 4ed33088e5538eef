// What the console report says, where, and how wide it is.
#include "conformance/report/console.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "conformance/report/case_block.hpp"
#include "conformance/report/testing/sample.hpp"

namespace mqttspec::conformance::report {

using namespace wire;

namespace {

std::string printed(const RunReport& report, const ConsoleOptions& options = {}) {
  std::ostringstream out;
  print_console(report, options, out);
  return out.str();
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

// Position of the text, which must be there.
std::size_t position(const std::string& text, std::string_view part) {
  const auto found = text.find(part);
  EXPECT_NE(found, std::string::npos) << "not found: " << part << "\n" << text;
  return found;
}

constexpr std::string_view block = R"(
FAIL  qos2/again (5.0)
  statement  [MQTT-4.3.3-10] must, violated
             Before PUBREL, the receiver answers each repeat of a QoS 2 PUBLISH
             with PUBREC and delivers the message onward only once.
  expected   PUBREC id=7
  actual     the Server closed
  closing    closed in order (FIN) after 0x82 Protocol Error
             the target hung up where it owed an answer
  tries      3
  behaves    as if it sends no PUBREC
             or answers a repeat with an error
  beside it  the twin is accepted
             a new client is \xff accepted
  wire       seconds, connection, direction, packet
      0.000 pub    connection opened
      0.001 pub -> PUBLISH "a/topic/of/some/length/that/needs/a/second/line"
                   QoS2 id=7 payload "once"
                   ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ... (90 B)
      0.105 pub <- PUBREC id=7
                   50 02 00 07
 >    0.106 pub <- no valid packet, 1 bytes
                   00
      0.107 pub    connection closed by the server
  again      mqttspec run tcp://127.0.0.1:1883 qos2/again --version 5.0 --seed 5
)";

TEST(Console, AFailureIsABlock) {
  std::ostringstream out;
  print_case_block(testing::sample_report(), testing::failure(), {}, Paint(false), out);
  EXPECT_EQ(out.str(), block);
}

TEST(Console, WireShowsEveryByte) {
  std::ostringstream out;
  print_case_block(testing::sample_report(), testing::failure(), {.wire = true}, Paint(false), out);
  std::size_t bytes = 0;
  const auto text = out.str();
  for (auto at = text.find("ab "); at != std::string::npos; at = text.find("ab ", at + 1)) ++bytes;
  const std::size_t ends_of_lines = 90 / 20 + 1;
  EXPECT_EQ(bytes + ends_of_lines, 90U) << text;
}

TEST(Console, TheWorstComesFirst) {
  const auto text = printed(testing::sample_report());
  std::size_t last = 0;
  for (const std::string_view part :
       {"target tcp://127.0.0.1:1883", "ERROR  connect/reserved-flag (5.0)", "FAIL  qos2/again",
        "UNEXPECTED PASS  connect/reserved-flag (3.1.1)", "known as   was broken",
        "INCONCLUSIVE  connect/reserved-flag (5.0)", "WARN  connect/reserved-flag (3.1.1)",
        "fail       qos2/again (3.1.1) is being mended", "declined and not run",
        "declined   5.0 (2 cases) no shared subscriptions", "not run    5.0 (1 cases)",
        "cases by section", "statements"}) {
    EXPECT_LT(last, position(text, part) + 1) << part;
    last = position(text, part);
  }
}

TEST(Console, SaysWhatTheTargetSaidOfItself) {
  const auto text = printed(testing::sample_report());
  position(text, "  MQTT 3.1.1 served: CONNACK 0x00 Connection Accepted\n");
  position(text, "  MQTT 5.0   served: CONNACK 0x00 Success\n");
  position(text, "             without Shared Subscriptions, Topic Aliases\n");
  position(text, "  took       12.3 s, 11 cases\n");
}

TEST(Console, CountsCasesAndStatements) {
  const auto text = printed(testing::sample_report());
  EXPECT_NE(text.find("\nall                                 2     1     1     1     2     1     2"
                      "     1\n"),
            std::string::npos)
      << text;
  for (const std::string_view row : {"violated                            0     1\n",
                                     "undetected                          1     0\n",
                                     "satisfied                           1     1\n",
                                     "declined                            0     1\n"})
    position(text, row);
  EXPECT_EQ(text.find("not followed"), std::string::npos);
  position(text, "\n  tracker    explains what was seen in 0 cases, not in 1; 7 are open\n");
}

TEST(Console, EndsWithTheClosingLine) {
  const auto report = testing::sample_report();
  std::string text = printed(report);
  const auto begin = text.rfind("\n\n") + 2;
  std::ranges::replace(text, '\n', ' ');
  EXPECT_EQ(text.substr(begin), closing_line(report) + " ");
}

TEST(Console, FitsInEightyPlainColumns) {
  for (const bool wire : {false, true})
    for (const auto& line : lines(printed(testing::sample_report(), {.wire = wire}))) {
      EXPECT_LE(line.size(), 80U) << line;
      EXPECT_EQ(line.find('\x1b'), std::string::npos) << line;
    }
}

TEST(Console, ColoursOnlyIfAskedFor) {
  const auto text = printed(testing::sample_report(), {.colours = true});
  position(text, "\x1b[31mFAIL\x1b[0m");
  position(text, "\x1b[33mWARN\x1b[0m");
}

TEST(Console, CutsALongTraceAroundTheDecisiveEvent) {
  auto failure = testing::failure();
  const auto ping = testing::event(testing::Kind::client_packet, 1000, {0xc0, 0x00}, Pingreq{});
  failure.result.trace.assign(100, ping);
  failure.result.decisive_event = 60;
  std::ostringstream out;
  print_case_block(testing::sample_report(), failure, {}, Paint(false), out);
  const auto text = out.str();
  position(text, "    (29 events before; --wire shows them)\n");
  position(text, " >    0.000 pub -> PINGREQ\n");
  position(text, "    (31 events after; --wire shows them)\n");
}

TEST(Console, NamesHowItClosed) {
  struct {
    Version version;
    Closing closing;
    std::optional<ReasonCode> code;
    std::string_view expected;
  } const table[] = {
      {Version::v5_0, Closing::none, {}, ""},
      {Version::v5_0, Closing::fin, {}, "closed in order (FIN)"},
      {Version::v5_0, Closing::reset, {}, "reset (RST)"},
      {Version::v5_0, Closing::ours, {}, "closed by the case itself"},
      {Version::v5_0, Closing::none, ReasonCode::banned, "said 0x8A Banned"},
      {Version::v3_1_1, Closing::reset, return_code::not_authorized,
       "reset (RST) after 0x05 not authorized"},
  };
  for (const auto& [version, closing, code, expected] : table) {
    CaseReport report{};
    report.version = version;
    report.result.closing = closing;
    report.result.closing_code = code;
    EXPECT_EQ(closing_text(report), expected);
  }
}

}  // namespace
}  // namespace mqttspec::conformance::report
