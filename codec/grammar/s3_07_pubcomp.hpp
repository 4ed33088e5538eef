// Section 3.7: PUBCOMP. The layout is that of codec/grammar/publish_ack.hpp. 3.1.1 leaves PUBCOMP
// out of the rule on Packet Identifiers, so that the rule of the QoS 2 exchange stands in for it.
#pragma once

#include "codec/grammar/publish_ack.hpp"

namespace mqttspec::grammar {

template <Version version>
inline constexpr auto pubcomp = publish_ack<version, PacketType::pubcomp, PropertyHost::pubcomp>(
    {.packet_id = "MQTT-4.3.3-2"_v311 | "MQTT-2.2.1-5"_v5,
     .reason_code = {.unlisted = "MQTT-3.7.2-1"_v5},
     .no_payload = "U3.1.1-3.7.3-1"_v311 | "U5.0-3.7.3-1"_v5});

}  // namespace mqttspec::grammar
