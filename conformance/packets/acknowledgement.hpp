// PUBACK, PUBREC, PUBREL, PUBCOMP: can be sent and expected.
#pragma once

#include <initializer_list>

#include "conformance/packets/stimulus.hpp"
#include "conformance/packets/with_properties.hpp"

namespace mqttspec::conformance::packets {

/// Plain: code 0x00. Expected without codes: any code below 0x80.
class AckSpec final : public Stimulus, public Pattern, public ExpectsProperties<AckSpec> {
 public:
  AckSpec(PacketType type, std::uint16_t packet_id) : type_(type), packet_id_(packet_id) {}

  AckSpec& codes(std::initializer_list<ReasonCode> codes);
  /// Any code; when expected.
  AckSpec& any_code();
  /// Any Packet Identifier; when expected.
  AckSpec& any_id();

  owned::Packet packet(const PacketSetting& setting) const override;
  Mismatch mismatch(const Packet& packet, const PacketSetting& setting) const override;
  std::string describe(const PacketSetting& setting) const override;
  PacketType type() const override { return type_; }

 private:
  PacketType type_;
  std::uint16_t packet_id_;
  std::vector<ReasonCode> codes_;
  bool any_code_ = false;
  bool any_id_ = false;
};

inline AckSpec puback(std::uint16_t packet_id) { return {PacketType::puback, packet_id}; }
inline AckSpec pubrec(std::uint16_t packet_id) { return {PacketType::pubrec, packet_id}; }
inline AckSpec pubrel(std::uint16_t packet_id) { return {PacketType::pubrel, packet_id}; }
inline AckSpec pubcomp(std::uint16_t packet_id) { return {PacketType::pubcomp, packet_id}; }

}  // namespace mqttspec::conformance::packets
