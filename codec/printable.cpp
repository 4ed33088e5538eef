// Bytes as text and back.
#include "codec/printable.hpp"

namespace mqttspec {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

void append_hex(std::string& out, std::uint8_t byte) {
  out += digits[byte >> 4];
  out += digits[byte & 0x0F];
}

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

std::string hex(Bytes bytes, std::string_view separator) {
  std::string out;
  for (const auto byte : bytes) {
    if (!out.empty()) out += separator;
    append_hex(out, byte);
  }
  return out;
}

std::string quoted(std::string_view text, std::size_t limit) {
  std::string out = "\"";
  for (const char c : text.substr(0, limit)) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c >= ' ' && c <= '~') {
      out += c;
    } else {
      out += "\\x";
      append_hex(out, static_cast<std::uint8_t>(c));
    }
  }
  out += '"';
  if (text.size() > limit) out += "... (" + std::to_string(text.size()) + " B)";
  return out;
}

std::optional<std::vector<std::uint8_t>> parse_hex(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < text.size();) {
    if (is_space(text[i])) {
      ++i;
      continue;
    }
    if (i + 1 == text.size()) return std::nullopt;
    const int high = digit_value(text[i]);
    const int low = digit_value(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
    i += 2;
  }
  return bytes;
}

}  // namespace mqttspec
