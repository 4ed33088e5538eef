// Section 3.9: SUBACK.
//
//   Packet Identifier   Two Byte Integer
//   Properties          5.0                                             3.9.2.1
//   Reason Codes        one Byte or more; return codes in 3.1.1         3.9.3
#pragma once

#include "codec/grammar/s2_02_1_packet_identifier.hpp"
#include "codec/grammar/s2_02_properties.hpp"
#include "codec/grammar/s2_04_reason_code.hpp"
#include "codec/grammar/sequence.hpp"

BOOST_FUSION_ADAPT_STRUCT(mqttspec::Suback, packet_id, properties, reason_codes)

namespace mqttspec::grammar {

template <Version version>
inline constexpr auto suback = PacketIdentifier("MQTT-2.3.1-7"_v311 | "MQTT-2.2.1-6"_v5) >>
                               properties<version, PropertyHost::suback, AckProperties>() >>
                               ReasonCodeList<version, PacketType::suback>(
                                   {.unlisted = "MQTT-3.9.3-2"_v311 | "MQTT-3.9.3-2"_v5});

}  // namespace mqttspec::grammar
