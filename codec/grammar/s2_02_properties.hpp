// Section 2.2.2 of 5.0: the set of properties that ends a Variable Header, and begins a Will.
//
//   Property Length        Variable Byte Integer: size of all that follows
//   Property Identifier    Variable Byte Integer, of which the Standard uses values of one byte
//   value                  Byte … UTF-8 String Pair, as the identifier says
//   …
//
// One parser reads a whole block. The table of spec/property_table.hpp tells it at compile time the
// type and range of each property of the host, and which may stand more than once.
#pragma once

#include "codec/grammar/s1_05_data_types.hpp"
#include "codec/property_members.hpp"

namespace mqttspec::grammar {

// These return true where the breach is contested() and the Scan tolerant.

/// Notes a second property of a kind that may stand only once, at its identifier.
bool reject_repeated(Scan& scan, Cursor at, PropertyHost host, Property property);

/// Notes a value out of its permitted range.
bool reject_range(Scan& scan, Cursor at, PropertyHost host, Property property);

/// Notes an identifier that the block's host cannot have; `at` is its first byte.
Rejected reject_identifier(Scan& scan, Cursor at, Cursor last);

/// Notes a property that its host can have, but not from this sender.
bool reject_property_sender(Scan& scan, Cursor at, Property property);

/// Notes a Property Length that is absent, cut, or larger than what is left.
Rejected reject_property_length(Scan& scan, Cursor at, Cursor last, Cited missing);

/// The statements that a property value of a string type can break.
constexpr TextRules text_rules(PropertyHost host, Property property) {
  constexpr Cited wrong_type = "U5.0-2.2.2.2-1"_v5;
  TextRules rules{.missing = wrong_type, .cut = wrong_type};
  if (property == Property::user_property)
    rules = {.missing = "MQTT-1.5.7-1"_v5,
             .cut = "MQTT-1.5.7-1"_v5,
             .ill_formed = "MQTT-1.5.7-1"_v5,
             .null = "MQTT-1.5.7-1"_v5};
  if (property == Property::response_topic) {
    rules.null = "MQTT-4.7.3-2"_v5;
    rules.wildcard = "MQTT-4.7.0-1"_v5;
    rules.empty = "MQTT-4.7.3-1"_v5;
    if (host == PropertyHost::publish) {
      rules.missing = rules.cut = "MQTT-3.3.2-13"_v5;
      rules.wildcard = "MQTT-3.3.2-14"_v5;
    }
  }
  if (property == Property::content_type && host == PropertyHost::publish)
    rules.missing = rules.cut = "MQTT-3.3.2-19"_v5;
  return rules;
}

/// The only sender of a property that its host carries in one direction alone: [MQTT-3.3.4-6],
/// [MQTT-3.14.2-2], and 3.14.2.2.5 for the Server Reference.
constexpr std::optional<Sender> only_sender(PropertyHost host, Property property) {
  if (host == PropertyHost::publish && property == Property::subscription_identifier)
    return Sender::server;
  if (host == PropertyHost::disconnect && property == Property::session_expiry_interval)
    return Sender::client;
  if (host == PropertyHost::disconnect && property == Property::server_reference)
    return Sender::server;
  return std::nullopt;
}

/// A UTF-8 String Pair that is checked and then left to be read by UserProperty::next.
struct StringPair : Primitive<StringPair, x3::unused_type> {
  Utf8String string;
  constexpr explicit StringPair(const TextRules& rules) : string(rules) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext& rcontext,
             Attribute&) const {
    std::string_view text;
    return string.parse(first, last, context, rcontext, text) &&
           string.parse(first, last, context, rcontext, text);
  }
};

/// The parser of one property's value.
template <PropertyHost host, Property property>
constexpr auto value_parser() {
  constexpr Cited wrong_type = "U5.0-2.2.2.2-1"_v5;
  constexpr PropertyType type = find_property(static_cast<std::uint32_t>(property))->type;
  if constexpr (type == PropertyType::byte) return Byte(wrong_type);
  if constexpr (type == PropertyType::two_byte_integer) return TwoByteInteger(wrong_type);
  if constexpr (type == PropertyType::four_byte_integer) return FourByteInteger(wrong_type);
  if constexpr (type == PropertyType::variable_byte_integer) return VariableByteInteger(wrong_type);
  if constexpr (type == PropertyType::binary_data) return BinaryData(wrong_type, wrong_type);
  if constexpr (type == PropertyType::utf8_string_pair)
    return StringPair(text_rules(host, property));
  if constexpr (type == PropertyType::utf8_string) {
    if constexpr (property == Property::response_topic)
      return Text<find_topic_name_fault>(text_rules(host, property));
    else
      return Utf8String(text_rules(host, property));
  }
}

/// What a block has seen so far.
struct BlockState {
  std::uint32_t seen = 0;             // bit i: the i-th property of the host
  std::uint32_t user_properties = 0;  // how many
  std::uint32_t subscription_identifiers = 0;
};

/// The property block of one host. Each of Props is a PropertyMember: an optional, which takes the
/// value, or a List, which gets the whole block and the number of its elements.
template <PropertyHost host, class Properties, class... Props>
struct PropertyBlock : Primitive<PropertyBlock<host, Properties, Props...>, Properties> {
  static_assert((... && (find_place(host, Props::property) != nullptr)));
  static_assert(std::ranges::count(property_places, host, &PropertyPlace::host) ==
                sizeof...(Props));
  Cited missing;  // broken if not even the Property Length is there
  constexpr explicit PropertyBlock(Cited rule) : missing(rule) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& properties) const {
    if (first != last && *first == 0) [[likely]] {
      ++first;
      return true;
    }
    const Cursor end = parse_block(scan_of(context), first, last, missing, properties);
    if (end == nullptr) return false;
    first = end;
    return true;
  }

 private:
  /// Returns the end of the block, or null if something is wrong. Most packets have no properties,
  /// and shall not pay for the parsers of all: hence a function of its own.
  [[gnu::noinline, gnu::flatten]] static Cursor parse_block(Scan& scan, Cursor first, Cursor last,
                                                            Cited missing, Properties& properties) {
    using enum VariableByteIntegerRead::Ended;
    const auto length = read_variable_byte_integer(first, last);
    if (length.ended != whole || left(length.at, last) < length.value) {
      if (length.ended == too_long || length.ended == not_shortest)
        reject_variable_byte_integer(scan, length);
      else
        reject_property_length(scan, first, last, missing);
      return nullptr;
    }
    const Cursor begin = length.at;
    const Cursor end = begin + length.value;
    BlockState state;
    for (Cursor at = begin; at != end;)
      if (!parse_property(at, end, scan, properties, state)) return nullptr;
    const Bytes block(begin, end);
    if constexpr (requires { properties.user_properties; })
      properties.user_properties = UserProperties(block, state.user_properties);
    if constexpr (requires { properties.subscription_identifiers; })
      properties.subscription_identifiers =
          SubscriptionIdentifiers(block, state.subscription_identifiers);
    return end;
  }

  static bool parse_property(Cursor& first, Cursor end, Scan& scan, Properties& properties,
                             BlockState& state) {
    const Cursor at = first++;
    bool ok = false;
    unsigned index = 0;
    const bool known =
        ((*at == static_cast<std::uint8_t>(Props::property)
              ? (ok = parse_value<Props>(index, at, first, end, scan, properties, state), true)
              : (++index, false)) ||
         ...);
    return known ? ok : reject_identifier(scan, at, end);
  }

  template <class P>
  static bool parse_value(unsigned index, Cursor at, Cursor& first, Cursor end, Scan& scan,
                          Properties& properties, BlockState& state) {
    constexpr const PropertyPlace& place = *find_place(host, P::property);
    if constexpr (constexpr auto sender = only_sender(host, P::property); sender.has_value())
      if (scan.sender != *sender && !reject_property_sender(scan, at, P::property)) return false;
    if constexpr (place.occurrence != Occurrence::many) {
      if ((state.seen >> index & 1U) != 0 && !reject_repeated(scan, at, host, P::property))
        return false;
      state.seen |= 1U << index;
    }
    static constexpr auto parser = value_parser<host, P::property>();
    typename decltype(parser)::attribute_type value{};
    const Cursor value_at = first;
    if (!run(parser, first, end, scan, value)) return false;
    if constexpr (std::is_integral_v<decltype(value)>)
      if ((value < place.minimum || value > place.maximum) &&
          !reject_range(scan, value_at, host, P::property))
        return false;
    if constexpr (P::property == Property::user_property)
      ++state.user_properties;
    else if constexpr (place.occurrence == Occurrence::many)
      ++state.subscription_identifiers;
    else
      properties.*P::member = value;
    return true;
  }
};

template <PropertyHost host, class Properties, class... Members>
constexpr auto block_of(Cited missing, PropertyMemberList<Members...>) {
  return PropertyBlock<host, Properties, Members...>(missing);
}

/// The block of `host`, with the members that codec/property_members.hpp lists. In 3.1.1 there is
/// none.
template <Version version, PropertyHost host, class Properties>
constexpr auto properties(Cited missing = "MQTT-2.2.2-1"_v5) {
  if constexpr (version == Version::v3_1_1)
    return Absent<Properties>{};
  else
    return block_of<host, Properties>(missing, typename PropertyMembers<Properties>::Members{});
}

/// A block that may be left out where the packet ends.
template <class Block>
struct OptionalAtEnd : Primitive<OptionalAtEnd<Block>, typename Block::attribute_type> {
  Block block;
  constexpr explicit OptionalAtEnd(const Block& of) : block(of) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext& rcontext,
             Attribute& value) const {
    return first == last || block.parse(first, last, context, rcontext, value);
  }
};

}  // namespace mqttspec::grammar
