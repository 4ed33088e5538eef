// A packet as a case expects it.
#pragma once

#include <optional>
#include <string>

#include "codec/packets.hpp"
#include "conformance/packets/packet_setting.hpp"

namespace mqttspec::conformance::packets {

/// Why a packet is not what is meant; empty if it is.
using Mismatch = std::optional<std::string>;

/// What can be expected. Fields that the case leaves out may have any value.
class Pattern {
 public:
  virtual ~Pattern() = default;
  virtual Mismatch mismatch(const Packet& packet, const PacketSetting& setting) const = 0;
  /// The fields that are given, on one line, in the notation of codec/notation.hpp.
  virtual std::string describe(const PacketSetting& setting) const = 0;
  /// The type of packet that is meant.
  virtual PacketType type() const = 0;
  /// The topic of the message that is meant, if it is one.
  virtual const Topic* message_topic() const { return nullptr; }
};

}  // namespace mqttspec::conformance::packets
