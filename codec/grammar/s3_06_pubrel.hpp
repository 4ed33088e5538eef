// Section 3.6: PUBREL. The layout is that of codec/grammar/publish_ack.hpp.
#pragma once

#include "codec/grammar/publish_ack.hpp"

namespace mqttspec::grammar {

template <Version version>
inline constexpr auto pubrel = publish_ack<version, PacketType::pubrel, PropertyHost::pubrel>(
    {.packet_id = "MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5,
     .reason_code = {.unlisted = "MQTT-3.6.2-1"_v5},
     .no_payload = "U3.1.1-3.6.3-1"_v311 | "U5.0-3.6.3-1"_v5});

}  // namespace mqttspec::grammar
