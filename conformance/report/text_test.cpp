// Text helpers of the reports.
#include "conformance/report/text.hpp"

#include <gtest/gtest.h>

#include "conformance/names.hpp"

namespace mqttspec::conformance {
namespace {

TEST(Text, LocalTopicUndoesNames) {
  const Names names("k3x9", 7);
  for (const std::string_view local : {"t", "a/b", "#", "+/x", "$share/g/t", "$share/g/a/#"})
    EXPECT_EQ(local_topic(names.on_target(local)), local);
}

TEST(Text, LocalTopicLeavesOthersAlone) {
  for (const std::string_view topic :
       {"", "t", "$SYS/broker", "mqttspec/", "mqttspec/k3x9/007", "mqttspec/K3X9/007/t",
        "mqttspec/k3x9/07/t", "mqttspec/k3x9/0071/t", "$share/g", "$share/g/t"})
    EXPECT_EQ(local_topic(topic), topic);
}

TEST(Text, Wrapped) {
  using Lines = std::vector<std::string>;
  struct {
    std::string_view text;
    std::size_t width;
    Lines expected;
  } const table[] = {
      {"", 5, {""}},
      {"one", 5, {"one"}},
      {"one two", 7, {"one two"}},
      {"one two", 6, {"one", "two"}},
      {"one\ntwo six", 7, {"one two", "six"}},
      {"extraordinary it is", 5, {"extraordinary", "it is"}},
  };
  for (const auto& [text, width, expected] : table) EXPECT_EQ(wrapped(text, width), expected);
}

TEST(Text, ShellWord) {
  struct {
    std::string_view word;
    std::string_view expected;
  } const table[] = {
      {"tcp://127.0.0.1:1883", "tcp://127.0.0.1:1883"},
      {"qos2/redelivery", "qos2/redelivery"},
      {"qos2/*", "'qos2/*'"},
      {"", "''"},
      {"it's", R"('it'\''s')"},
  };
  for (const auto& [word, expected] : table) EXPECT_EQ(shell_word(word), expected);
}

}  // namespace
}  // namespace mqttspec::conformance
