// Encoding of packets that own what they hold; nothing is copied into views on the way. In a file
// of its own, so that the compiler inlines each form as if the other were not there.
#include "codec/encoding/whole_packet.hpp"

namespace mqttspec {

std::expected<std::size_t, EncodeFailure> encode(const owned::Packet& packet,
                                                 const EncodeContext& context,
                                                 std::span<std::uint8_t> buffer) {
  return encoding::encode_any(packet, context, buffer);
}

std::size_t encoded_size(const owned::Packet& packet, const EncodeContext& context) {
  return encoding::encoded_size_of_any(packet, context);
}

std::expected<std::size_t, Violation> encode(const owned::Packet& packet,
                                             const EncodeContext& context,
                                             std::vector<std::uint8_t>& out) {
  return encoding::append_any(packet, context, out);
}

}  // namespace mqttspec
