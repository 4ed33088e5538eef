// Bytes as people write them down: numbers in several notations, strings with escapes, base64.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace mqttspec::conformance::commands {

enum class Notation : std::uint8_t { guessed, hexadecimal, decimal, base64 };

/// The bytes that the text stands for, or what is wrong with it. The text is one line, or several
/// that belong together:
///
///     101d0004   10 1d 00 04   0x10 0x1D   {0x10, 0x1d}   10,1d   10:1d   10-1d   [10 1d]
///     \x10\x1d\x00\x04MQTT     b'\x10\x1d'     "\x10" "\x1d"
///     16 29 0 4     [16, 29, 0, 4]     [16, 29, -1]
///     EB0ABE1RVFQ=
///
/// More than one reading may fit. If the notation is `guessed`: numbers are decimal only if all of
/// them can be, none has 0x or a 0 before other digits, and one has a sign, one digit or three;
/// what can be hexadecimal is not base64.
std::expected<std::vector<std::uint8_t>, std::string> bytes_of(std::string_view text,
                                                               Notation notation);

/// True of a line that tells of a packet without its bytes: what Mosquitto and its Clients log, as
/// "Client a sending PUBLISH (d0, q1, r0, m1, 't', ... (5 bytes))".
bool tells_of_packet(std::string_view text);

/// True if all of it is of the alphabet of base64, and not all of it hexadecimal.
bool looks_like_base64(std::string_view text);

}  // namespace mqttspec::conformance::commands
