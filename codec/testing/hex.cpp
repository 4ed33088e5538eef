// See hex.hpp.
#include "codec/testing/hex.hpp"

#include <charconv>

namespace mqttspec {

std::string to_hex(Bytes bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    if (!text.empty()) text += ' ';
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::vector<std::uint8_t> from_hex(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  while (true) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    std::uint8_t byte = 0;
    const auto pair = text.substr(0, 2);
    const auto parsed = std::from_chars(pair.data(), pair.data() + pair.size(), byte, 16);
    if (pair.size() < 2 || parsed.ptr != pair.data() + 2) return bytes;
    bytes.push_back(byte);
    text.remove_prefix(2);
  }
}

}  // namespace mqttspec
