// Section 3.2: CONNACK.
//
//   Connect Acknowledge Flags   Byte: 7-1 reserved: 0, 0 Session Present      3.2.2.1
//   Connect Reason Code         Byte; Connect Return code in 3.1.1            3.2.2.2
//   Properties                  5.0                                           3.2.2.3
#pragma once

#include "codec/grammar/s2_02_properties.hpp"
#include "codec/grammar/s2_04_reason_code.hpp"
#include "codec/grammar/sequence.hpp"

BOOST_FUSION_ADAPT_STRUCT(mqttspec::Connack, session_present, reason_code, properties)

namespace mqttspec::grammar {

struct ConnectAcknowledgeFlags : Primitive<ConnectAcknowledgeFlags, bool> {
  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    Scan& scan = scan_of(context);
    if (first == last) return malformed(scan, first, "U3.1.1-2.2.3-1"_v311 | "U5.0-2.1.4-1"_v5);
    if ((*first & 0xFE) != 0)
      return malformed(scan, first, "U3.1.1-3.2.2.1-1"_v311 | "MQTT-3.2.2-1"_v5);
    value = *first++ == 1;
    return true;
  }
};

/// A refused connection has no Session; checked at the code, which stands behind the flag.
struct RefusalHasNoSession : Check<RefusalHasNoSession> {
  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const&, const Context& context, RContext&, Attribute&) const {
    const Cursor code = first - 1;
    return code[-1] == 0 || *code == 0 ||
           protocol_error(scan_of(context), code, "MQTT-3.2.2-4"_v311 | "MQTT-3.2.2-6"_v5);
  }
};

/// Section 3.1.2.11.10 has the sentence for CONNECT alone.
struct AcknowledgedDataHasMethod {
  bool operator()(Scan& scan, Cursor at, const ConnackProperties& properties) const {
    return !properties.authentication_data || properties.authentication_method ||
           contested(scan, at, "U5.0-3.1.2.11.10-1"_v5, ReasonCode::protocol_error);
  }
};

template <Version version>
inline constexpr auto connack =
    ConnectAcknowledgeFlags{} >> ReasonCodeField<version, PacketType::connack, AtEnd::required>(
                                     {.unlisted = "MQTT-3.2.2-6"_v311 | "MQTT-3.2.2-8"_v5}) >>
    RefusalHasNoSession{} >> checked<ConnackProperties>(
                                 properties<version, PropertyHost::connack, ConnackProperties>(),
                                 AcknowledgedDataHasMethod{}) >>
    End("U3.1.1-3.2.3-1"_v311 | "U5.0-3.2.3-1"_v5);

}  // namespace mqttspec::grammar
