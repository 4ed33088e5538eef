// See arbitrary_fields.hpp.
#include "codec/testing/arbitrary_fields.hpp"

namespace mqttspec {
namespace {

constexpr std::size_t longest = 65'535;

/// Characters from which strings are made: both ends of each length of UTF-8 (but U+0000), both
/// sides of the surrogates, and what receivers have been known to treat specially.
constexpr std::string_view characters[] = {
    "a",      "b",      " ",      "/",       "$",          "\x7F",       "\x01",       "\u0080",
    "\u009F", "\u07FF", "\u0800", "\uD7FF",  "\uE000",     "\uFEFF",     "\uFDD0",     "\uFFFD",
    "\uFFFF", "\u00E9", "\u4E2D", "e\u0301", "\U00010000", "\U0001F600", "\U0002A6D4", "\U0010FFFF",
};

/// Sizes around the steps of the Remaining Length (127, 16,383) when put into a small PUBLISH.
constexpr std::uint32_t notable_payload_sizes[] = {100, 119,    120,    121,    127,    128,
                                                   129, 16'371, 16'376, 16'380, 16'384, 20'000};

void repeat_up_to(std::string& text, std::size_t size) {
  const std::string pattern = text.empty() ? "a" : text;
  while (text.size() + pattern.size() <= size) text += pattern;
  text.append(size - text.size(), 'z');
}

}  // namespace

std::string ArbitraryFields::some_characters(std::string_view excluded) {
  std::string text;
  for (auto count = choices_.below(6); count > 0; --count) {
    const auto character = choices_.one_of(characters);
    if (excluded.find(character.front()) == std::string_view::npos) text += character;
  }
  return text;
}

std::string_view ArbitraryFields::text() {
  std::string text = some_characters("");
  if (choices_.once_in(200)) repeat_up_to(text, longest - choices_.below(2));
  return arena_.keep(std::string_view(text));
}

std::string_view ArbitraryFields::topic_name() {
  std::string name = some_characters("");
  if (name.empty()) name = choices_.flag() ? "/" : "t";
  if (choices_.once_in(200)) repeat_up_to(name, longest);
  return arena_.keep(std::string_view(name));
}

std::string ArbitraryFields::some_level() {
  return choices_.once_in(3) ? "+" : some_characters("/");
}

std::string ArbitraryFields::some_filter() {
  std::string filter = some_level();
  for (auto more = choices_.below(4); more > 0; --more) filter += '/' + some_level();
  if (choices_.once_in(4)) filter = choices_.flag() ? "#" : filter + "/#";
  if (filter.empty()) filter = "f";
  return filter;
}

std::string_view ArbitraryFields::topic_filter(bool may_be_shared) {
  std::string filter = some_filter();
  // Not by chance: it would have to be a valid one.
  if (filter.starts_with("$share/")) filter.front() = '_';
  if (may_be_shared && choices_.once_in(4))
    filter = "$share/" + ("g" + some_characters("/")) + '/' + filter;
  if (choices_.once_in(200) && !filter.ends_with('#') && !filter.ends_with('+'))
    filter.append(longest - filter.size(), 'x');
  return arena_.keep(std::string_view(filter));
}

Bytes ArbitraryFields::binary() {
  std::vector<std::uint8_t> bytes(choices_.below(6));
  for (auto& byte : bytes) byte = choices_.byte();
  if (choices_.once_in(200)) bytes.resize(longest, 0xFF);
  return arena_.keep(std::span<const std::uint8_t>(bytes));
}

Bytes ArbitraryFields::payload() {
  std::vector<std::uint8_t> bytes(choices_.below(6));
  for (auto& byte : bytes) byte = choices_.byte();
  if (choices_.once_in(16)) bytes.resize(choices_.one_of(notable_payload_sizes), 0xC0);
  return arena_.keep(std::span<const std::uint8_t>(bytes));
}

std::uint16_t ArbitraryFields::two_byte_integer(std::uint16_t minimum) {
  const std::uint16_t notable[] = {minimum, 1, 10, 255, 256, 0x7FFF, 0xFFFE, 0xFFFF};
  if (choices_.once_in(4))
    return std::max(minimum, static_cast<std::uint16_t>(choices_.below(65'536)));
  return choices_.one_of(notable);
}

std::uint16_t ArbitraryFields::packet_id() { return two_byte_integer(1); }

std::uint32_t ArbitraryFields::four_byte_integer(std::uint32_t minimum) {
  const std::uint32_t notable[] = {minimum, 1,          0xFF,       0xFFFF,
                                   0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF};
  return choices_.one_of(notable);
}

std::uint32_t ArbitraryFields::subscription_identifier() {
  constexpr std::uint32_t notable[] = {1,      127,       128,       16'383,
                                       16'384, 2'097'151, 2'097'152, 268'435'455};
  return choices_.one_of(notable);
}

UserProperties ArbitraryFields::user_properties() {
  return list(0, [&] { return UserProperty{text(), text()}; });
}

}  // namespace mqttspec
