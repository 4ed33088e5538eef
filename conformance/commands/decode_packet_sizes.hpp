// Where packets end in a row of bytes, by their Fixed Headers alone.
#pragma once

#include <cstdint>
#include <optional>

#include "codec/bytes.hpp"

namespace mqttspec::conformance::commands {

/// The size of the packet that begins there, which may be more than there is; none if its Remaining
/// Length is not whole, or longer than four bytes or than it needs to be.
std::optional<std::size_t> packet_size(Bytes bytes);

/// Where the bytes end.
enum class Ending : std::uint8_t { at_packet, within_packet, unknown };
Ending ending_of(Bytes bytes);

}  // namespace mqttspec::conformance::commands
