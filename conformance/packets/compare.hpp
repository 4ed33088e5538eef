// Small steps that all patterns share.
#pragma once

#include <span>
#include <string_view>

#include "conformance/packets/pattern.hpp"

namespace mqttspec::conformance::packets {

/// A complaint if the packet is of another type.
Mismatch wrong_type(const Packet& packet, PacketType wanted);
/// "0x00 Success|0x10 No matching subscribers" of codes of that type of packet.
std::string describe_codes(Version version, PacketType type, std::span<const ReasonCode> codes);
/// A complaint unless `code` is among `permitted`.
Mismatch wrong_code(Version version, PacketType type, ReasonCode code,
                    std::span<const ReasonCode> permitted);
/// "topic is a, not b".
std::string is_not(std::string_view field, std::string_view got, std::string_view wanted);
std::string is_not(std::string_view field, unsigned got, unsigned wanted);

}  // namespace mqttspec::conformance::packets
