// PINGREQ, which can be sent, and PINGRESP, which can be expected.
#pragma once

#include "conformance/packets/pattern.hpp"
#include "conformance/packets/stimulus.hpp"

namespace mqttspec::conformance::packets {

class PingreqSpec final : public Stimulus {
 public:
  owned::Packet packet(const PacketSetting& setting) const override;
};

class PingrespSpec final : public Pattern {
 public:
  Mismatch mismatch(const Packet& packet, const PacketSetting& setting) const override;
  std::string describe(const PacketSetting& setting) const override;
  PacketType type() const override { return PacketType::pingresp; }
};

inline PingreqSpec pingreq() { return {}; }
inline PingrespSpec pingresp() { return {}; }

}  // namespace mqttspec::conformance::packets
