// DISCONNECT and AUTH: can be sent and expected.
#pragma once

#include <initializer_list>

#include "conformance/packets/stimulus.hpp"
#include "conformance/packets/with_properties.hpp"

namespace mqttspec::conformance::packets {

/// Plain: code 0x00. Expected without codes: any code.
class ReasonSpec final : public Stimulus, public Pattern, public ExpectsProperties<ReasonSpec> {
 public:
  explicit ReasonSpec(PacketType type) : type_(type) {}
  ReasonSpec& codes(std::initializer_list<ReasonCode> codes);

  owned::Packet packet(const PacketSetting& setting) const override;
  Mismatch mismatch(const Packet& packet, const PacketSetting& setting) const override;
  std::string describe(const PacketSetting& setting) const override;
  PacketType type() const override { return type_; }

 private:
  PacketType type_;
  std::vector<ReasonCode> codes_;
};

inline ReasonSpec disconnect() { return ReasonSpec(PacketType::disconnect); }
inline ReasonSpec auth() { return ReasonSpec(PacketType::auth); }

}  // namespace mqttspec::conformance::packets
