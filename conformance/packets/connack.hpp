// CONNACK: can be expected.
#pragma once

#include <initializer_list>

#include "conformance/packets/with_properties.hpp"

namespace mqttspec::conformance::packets {

class ConnackSpec final : public Pattern, public ExpectsProperties<ConnackSpec> {
 public:
  ConnackSpec& session_present(bool present);
  /// One of these codes.
  ConnackSpec& codes(std::initializer_list<ReasonCode> codes);
  /// Any code but success.
  ConnackSpec& refused();

  Mismatch mismatch(const Packet& packet, const PacketSetting& setting) const override;
  std::string describe(const PacketSetting& setting) const override;
  PacketType type() const override { return PacketType::connack; }

 private:
  std::optional<bool> session_present_;
  std::vector<ReasonCode> codes_;
  bool refused_ = false;
};

inline ConnackSpec connack() { return {}; }

}  // namespace mqttspec::conformance::packets
