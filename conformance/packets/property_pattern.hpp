// The properties that a case expects of a packet.
#pragma once

#include "conformance/packets/pattern.hpp"
#include "conformance/packets/property_values.hpp"

namespace mqttspec::conformance::packets {

/// Those that a packet has to have, and those that it must not have.
struct PropertyPattern {
  PropertyValues values;
  std::vector<Property> absent;

  template <class Properties>
  Mismatch mismatch(const Properties& properties, const PacketSetting& setting) const;
  /// " {Name value, …} without Name", or nothing.
  std::string describe() const;
};

}  // namespace mqttspec::conformance::packets
