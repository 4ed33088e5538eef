// Section 3.11: UNSUBACK.
//
//   Packet Identifier   Two Byte Integer
//   Properties          5.0                            3.11.2.1
//   Reason Codes        5.0, one Byte or more          3.11.3
#pragma once

#include "codec/grammar/s2_02_1_packet_identifier.hpp"
#include "codec/grammar/s2_02_properties.hpp"
#include "codec/grammar/s2_04_reason_code.hpp"
#include "codec/grammar/sequence.hpp"

BOOST_FUSION_ADAPT_STRUCT(mqttspec::Unsuback, packet_id, properties, reason_codes)

namespace mqttspec::grammar {

template <Version version>
constexpr auto unsuback_reason_codes() {
  if constexpr (version == Version::v3_1_1)
    return Absent<Bytes>{};
  else
    return ReasonCodeList<version, PacketType::unsuback>({.unlisted = "MQTT-3.11.3-2"_v5});
}

template <Version version>
inline constexpr auto unsuback = PacketIdentifier("MQTT-2.3.1-7"_v311 | "MQTT-2.2.1-6"_v5) >>
                                 properties<version, PropertyHost::unsuback, AckProperties>() >>
                                 unsuback_reason_codes<version>() >>
                                 End("U3.1.1-3.11.3-1"_v311 | "U5.0-2.3-1"_v5);

}  // namespace mqttspec::grammar
