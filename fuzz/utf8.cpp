// UTF-8 against a decoder that computes each code point, as RFC 3629 defines it.
#include "codec/utf8.hpp"

#include "fuzz/stream.hpp"
#include "fuzz/targets.hpp"

namespace mqttspec::fuzz {
namespace {

struct Character {
  std::size_t size;  // in bytes; 0 if it is ill-formed
  std::uint32_t code_point;
};

Character decode_character(Bytes bytes) {
  const std::uint8_t lead = bytes[0];
  if (lead < 0x80) return {1, lead};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC0 || lead > 0xF7 || bytes.size() < size) return {};
  std::uint32_t code_point = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((bytes[i] & 0xC0) != 0x80) return {};
    code_point = code_point << 6 | (bytes[i] & 0x3FU);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < least[size] || code_point > 0x10FFFF || is_surrogate) return {};
  return {size, code_point};
}

/// The first byte of the first character that may not stand in a text, or the size of all.
std::size_t first_fault(Bytes bytes, bool is_topic_name) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto [size, code_point] = decode_character(bytes.subspan(at));
    if (size == 0 || code_point == 0) return at;
    if (is_topic_name && (code_point == '+' || code_point == '#')) return at;
    at += size;
  }
  return bytes.size();
}

}  // namespace

void utf8(Bytes input) {
  const auto* const first = input.data();
  const auto* const last = first + input.size();
  require(find_text_fault(first, last) == first + first_fault(input, false), "a text is misjudged",
          input);
  require(find_topic_name_fault(first, last) == first + first_fault(input, true),
          "a Topic Name is misjudged", input);
}

}  // namespace mqttspec::fuzz
