// Section 3.1: CONNECT.
//
//   Protocol Name        UTF-8 Encoded String "MQTT"                                      3.1.2.1
//   Protocol Version     Byte, 4 for 3.1.1 and 5 for 5.0; Protocol Level in 3.1.1         3.1.2.2
//   Connect Flags        Byte                                                             3.1.2.3
//                          7 User Name  6 Password  5 Will Retain  4-3 Will QoS
//                          2 Will  1 Clean Start (3.1.1: Clean Session)  0 reserved: 0
//   Keep Alive           Two Byte Integer                                                 3.1.2.10
//   Properties           5.0                                                              3.1.2.11
//   Client Identifier    UTF-8 Encoded String                                             3.1.3.1
//   Will Properties      5.0, with the Will flag                                          3.1.3.2
//   Will Topic           UTF-8 Encoded String, with the Will flag
//   Will Payload         Binary Data, with the Will flag; Will Message in 3.1.1
//   User Name            UTF-8 Encoded String, with the User Name flag
//   Password             Binary Data, with the Password flag
//
// The first two fields decide whose rules hold for the others.
#pragma once

#include <array>

#include "codec/grammar/s2_02_properties.hpp"
#include "codec/grammar/sequence.hpp"

BOOST_FUSION_ADAPT_STRUCT(mqttspec::Connect, clean_start, keep_alive, properties, client_id, will,
                          user_name, password)

namespace mqttspec::grammar {

/// Broken by whatever has no statement of its own.
inline constexpr Cited connect_format = "MQTT-3.1.4-1"_v311 | "MQTT-3.1.4-1"_v5;

/// Notes a Protocol Name other than "MQTT", or a Protocol Version that neither Standard defines.
Rejected reject_protocol(Scan& scan, Cursor at, Cited cited);

/// The Protocol Name, to the byte: its length is fixed as well. One that announces more than there
/// is cannot be read, as in any other field.
struct ProtocolName : Check<ProtocolName> {
  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute&) const {
    static constexpr std::array<std::uint8_t, 6> expected = {0, 4, 'M', 'Q', 'T', 'T'};
    Scan& scan = scan_of(context);
    if (left(first, last) < expected.size()) return malformed(scan, first, connect_format);
    if (left(first, last) - 2 < (std::size_t{first[0]} << 8 | first[1]))
      return malformed(scan, first, connect_format);
    for (const std::uint8_t byte : expected) {
      if (*first != byte)
        return reject_protocol(scan, first, "MQTT-3.1.2-1"_v311 | "MQTT-3.1.2-1"_v5);
      ++first;
    }
    return true;
  }
};

/// The Protocol Version. From here on its rules hold, and for an unknown one those of 5.0.
struct ProtocolVersion : Primitive<ProtocolVersion, Version> {
  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    Scan& scan = scan_of(context);
    if (first == last) return malformed(scan, first, connect_format);
    value = scan.version = *first == 4 ? Version::v3_1_1 : Version::v5_0;
    if (*first != 4 && *first != 5) return reject_protocol(scan, first, "MQTT-3.1.2-2"_v5);
    ++first;
    return true;
  }
};

inline constexpr auto connect_protocol = ProtocolName{} >> ProtocolVersion{};

/// The Connect Flags, which the context carries to the fields that depend on them.
struct ConnectFlags {
  std::uint8_t bits = 0;

  static constexpr std::uint8_t reserved = 0x01;
  static constexpr std::uint8_t clean_start = 0x02;
  static constexpr std::uint8_t will = 0x04;
  static constexpr std::uint8_t will_qos = 0x18;
  static constexpr std::uint8_t will_retain = 0x20;
  static constexpr std::uint8_t password = 0x40;
  static constexpr std::uint8_t user_name = 0x80;

  bool has(std::uint8_t mask) const { return (bits & mask) != 0; }
  Qos qos_of_will() const { return Qos(bits >> 3 & 0x03); }
};
struct connect_flags_tag;

/// True if the flags do not contradict one another; else notes the breach.
bool check_connect_flags(Scan& scan, Cursor at, ConnectFlags flags);

struct ConnectFlagsField : Primitive<ConnectFlagsField, bool> {
  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    Scan& scan = scan_of(context);
    if (first == last) return malformed(scan, first, connect_format);
    ConnectFlags& flags = x3::get<connect_flags_tag>(context);
    flags.bits = *first;
    if (!check_connect_flags(scan, first, flags)) return false;
    value = flags.has(ConnectFlags::clean_start);
    ++first;
    return true;
  }
};

/// A field that is there if its flag is set.
template <std::uint8_t flag, class Subject>
struct Flagged
    : Primitive<Flagged<flag, Subject>, std::optional<typename Subject::attribute_type>> {
  Subject subject;
  constexpr explicit Flagged(const Subject& of) : subject(of) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext& rcontext,
             Attribute& value) const {
    return !x3::get<connect_flags_tag>(context).has(flag) ||
           subject.parse(first, last, context, rcontext, value);
  }
};

template <std::uint8_t flag, class Subject>
constexpr auto with_flag(const Subject& subject) {
  return Flagged<flag, Subject>(subject);
}

/// The three fields of the Will; their grammar stands in will.cpp.
template <Version version>
bool parse_will(Scan& scan, Cursor& first, Cursor last, Will& will);
template <>
bool parse_will<Version::v3_1_1>(Scan& scan, Cursor& first, Cursor last, Will& will);
template <>
bool parse_will<Version::v5_0>(Scan& scan, Cursor& first, Cursor last, Will& will);

template <Version version>
struct WillFields : Primitive<WillFields<version>, Will> {
  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    Will& will = value.emplace();
    const ConnectFlags flags = x3::get<connect_flags_tag>(context);
    will.qos = flags.qos_of_will();
    will.retain = flags.has(ConnectFlags::will_retain);
    return parse_will<version>(scan_of(context), first, last, will);
  }
};

/// Authentication Data makes no sense without its method (3.1.2.11.10).
struct AuthenticationDataHasMethod {
  bool operator()(Scan& scan, Cursor at, const ConnectProperties& properties) const {
    return !properties.authentication_data || properties.authentication_method ||
           protocol_error(scan, at, "U5.0-3.1.2.11.10-1"_v5);
  }
};

/// All behind the Protocol Version.
template <Version version>
inline constexpr auto connect =
    ConnectFlagsField{} >> TwoByteInteger(connect_format) >>
    checked<ConnectProperties>(properties<version, PropertyHost::connect, ConnectProperties>(),
                               AuthenticationDataHasMethod{}) >>
    Utf8String({.missing = "MQTT-3.1.3-3"_v311 | "MQTT-3.1.3-3"_v5,
                .cut = "MQTT-3.1.3-4"_v311 | "MQTT-3.1.3-4"_v5}) >>
    with_flag<ConnectFlags::will>(WillFields<version>{}) >>
    with_flag<ConnectFlags::user_name>(
        Utf8String({.missing = "MQTT-3.1.2-19"_v311 | "MQTT-3.1.2-17"_v5,
                    .cut = "MQTT-3.1.3-11"_v311 | "MQTT-3.1.3-12"_v5})) >>
    with_flag<ConnectFlags::password>(BinaryData("MQTT-3.1.2-21"_v311 | "MQTT-3.1.2-19"_v5,
                                                 connect_format)) >>
    End(connect_format);

}  // namespace mqttspec::grammar
