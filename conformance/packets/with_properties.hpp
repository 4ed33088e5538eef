// The words in which cases give packets their properties, which exist in 5.0 only.
#pragma once

#include <string_view>

#include "conformance/packets/property_pattern.hpp"

namespace mqttspec::conformance::packets {

/// For what is only sent.
template <class Self>
class WithProperties {
 public:
  /// Has this integer property (a byte, a two or four byte integer, a variable byte integer).
  Self& with(Property property, std::uint32_t value) {
    properties_.entries.push_back({property, value});
    return static_cast<Self&>(*this);
  }
  /// Has this text or binary property.
  Self& with(Property property, std::string_view value) {
    properties_.entries.push_back({property, std::string(value)});
    return static_cast<Self&>(*this);
  }
  Self& user(std::string_view name, std::string_view value) {
    properties_.users.emplace_back(name, value);
    return static_cast<Self&>(*this);
  }

 protected:
  PropertyValues properties_;
};

/// For what is expected, or both.
template <class Self>
class ExpectsProperties {
 public:
  /// Has this integer property (a byte, a two or four byte integer, a variable byte integer).
  Self& with(Property property, std::uint32_t value) {
    properties_.values.entries.push_back({property, value});
    return static_cast<Self&>(*this);
  }
  /// Has this text or binary property.
  Self& with(Property property, std::string_view value) {
    properties_.values.entries.push_back({property, std::string(value)});
    return static_cast<Self&>(*this);
  }
  /// Has these User Properties; when expected: all of them in their order, perhaps among others.
  Self& user(std::string_view name, std::string_view value) {
    properties_.values.users.emplace_back(name, value);
    return static_cast<Self&>(*this);
  }
  /// When expected: does not have the property.
  Self& without(Property property) {
    properties_.absent.push_back(property);
    return static_cast<Self&>(*this);
  }

 protected:
  PropertyPattern properties_;
};

}  // namespace mqttspec::conformance::packets
