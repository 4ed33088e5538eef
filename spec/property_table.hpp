// The properties of MQTT 5.0 and where each may stand: section 2.2.2.2 and the packets' sections.
#pragma once

#include <array>
#include <optional>

#include "spec/statement.hpp"

namespace mqttspec {

enum class Property : std::uint8_t {
#define PROPERTY(identifier, name, text, type) name = identifier,
#define PLACE(host, property, section, occurrence, minimum, maximum)
#include "spec/property_table.def"
#undef PROPERTY
#undef PLACE
};

/// The data types of section 1.5 that a property value can have.
enum class PropertyType : std::uint8_t {
  byte,
  two_byte_integer,
  four_byte_integer,
  variable_byte_integer,
  utf8_string,
  utf8_string_pair,
  binary_data,
};

/// What a property block belongs to: a packet's Variable Header, or the Will in CONNECT's Payload.
enum class PropertyHost : std::uint8_t {
  connect,
  will,
  connack,
  publish,
  puback,
  pubrec,
  pubrel,
  pubcomp,
  subscribe,
  suback,
  unsubscribe,
  unsuback,
  disconnect,
  auth,
};

/// How often a property may stand in one block.
enum class Occurrence : std::uint8_t { once, many, required, unstated };

struct PropertyRow {
  Property property;
  std::string_view name;
  PropertyType type;
};

struct PropertyPlace {
  PropertyHost host;
  Property property;
  std::string_view section;
  Occurrence occurrence;
  std::uint32_t minimum;  // of integer types: the permitted range, both ends included
  std::uint32_t maximum;
};

inline constexpr auto property_table = std::to_array<PropertyRow>({
#define PROPERTY(identifier, name, text, type) {Property::name, text, PropertyType::type},
#define PLACE(host, property, section, occurrence, minimum, maximum)
#include "spec/property_table.def"
#undef PROPERTY
#undef PLACE
});

inline constexpr auto property_places = std::to_array<PropertyPlace>({
#define PROPERTY(identifier, name, text, type)
#define PLACE(host, property, section, occurrence, minimum, maximum) \
  {PropertyHost::host, Property::property, section, Occurrence::occurrence, minimum, maximum},
#include "spec/property_table.def"
#undef PROPERTY
#undef PLACE
});

/// The row of a property identifier, or nullptr for a byte that is none.
constexpr const PropertyRow* find_property(std::uint32_t identifier) {
  for (const auto& row : property_table)
    if (static_cast<std::uint32_t>(row.property) == identifier) return &row;
  return nullptr;
}

/// Where and how a property may stand in `host`, or nullptr if it may not.
constexpr const PropertyPlace* find_place(PropertyHost host, Property property) {
  for (const auto& place : property_places)
    if (place.host == host && place.property == property) return &place;
  return nullptr;
}

constexpr std::string_view to_string(Property property) {
  const auto* row = find_property(static_cast<std::uint32_t>(property));
  return row == nullptr ? std::string_view("unknown property") : row->name;
}

}  // namespace mqttspec
