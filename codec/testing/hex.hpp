// Bytes as text and back, for tables in tests and for what they print.
#pragma once

#include <string>
#include <vector>

#include "codec/bytes.hpp"

namespace mqttspec {

/// "10 0c 00 04": two lower case digits a byte.
std::string to_hex(Bytes bytes);

/// The reverse; spaces may stand anywhere between bytes. Digits that do not pair up end it.
std::vector<std::uint8_t> from_hex(std::string_view text);

}  // namespace mqttspec
