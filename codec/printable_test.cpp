// Bytes as text and back.
#include "codec/printable.hpp"

#include <gtest/gtest.h>

namespace mqttspec {
namespace {

TEST(Printable, Hex) {
  const std::uint8_t bytes[] = {0x00, 0x0a, 0xff};
  EXPECT_EQ(hex(bytes), "000aff");
  EXPECT_EQ(hex(bytes, " "), "00 0a ff");
  EXPECT_EQ(hex({}), "");
}

TEST(Printable, Quoted) {
  struct {
    std::string_view text;
    std::size_t limit;
    std::string_view expected;
  } const table[] = {
      {"", 10, R"("")"},
      {"a/b c", 10, R"("a/b c")"},
      {"say \"\\\"", 20, R"("say \"\\\"")"},
      {"\n\x7f\xc3\xa9", 10, R"("\x0a\x7f\xc3\xa9")"},
      {"0123456789", 10, R"("0123456789")"},
      {"0123456789x", 10, R"("0123456789"... (11 B))"},
  };
  for (const auto& [text, limit, expected] : table) EXPECT_EQ(quoted(text, limit), expected);
}

TEST(Printable, ParseHex) {
  using Result = std::optional<std::vector<std::uint8_t>>;
  struct {
    std::string_view text;
    Result expected;
  } const table[] = {
      {"", Result(std::in_place)},
      {" \t\r", Result(std::in_place)},
      {"c000", Result({0xc0, 0x00})},
      {"C0 0a\t1F", Result({0xc0, 0x0a, 0x1f})},
      {"c", {}},
      {"c0 0", {}},
      {"c 0", {}},
      {"0xc0", {}},
      {"g0", {}},
      {"0g", {}},
      {"c0,00", {}},
  };
  for (const auto& [text, expected] : table) EXPECT_EQ(parse_hex(text), expected) << text;
}

}  // namespace
}  // namespace mqttspec
