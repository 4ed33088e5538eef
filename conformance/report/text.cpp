// Names, sentences and commands as plain text.
#include "conformance/report/text.hpp"

#include <algorithm>

#include "codec/printable.hpp"
#include "codec/utf8.hpp"

namespace mqttspec::conformance::report {
namespace {

std::string escaped(Bytes bytes) { return "\\x" + hex(bytes, "\\x"); }

// How many of the bytes at the front, although well-formed UTF-8, are a character that XML or JSON
// cannot hold: a control character, U+FFFE or U+FFFF.
std::size_t forbidden(Bytes bytes) {
  const auto first = bytes[0];
  if ((first < 0x20 && first != '\n' && first != '\t') || first == 0x7F) return 1;
  const bool is_non_character =
      bytes.size() >= 3 && first == 0xEF && bytes[1] == 0xBF && bytes[2] >= 0xBE;
  return is_non_character ? 3 : 0;
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const auto word = text.substr(0, text.find_first_of(" \n"));
    auto& line = lines.back();
    if (line.empty())
      line = word;
    else if (line.size() + 1 + word.size() <= width)
      line += " " + std::string(word);
    else
      lines.emplace_back(word);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return lines;
}

std::string valid_text(std::string_view text) {
  const Bytes bytes = as_bytes(text);
  const auto* at = bytes.data();
  const auto* const end = at + bytes.size();
  const auto* fault = find_text_fault(at, end);
  std::string out;
  while (at != end) {
    const std::size_t bad = at == fault ? 1 : forbidden({at, end});
    if (bad == 0) {
      out += static_cast<char>(*at++);
      continue;
    }
    out += escaped({at, bad});
    at += bad;
    if (at > fault) fault = find_text_fault(at, end);
  }
  return out;
}

std::string shell_word(std::string_view word) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,@%+";
  if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos)
    return std::string(word);
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace mqttspec::conformance::report
