// Text helpers of the reports.
#include "conformance/report/text.hpp"

#include <gtest/gtest.h>

namespace mqttspec::conformance::report {
namespace {

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

TEST(Text, ValidText) {
  struct {
    std::string_view text;
    std::string_view expected;
  } const table[] = {
      {"", ""},
      {"plain\n\ttext", "plain\n\ttext"},
      {"\xC3\xA9\xF0\x9F\x98\x80", "\xC3\xA9\xF0\x9F\x98\x80"},
      {{"a\0b", 3}, R"(a\x00b)"},
      {"\r\x1B\x7F", R"(\x0d\x1b\x7f)"},
      {"\xC3", R"(\xc3)"},
      {"\xC3\xC3\xA9", "\\xc3\xC3\xA9"},
      {"\xEF\xBF\xBD\xEF\xBF\xBE", "\xEF\xBF\xBD\\xef\\xbf\\xbe"},
      {"\xED\xA0\x80", R"(\xed\xa0\x80)"},
  };
  for (const auto& [text, expected] : table) EXPECT_EQ(valid_text(text), expected);
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
}  // namespace mqttspec::conformance::report
