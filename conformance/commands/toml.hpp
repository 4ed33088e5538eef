// toml++, of which no text makes more than an error. Some versions, of them that of Debian 12, take
// for granted what some malformed texts do not keep to: an assertion ends the program, or without
// assertions anything may happen. Here such an assertion is an exception, and what the library must
// not see is refused before.
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace mqttspec::conformance::commands {

/// Thrown by the library where it has gone astray.
struct TomlAstray {};

/// What its assertions call.
constexpr void demand_of_toml(bool holds) {
  if (!holds) throw TomlAstray();
}

}  // namespace mqttspec::conformance::commands

// With NDEBUG it would have no assertions.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(what) ::mqttspec::conformance::commands::demand_of_toml(static_cast<bool>(what))
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

namespace mqttspec::conformance::commands {

struct TomlError {
  std::size_t line = 0;  // counted from 1
  std::string what;
};

/// What the text says, or the first thing in it that is no TOML.
std::expected<toml::table, TomlError> parse_toml(std::string_view text);

}  // namespace mqttspec::conformance::commands
