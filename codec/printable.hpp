// Bytes and strings of packets as plain ASCII text, for people to read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/bytes.hpp"

namespace mqttspec {

/// Lower case hexadecimal; `separator` stands between two bytes.
std::string hex(Bytes bytes, std::string_view separator = "");

/// The text in double quotes, on one line and in ASCII: other bytes as \xNN. What is longer than
/// `limit` bytes is cut, and its size is given.
std::string quoted(std::string_view text, std::size_t limit = 60);

/// The bytes that a line of hexadecimal digits stands for, with or without white space between
/// bytes; nothing if it has another character or half a byte.
std::optional<std::vector<std::uint8_t>> parse_hex(std::string_view text);

}  // namespace mqttspec
