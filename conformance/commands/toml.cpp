// See toml.hpp.
#include "conformance/commands/toml.hpp"

#include <algorithm>
#include <optional>

namespace mqttspec::conformance::commands {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::size_t line_at(std::string_view text, std::size_t position) {
  return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, position), '\n'));
}

// Where a string that begins there ends: behind its last quote, or where the text or, of one line,
// the line ends.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  const std::string three(3, quote);
  const bool has_lines = text.substr(begin).starts_with(three);
  for (auto i = begin + (has_lines ? 3 : 1); i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (has_lines && text.substr(i).starts_with(three)) {
      return i + 3;
    } else if (!has_lines && (text[i] == quote || text[i] == '\n')) {
      return i + 1;
    }
  }
  return text.size();
}

// The first byte beyond ASCII outside of strings and comments, where the library takes some of them
// for what cannot be.
std::optional<std::size_t> beyond_ascii(std::string_view text) {
  std::size_t i = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  while (i < text.size()) {
    if (static_cast<unsigned char>(text[i]) >= 0x80) return i;
    if (text[i] == '"' || text[i] == '\'')
      i = end_of_string(text, i);
    else if (text[i] == '#')
      i = std::min(text.find('\n', i), text.size());
    else
      ++i;
  }
  return std::nullopt;
}

bool leads_astray(std::string_view text) {
  try {
    (void)toml::parse(text);
  } catch (const toml::parse_error&) {
    return false;
  } catch (const TomlAstray&) {
    return true;
  }
  return false;
}

// Where the library goes astray it does not know the line.
std::size_t line_that_leads_astray(std::string_view text) {
  std::size_t line = 1;
  for (auto end = text.find('\n'); end != text.npos; end = text.find('\n', end + 1), ++line)
    if (leads_astray(text.substr(0, end + 1))) return line;
  return line;
}

}  // namespace

std::expected<toml::table, TomlError> parse_toml(std::string_view text) {
  if (const auto found = beyond_ascii(text))
    return std::unexpected(TomlError{line_at(text, *found), "only strings are beyond ASCII"});
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    return std::unexpected(TomlError{error.source().begin.line, std::string(error.description())});
  } catch (const TomlAstray&) {
    return std::unexpected(TomlError{line_that_leads_astray(text), "this is no TOML"});
  }
}

}  // namespace mqttspec::conformance::commands
