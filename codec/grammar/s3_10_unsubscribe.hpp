// Section 3.10: UNSUBSCRIBE.
//
//   Packet Identifier   Two Byte Integer
//   Properties          5.0                                     3.10.2.1
//   Topic Filters       one UTF-8 Encoded String or more        3.10.3
#pragma once

#include "codec/grammar/s2_02_1_packet_identifier.hpp"
#include "codec/grammar/s2_02_properties.hpp"
#include "codec/grammar/s4_07_topics.hpp"
#include "codec/grammar/sequence.hpp"

BOOST_FUSION_ADAPT_STRUCT(mqttspec::Unsubscribe, packet_id, properties, topic_filters)

namespace mqttspec::grammar {

template <Version version>
inline constexpr auto unsubscribe =
    new_packet_identifier >>
    properties<version, PropertyHost::unsubscribe, UnsubscribeProperties>() >>
    list_of<TopicFilter>(TopicFilterText<version>("MQTT-3.10.3-1"_v311 | "MQTT-3.10.3-1"_v5),
                         "MQTT-3.10.3-2"_v311 | "MQTT-3.10.3-2"_v5);

}  // namespace mqttspec::grammar
