// See decode_notation.hpp.
#include "conformance/commands/decode_notation.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "codec/printable.hpp"
#include "spec/packet_table.hpp"

namespace mqttspec::conformance::commands {
namespace {

using Written = std::vector<std::uint8_t>;

constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::optional<unsigned> base64_value(char c) {
  if (c == '-') c = '+';
  if (c == '_') c = '/';
  const auto at = base64_digits.find(c);
  return at == std::string_view::npos ? std::nullopt : std::optional(static_cast<unsigned>(at));
}

std::optional<Written> from_base64(std::string_view text) {
  std::string digits;
  for (const char c : text)
    if (c != ' ' && c != '\t' && c != '\n') digits += c;
  while (digits.ends_with('=')) digits.pop_back();
  if (digits.empty() || digits.size() % 4 == 1) return std::nullopt;
  Written bytes;
  unsigned held = 0;
  unsigned bits = 0;
  for (const char c : digits) {
    const auto value = base64_value(c);
    if (!value) return std::nullopt;
    held = (held << 6 | *value) & 0xFFFF;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<std::uint8_t>(held >> bits));
  }
  return bytes;
}

// Its numbers: what stands between white space, commas, colons and brackets. A hyphen between two
// digits separates, too; before a number it is its sign.
std::vector<std::string> numbers_in(std::string_view text) {
  std::vector<std::string> numbers;
  std::string number;
  const auto end_number = [&] {
    if (!number.empty() && number != "byte") numbers.push_back(number);  // (byte) of Java
    number.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool separates = std::string_view(" \t\r\n,;:{}[]()").find(text[i]) != text.npos ||
                           (text[i] == '-' && !number.empty() && number != "-");
    if (separates)
      end_number();
    else
      number += text[i];
  }
  end_number();
  return numbers;
}

bool has_prefix(std::string_view number) {
  return number.starts_with("0x") || number.starts_with("0X");
}

std::optional<int> decimal_value(std::string_view number) {
  int value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  const bool is_whole = error == std::errc{} && end == number.data() + number.size();
  if (!is_whole || value < -128 || value > 255) return std::nullopt;
  return value;
}

// See bytes_of().
bool are_decimal(const std::vector<std::string>& numbers) {
  const auto fits = [](const std::string& number) {
    const bool has_zero_before = number.size() > 1 && number.starts_with('0');
    return !has_zero_before && number.size() <= 4 && decimal_value(number).has_value();
  };
  const auto tells = [](const std::string& number) {
    return number.starts_with('-') || number.size() != 2;
  };
  return numbers.size() > 1 && std::ranges::all_of(numbers, fits) &&
         std::ranges::any_of(numbers, tells);
}

std::optional<Written> from_decimal(const std::vector<std::string>& numbers) {
  Written bytes;
  for (const auto& number : numbers) {
    const auto value = decimal_value(number);
    if (!value) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(*value));
  }
  return bytes;
}

// With 0x, one digit is enough; without, where some have it, it may be meant as decimal.
std::optional<Written> from_hexadecimal(const std::vector<std::string>& numbers) {
  const auto prefixed = std::ranges::count_if(numbers, has_prefix);
  if (prefixed != 0 && static_cast<std::size_t>(prefixed) != numbers.size()) return std::nullopt;
  Written bytes;
  for (const auto& number : numbers) {
    std::string digits = prefixed == 0 ? number : number.substr(2);
    if (prefixed != 0 && digits.size() == 1) digits.insert(0, "0");
    const auto part = parse_hex(digits);
    if (!part || part->empty()) return std::nullopt;
    bytes.insert(bytes.end(), part->begin(), part->end());
  }
  return bytes;
}

// One escape, behind its backslash; `at` goes to what follows it.
std::optional<std::uint8_t> escaped(std::string_view text, std::size_t& at) {
  if (at >= text.size()) return std::nullopt;
  const char kind = text[at++];
  if (kind == 'x') {
    std::string digits;
    while (at < text.size() && digits.size() < 2 && is_hex(text[at])) digits += text[at++];
    if (digits.empty()) return std::nullopt;
    return static_cast<std::uint8_t>(std::stoul(digits, nullptr, 16));
  }
  if (kind >= '0' && kind <= '7') {  // octal, as in C
    unsigned value = static_cast<unsigned>(kind - '0');
    for (int more = 0; more < 2 && at < text.size() && text[at] >= '0' && text[at] <= '7'; ++more)
      value = value * 8 + static_cast<unsigned>(text[at++] - '0');
    return static_cast<std::uint8_t>(value);
  }
  constexpr std::string_view letters = "nrtabfv\\'\"";
  constexpr std::string_view meanings = "\n\r\t\a\b\f\v\\'\"";
  const auto found = letters.find(kind);
  if (found == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint8_t>(meanings[found]);
}

// Strings in quotes, one or more of them, or one without any. What stands between them is no part.
std::optional<Written> from_escapes(std::string_view text) {
  Written bytes;
  char quote = 0;
  const bool has_quotes = text.find_first_of("'\"") < text.find('\\');
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at++];
    if (has_quotes && (quote == 0 ? c == '\'' || c == '"' : c == quote)) {
      quote = quote == 0 ? c : '\0';
    } else if (has_quotes && quote == 0) {
      continue;
    } else if (c == '\\') {
      const auto byte = escaped(text, at);
      if (!byte) return std::nullopt;
      bytes.push_back(*byte);
    } else if (has_quotes || (c != ' ' && c != '\t' && c != '\n')) {
      bytes.push_back(static_cast<std::uint8_t>(c));
    }
  }
  return bytes;
}

}  // namespace

bool tells_of_packet(std::string_view text) {
  for (const std::string_view verb : {"ending ", "eceived "}) {
    const auto found = text.find(verb);
    if (found == text.npos) continue;
    const auto rest = text.substr(found + verb.size());
    const auto word = rest.substr(0, rest.find_first_of(" ("));
    for (int type = 1; type <= 15; ++type)
      if (word == to_string(PacketType{static_cast<std::uint8_t>(type)})) return true;
  }
  return false;
}

bool looks_like_base64(std::string_view text) {
  const auto end = text.find_last_not_of('=');
  if (end == std::string_view::npos) return false;
  const auto digits = text.substr(0, end + 1);
  return std::ranges::all_of(digits, [](char c) { return base64_value(c).has_value(); }) &&
         text.size() - digits.size() <= 2 &&
         (digits.size() < text.size() || !std::ranges::all_of(digits, is_hex));
}

std::expected<Written, std::string> bytes_of(std::string_view text, Notation notation) {
  std::optional<Written> bytes;
  const auto numbers = numbers_in(text);
  if (notation == Notation::base64) {
    bytes = from_base64(text);
  } else if (notation == Notation::decimal) {
    bytes = from_decimal(numbers);
  } else if (text.find("\\x") != std::string_view::npos) {
    bytes = from_escapes(text);
  } else if (notation == Notation::guessed && are_decimal(numbers)) {
    bytes = from_decimal(numbers);
  } else {
    bytes = from_hexadecimal(numbers);
    const bool is_one_word = text.find_first_of(" \t\n,") == std::string_view::npos;
    if (!bytes && notation == Notation::guessed && is_one_word && text.size() % 4 == 0 &&
        looks_like_base64(text))
      bytes = from_base64(text);
  }
  if (bytes) return *std::move(bytes);
  if (tells_of_packet(text)) return std::unexpected("it tells of a packet without its bytes");
  constexpr std::string_view names[] = {"hexadecimal", "hexadecimal", "decimal", "base64"};
  return std::unexpected("not " + std::string(names[static_cast<std::size_t>(notation)]));
}

}  // namespace mqttspec::conformance::commands
