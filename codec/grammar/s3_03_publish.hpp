// Section 3.3: PUBLISH.
//
//   Topic Name          UTF-8 Encoded String; empty in 5.0 only, with a Topic Alias   3.3.2.1
//   Packet Identifier   Two Byte Integer, at QoS 1 and 2                              3.3.2.2
//   Properties          5.0                                                           3.3.2.3
//   Payload             the rest of the packet                                        3.3.3
//
// DUP, QoS and RETAIN stand in byte 1 (3.3.1).
#pragma once

#include "codec/grammar/s2_02_1_packet_identifier.hpp"
#include "codec/grammar/s2_02_properties.hpp"
#include "codec/grammar/sequence.hpp"

BOOST_FUSION_ADAPT_STRUCT(mqttspec::Publish, topic, packet_id, properties, payload)

namespace mqttspec::grammar {

constexpr Qos qos_of_publish(std::uint8_t first_byte) { return Qos(first_byte >> 1 & 0x03); }

/// The Packet Identifier, if the QoS in byte 1 asks for one.
struct PublishPacketIdentifier : Primitive<PublishPacketIdentifier, std::uint16_t> {
  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext& rcontext,
             Attribute& value) const {
    return qos_of_publish(*scan_of(context).packet) == Qos::at_most_once ||
           new_packet_identifier.parse(first, last, context, rcontext, value);
  }
};

constexpr Text<find_topic_name_fault> publish_topic(Version version) {
  TextRules rules{.missing = "MQTT-3.3.2-1"_v311 | "MQTT-3.3.2-1"_v5,
                  .cut = "MQTT-3.3.2-1"_v311 | "MQTT-3.3.2-1"_v5,
                  .null = "MQTT-4.7.3-2"_v311 | "MQTT-4.7.3-2"_v5,
                  .wildcard = "MQTT-3.3.2-2"_v311 | "MQTT-3.3.2-2"_v5};
  if (version == Version::v3_1_1) rules.empty = "MQTT-4.7.3-1"_v311;
  return Text<find_topic_name_fault>(rules);
}

/// The topic is known by its name or by an alias: checked where the properties end.
struct TopicNameOrAlias {
  bool operator()(Scan& scan, Cursor, const Publish& publish) const {
    return !publish.topic.empty() || publish.properties.topic_alias ||
           protocol_error(scan, publish.payload.data(), "U5.0-3.3.2.1-2"_v5);
  }
};

template <Version version>
inline constexpr auto publish =
    checked<Publish>(publish_topic(version) >> PublishPacketIdentifier{} >>
                         properties<version, PropertyHost::publish, PublishProperties>() >> Rest{},
                     TopicNameOrAlias{});

}  // namespace mqttspec::grammar
