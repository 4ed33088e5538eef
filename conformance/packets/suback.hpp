// SUBACK and UNSUBACK: can be expected.
#pragma once

#include <initializer_list>

#include "conformance/packets/with_properties.hpp"

namespace mqttspec::conformance::packets {

class SubackSpec final : public Pattern, public ExpectsProperties<SubackSpec> {
 public:
  SubackSpec(PacketType type, std::uint16_t packet_id) : type_(type), packet_id_(packet_id) {}
  /// One set of permitted codes for each Topic Filter, in order.
  SubackSpec& code(std::initializer_list<ReasonCode> permitted);
  /// That many codes, each a grant of any QoS (SUBACK) or a success (UNSUBACK).
  SubackSpec& granted(std::size_t count);
  /// That many codes of any value.
  SubackSpec& count(std::size_t count);
  /// Any Packet Identifier.
  SubackSpec& any_id();

  Mismatch mismatch(const Packet& packet, const PacketSetting& setting) const override;
  std::string describe(const PacketSetting& setting) const override;
  PacketType type() const override { return type_; }

 private:
  Mismatch wrong_codes(Bytes codes, Version version) const;

  PacketType type_;
  std::uint16_t packet_id_;
  std::vector<std::vector<ReasonCode>> codes_;
  std::optional<std::size_t> count_;
  bool granted_ = false;
  bool any_id_ = false;
};

inline SubackSpec suback(std::uint16_t packet_id) { return {PacketType::suback, packet_id}; }
inline SubackSpec unsuback(std::uint16_t packet_id) { return {PacketType::unsuback, packet_id}; }

}  // namespace mqttspec::conformance::packets
