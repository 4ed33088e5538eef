// The property blocks of all packets, each in the order of the identifiers (5.0 section 2.2.2).
#pragma once

#include "codec/encoding/output.hpp"
#include "codec/property_members.hpp"

namespace mqttspec::encoding {

/// The values of an integer property that are right wherever it may stand.
struct Range {
  std::uint32_t least = 0;
  std::uint32_t most = 0xFFFF'FFFF;
};
constexpr Range range_of(Property property) {
  Range range;
  for (const auto& place : property_places) {
    if (place.property != property) continue;
    range.least = std::max(range.least, place.minimum);
    range.most = std::min(range.most, place.maximum);
  }
  return range;
}

/// Puts single properties into `Out`, a Counter or Writer. An absent property puts nothing.
template <class Out>
class PropertyOutput {
 public:
  explicit PropertyOutput(Out& out) : out_(out) {}

  template <Property property, class Integer>
    requires std::is_integral_v<Integer>
  void put(const std::optional<Integer>& value) {
    if (value) integer<property>(*value);
  }
  /// Strings and Binary Data, which an owned packet holds alike.
  template <Property property, class Text>
  void put(const std::optional<Text>& value) {
    constexpr PropertyType type = find_property(static_cast<std::uint32_t>(property))->type;
    if (!value) return;
    identifier<property>();
    if constexpr (type == PropertyType::binary_data) {
      out_.binary(as_bytes(*value), "U5.0-1.5.6-1"_v5);
    } else if constexpr (property == Property::response_topic) {
      out_.doubt_if(value->empty());
      out_.topic_name(*value);
    } else {
      out_.string(*value);
    }
  }
  /// Subscription Identifiers stand in a PUBLISH, where the Server alone may have them.
  template <Property property, class List>
  void put(const List& elements) {
    if (elements.empty()) return;
    if constexpr (property == Property::user_property) {
      put_pairs<property>(elements);
    } else {
      out_.doubt_if(true);
      for (const auto& each : elements) integer<property>(each.value);
    }
  }

 private:
  template <Property property, class Integer>
  void integer(Integer value) {
    constexpr Range range = range_of(property);
    identifier<property>();
    out_.doubt_if(value < range.least || value > range.most);
    if constexpr (property == Property::subscription_identifier)
      out_.variable_byte_integer(value);
    else if constexpr (sizeof(Integer) == 1)
      out_.byte(value);
    else if constexpr (sizeof(Integer) == 2)
      out_.two_byte_integer(value);
    else
      out_.four_byte_integer(value);
  }
  template <Property property, class Pairs>
  void put_pairs(const Pairs& pairs) {
    for (const auto& pair : pairs) {
      identifier<property>();
      out_.string(pair.name);
      out_.string(pair.value);
    }
  }
  template <Property property>
  void identifier() {
    out_.byte(static_cast<std::uint8_t>(property));
  }

  Out& out_;
};

template <class Value>
bool is_present(const std::optional<Value>& value) {
  return value.has_value();
}
template <class List>
bool is_present(const List& elements) {
  return !elements.empty();
}

template <class Properties, class... Members>
bool has_any_of(const Properties& properties, PropertyMemberList<Members...>) {
  return (... || is_present(properties.*Members::member));
}

/// True if the packet has a property.
template <class Properties>
bool has_any(const Properties& properties) {
  return has_any_of(properties, typename PropertyMembers<Properties>::Members{});
}

template <class Out, class Properties, class... Members>
void put_all(PropertyOutput<Out> out, const Properties& properties,
             PropertyMemberList<Members...>) {
  (out.template put<Members::property>(properties.*Members::member), ...);
}

/// The Property Length and the properties; nothing in 3.1.1, which has none.
template <class Out, class Properties>
void put_properties(Out& out, Version version, const Properties& properties) {
  if (version == Version::v3_1_1) return;
  out.block([&] {
    put_all(PropertyOutput<Out>(out), properties, typename PropertyMembers<Properties>::Members{});
  });
}

}  // namespace mqttspec::encoding
