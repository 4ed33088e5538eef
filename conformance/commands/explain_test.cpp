// What explain answers, and with which exit code.
#include "conformance/commands/explain.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace mqttspec::conformance::commands {
namespace {

struct Answer {
  int status;
  std::string out;
  std::string err;
};

Answer ask(const ExplainOptions& options) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const int status = explain_command(options, in, out, err);
  return {status, out.str(), err.str()};
}

TEST(Explain, NamesWordsAndNothing) {
  struct {
    const char* subject;
    int status;
    const char* out;  // a part of it
    const char* err;
  } const table[] = {
      {"MQTT-3.1.0-2", 0, "[MQTT-3.1.0-2]  MQTT 3.1.1, section 3.1, must, binds the server", ""},
      {"0x8F", 0, "0x8F Topic Filter invalid, a Reason Code of MQTT 5.0", ""},
      {"topic alias", 0, "0x23 Topic Alias, a property of MQTT 5.0, Two Byte Integer", ""},
      {"may a server close", 0, "38. A Server may close at any time", ""},
      {"password", 0, "for \"password\", the best first", ""},
      {"MQTT-3.1.0-2x", 2, "", "MQTT-3.1.0-2x names nothing; near it: MQTT-3.1.0-2, "},
      {"xyzzy", 2, "", "xyzzy names nothing\n"},
  };
  for (const auto& [subject, status, out, err] : table) {
    const auto answer = ask({.subject = subject});
    EXPECT_EQ(answer.status, status) << subject;
    EXPECT_TRUE(answer.out.contains(out)) << answer.out;
    EXPECT_TRUE(answer.err.contains(err)) << answer.err;
  }
}

TEST(Explain, KeepsToAVersion) {
  const auto answer = ask({.subject = "MQTT-3.1.2-24", .version = Version::v5_0});
  EXPECT_TRUE(answer.out.contains("Maximum Packet Size"));
  EXPECT_FALSE(answer.out.contains("Keep Alive"));
  const auto found = ask({.subject = "keep alive", .version = Version::v3_1_1});
  EXPECT_FALSE(found.out.contains(" 5.0  ")) << found.out;
}

TEST(Explain, SaysItAsJson) {
  const auto named = ask({.subject = "0x8F", .json = true});
  EXPECT_TRUE(named.out.starts_with("[\n {\n  \"kind\": \"code\",")) << named.out;
  const auto found = ask({.subject = "session expiry", .json = true});
  EXPECT_TRUE(found.out.contains("\"path\": \"properties/session-expiry-interval\""));
}

TEST(Explain, AGridThatIsNotThereIsUsage) {
  EXPECT_EQ(ask({.subject = "0x8F", .grid = {"no/such/folder"}}).status, 2);
}

}  // namespace
}  // namespace mqttspec::conformance::commands
