// See decode_packet_sizes.hpp.
#include "conformance/commands/decode_packet_sizes.hpp"

namespace mqttspec::conformance::commands {

std::optional<std::size_t> packet_size(Bytes bytes) {
  std::size_t remaining_length = 0;
  for (std::size_t i = 1; i <= 4 && i < bytes.size(); ++i) {
    remaining_length |= std::size_t{bytes[i] & 0x7FU} << (7 * (i - 1));
    if ((bytes[i] & 0x80) != 0) continue;
    if (i > 1 && bytes[i] == 0) return std::nullopt;
    return 1 + i + remaining_length;
  }
  return std::nullopt;
}

Ending ending_of(Bytes bytes) {
  while (!bytes.empty()) {
    const auto size = packet_size(bytes);
    if (!size) return bytes.size() < 5 ? Ending::within_packet : Ending::unknown;
    if (*size > bytes.size()) return Ending::within_packet;
    bytes = bytes.subspan(*size);
  }
  return Ending::at_packet;
}

}  // namespace mqttspec::conformance::commands
