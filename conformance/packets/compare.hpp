// Small steps that all packet builders share.
#pragma once

#include <span>

#include "conformance/packets/packet_spec.hpp"

namespace mqttspec::conformance::packets {

/// The packet's bytes, or why it is illegal.
std::expected<std::vector<std::uint8_t>, Violation> encode_packet(const Packet& packet,
                                                                  const PacketSetting& setting);
/// A complaint if the packet is of another type.
std::optional<std::string> wrong_type(const Packet& packet, PacketType wanted);
/// "0x00|0x10" of codes.
std::string describe_codes(std::span<const ReasonCode> codes);
/// A complaint unless `code` is among `permitted`.
std::optional<std::string> wrong_code(ReasonCode code, std::span<const ReasonCode> permitted);

}  // namespace mqttspec::conformance::packets
