// Traffic as text, to violations.
#include <gtest/gtest.h>

#include <sstream>

#include "conformance/commands/check_lines.hpp"

namespace mqttspec::conformance::commands {

using namespace traffic;

namespace {

struct Judged {
  explicit Judged(const std::string& text) {
    std::istringstream in(text);
    const auto done = judge_lines(in, report);
    found = done.has_value();
    if (!done) error = done.error();
    json = report.to_json();
  }
  std::string statement(std::size_t i) const {
    return i < json["violations"].size() ? json["violations"][i]["statement"].get<std::string>()
                                         : "";
  }
  std::ostringstream out;
  TrafficReport report{{}, out};
  bool found = false;
  std::string error;
  nlohmann::ordered_json json;
};

constexpr const char* beginning = R"(
# a PUBACK of nothing
> 10 0e 00 04 4d 51 54 54 05 02 00 3c 00 00 01 61
< 0x20, 0x03, 0x00, 0x00, 0x00
)";

TEST(CheckLines, PacketsWithMarks) {
  const Judged judged(std::string(beginning) + "< QAIABw==\n");
  EXPECT_TRUE(judged.found);
  EXPECT_EQ(judged.json["packets"], 3);
  EXPECT_EQ(judged.statement(0), "MQTT-2.2.1-5");
  EXPECT_NE(judged.out.str().find(" >    0.003000 <- PUBACK id=7\n"), std::string::npos)
      << judged.out.str();
}

TEST(CheckLines, AConnectionBehindAnother) {
  const Judged judged(std::string(beginning) + "---" + beginning);
  EXPECT_EQ(judged.json["connections"], 2);
  EXPECT_TRUE(judged.json["violations"].empty());
  EXPECT_EQ(Judged(std::string(beginning) + beginning).json["violations"].size(), 2);
}

TEST(CheckLines, NotesWhatItLeavesOut) {
  const Judged judged("> c000\nno bytes\nc000\n");
  EXPECT_TRUE(judged.found);
  EXPECT_EQ(judged.json["notes"].size(), 2);
  EXPECT_EQ(judged.json["restricted"]["began_before"], 1);
  EXPECT_FALSE(Judged("hello\n").found);
  EXPECT_NE(Judged("Client a received PUBLISH (d0, q1, r0, m1, 't', ... (5 bytes))\n")
                .error.find("without their bytes"),
            std::string::npos);
  EXPECT_FALSE(Judged("").found);
}

TEST(CheckLines, JsonObjects) {
  const Judged judged(R"({"event": "opened", "connection": "a"}
{"connection": "a", "from": "client", "at_s": 0.5, "bytes": "100e00044d5154540502003c00000161"}
{"connection": "b", "from": "client", "at_s": 0.6, "bytes": "100d00044d5154540402003c000161"}
{"connection": "a", "from": "server", "at_s": 0.7, "bytes": "2003000000"}
{"connection": "b", "from": "server", "at_s": 0.8, "bytes": "20020000"}
{"connection": "b", "from": "server", "at_s": 0.9, "bytes": "40020007"}
{"from": "nobody", "bytes": "c000"}
)");
  EXPECT_EQ(judged.json["connections"], 2);
  EXPECT_EQ(judged.json["packets"], 5);
  EXPECT_EQ(judged.statement(0), "MQTT-2.3.1-6");
  EXPECT_EQ(judged.json["violations"][0]["client"], "b");
  EXPECT_EQ(judged.json["notes"].size(), 1);
}

}  // namespace
}  // namespace mqttspec::conformance::commands
