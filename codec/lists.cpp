// Reads the elements of lists out of bytes that the decoder has already found valid, so nothing is
// checked here.
#include "codec/lists.hpp"

#include <array>

#include "spec/property_table.hpp"

namespace mqttspec {
namespace {

using Cursor = const std::uint8_t*;

std::uint16_t take_two_byte_integer(Cursor& cursor) {
  const auto value = static_cast<std::uint16_t>(cursor[0] << 8 | cursor[1]);
  cursor += 2;
  return value;
}

std::string_view take_string(Cursor& cursor) {
  const std::size_t size = take_two_byte_integer(cursor);
  const std::string_view text = as_text({cursor, size});
  cursor += size;
  return text;
}

std::uint32_t take_variable_byte_integer(Cursor& cursor) {
  std::uint32_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    const std::uint8_t byte = *cursor++;
    value |= static_cast<std::uint32_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) return value;
  }
}

// Every Property Identifier is a single byte below 0x2B.
constexpr auto property_types = [] {
  std::array<PropertyType, 0x2B> types{};
  for (const auto& row : property_table) types[static_cast<std::size_t>(row.property)] = row.type;
  return types;
}();

void skip_value(Cursor& cursor, PropertyType type) {
  switch (type) {
    case PropertyType::byte:
      cursor += 1;
      break;
    case PropertyType::two_byte_integer:
      cursor += 2;
      break;
    case PropertyType::four_byte_integer:
      cursor += 4;
      break;
    case PropertyType::variable_byte_integer:
      take_variable_byte_integer(cursor);
      break;
    case PropertyType::utf8_string:
    case PropertyType::binary_data:
      take_string(cursor);
      break;
    case PropertyType::utf8_string_pair:
      take_string(cursor);
      take_string(cursor);
      break;
  }
}

// Moves behind the next identifier that equals `wanted`.
void seek(Cursor& cursor, Property wanted) {
  while (true) {
    const std::uint8_t identifier = *cursor++;
    if (identifier == static_cast<std::uint8_t>(wanted)) return;
    skip_value(cursor, property_types[identifier]);
  }
}

}  // namespace

template <>
UserProperty UserProperty::next(const std::uint8_t*& cursor, const std::uint8_t*) {
  seek(cursor, Property::user_property);
  const std::string_view name = take_string(cursor);
  return {name, take_string(cursor)};
}

SubscriptionIdentifier SubscriptionIdentifier::next(const std::uint8_t*& cursor,
                                                    const std::uint8_t*) {
  seek(cursor, Property::subscription_identifier);
  return {take_variable_byte_integer(cursor)};
}

// In 3.1.1 the byte behind the Topic Filter is the requested QoS alone, with all other bits 0, so
// that both versions read alike (3.8.3 of 3.1.1, 3.8.3.1 of 5.0).
template <>
Subscription Subscription::next(const std::uint8_t*& cursor, const std::uint8_t*) {
  const std::string_view topic_filter = take_string(cursor);
  const std::uint8_t options = *cursor++;
  return {.topic_filter = topic_filter,
          .maximum_qos = Qos(options & 0x03),
          .no_local = (options & 0x04) != 0,
          .retain_as_published = (options & 0x08) != 0,
          .retain_handling = RetainHandling(options >> 4 & 0x03)};
}

template <>
TopicFilter TopicFilter::next(const std::uint8_t*& cursor, const std::uint8_t*) {
  return {take_string(cursor)};
}

}  // namespace mqttspec
