// What the acknowledgements of sections 3.4 to 3.7 have in common, which is their whole layout.
//
//   Packet Identifier   Two Byte Integer
//   Reason Code         Byte, 5.0; 0x00 if the packet ends before it
//   Properties          5.0; none if the packet ends before the Property Length
#pragma once

#include "codec/grammar/s2_02_1_packet_identifier.hpp"
#include "codec/grammar/s2_02_properties.hpp"
#include "codec/grammar/s2_04_reason_code.hpp"
#include "codec/grammar/sequence.hpp"

BOOST_FUSION_ADAPT_STRUCT(mqttspec::Puback, packet_id, reason_code, properties)
BOOST_FUSION_ADAPT_STRUCT(mqttspec::Pubrec, packet_id, reason_code, properties)
BOOST_FUSION_ADAPT_STRUCT(mqttspec::Pubrel, packet_id, reason_code, properties)
BOOST_FUSION_ADAPT_STRUCT(mqttspec::Pubcomp, packet_id, reason_code, properties)

namespace mqttspec::grammar {

/// The statements by which the four packets differ.
struct PublishAckRules {
  Cited packet_id;
  ReasonCodeRules reason_code;
  Cited no_payload;
};

template <Version version, PacketType packet, PropertyHost host>
constexpr auto publish_ack(const PublishAckRules& rules) {
  if constexpr (version == Version::v3_1_1)
    return PacketIdentifier(rules.packet_id) >> Absent<ReasonCode>{} >> Absent<AckProperties>{} >>
           End(rules.no_payload);
  else
    return PacketIdentifier(rules.packet_id) >>
           ReasonCodeField<version, packet, AtEnd::success>(rules.reason_code) >>
           OptionalAtEnd(properties<version, host, AckProperties>()) >> End(rules.no_payload);
}

}  // namespace mqttspec::grammar
