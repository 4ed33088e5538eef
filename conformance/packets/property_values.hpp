// The properties that a case gives a packet.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "conformance/packets/packet_setting.hpp"
#include "spec/property_table.hpp"

namespace mqttspec::conformance::packets {

/// A number, or a text or Binary Data.
using PropertyValue = std::variant<std::uint32_t, std::string>;

/// The value as it stands on the target: a Response Topic is a topic of the case.
PropertyValue on_target(Property property, const PropertyValue& value,
                        const PacketSetting& setting);

struct PropertyValues {
  // Not inline: every case file would have its own.
  PropertyValues();
  ~PropertyValues();
  PropertyValues(const PropertyValues&);
  PropertyValues(PropertyValues&&) noexcept;
  PropertyValues& operator=(const PropertyValues&);
  PropertyValues& operator=(PropertyValues&&) noexcept;

  struct Entry {
    Property property;
    PropertyValue value;
  };
  std::vector<Entry> entries;
  std::vector<std::pair<std::string, std::string>> users;  // User Properties

  /// Fills the properties of a packet; in 3.1.1, where there are none, does nothing. What the
  /// struct has no place for is left out: legality is the encoder's business.
  template <class Properties>
  void fill(Properties& properties, const PacketSetting& setting) const;
  /// " {Name value, …}", or nothing.
  std::string describe() const;
};

}  // namespace mqttspec::conformance::packets
