// Packets of cases as text and as bytes.
#include "conformance/packets/stimulus.hpp"

#include "codec/encode.hpp"
#include "codec/notation.hpp"

namespace mqttspec::conformance::packets {

std::string Stimulus::describe(const PacketSetting& setting) const {
  return to_text(packet(setting), setting.version, setting.names.local());
}

std::expected<std::vector<std::uint8_t>, Violation> Stimulus::bytes(
    const PacketSetting& setting) const {
  return bytes_of(packet(setting), setting.version);
}

std::expected<std::vector<std::uint8_t>, Violation> bytes_of(const owned::Packet& packet,
                                                             Version version) {
  std::vector<std::uint8_t> out;
  const auto size = encode(packet, {.version = version, .sender = Sender::client}, out);
  if (!size) return std::unexpected(size.error());
  return out;
}

}  // namespace mqttspec::conformance::packets
