// A packet as a case sends it.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "codec/packets.hpp"
#include "codec/violation.hpp"
#include "conformance/packets/packet_setting.hpp"

namespace mqttspec::conformance::packets {

/// What can be sent. Fields that the case leaves out have their plain value, and what the version
/// lacks is left out.
class Stimulus {
 public:
  virtual ~Stimulus() = default;
  virtual owned::Packet packet(const PacketSetting& setting) const = 0;
  /// One line in the notation of codec/notation.hpp.
  virtual std::string describe(const PacketSetting& setting) const;

  /// The packet's bytes, or why they would be illegal.
  std::expected<std::vector<std::uint8_t>, Violation> bytes(const PacketSetting& setting) const;
};

/// The bytes of a packet from a Client, or why they would be illegal.
std::expected<std::vector<std::uint8_t>, Violation> bytes_of(const owned::Packet& packet,
                                                             Version version);

}  // namespace mqttspec::conformance::packets
