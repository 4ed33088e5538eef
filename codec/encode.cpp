// Encoding of packets that are views.
#include "codec/encoding/whole_packet.hpp"

namespace mqttspec {

std::expected<std::size_t, EncodeFailure> encode(const Packet& packet, const EncodeContext& context,
                                                 std::span<std::uint8_t> buffer) {
  return encoding::encode_any(packet, context, buffer);
}

std::size_t encoded_size(const Packet& packet, const EncodeContext& context) {
  return encoding::encoded_size_of_any(packet, context);
}

std::expected<std::size_t, Violation> encode(const Packet& packet, const EncodeContext& context,
                                             std::vector<std::uint8_t>& out) {
  return encoding::append_any(packet, context, out);
}

}  // namespace mqttspec
