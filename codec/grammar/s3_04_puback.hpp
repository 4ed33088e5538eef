// Section 3.4: PUBACK. The layout is that of codec/grammar/publish_ack.hpp.
#pragma once

#include "codec/grammar/publish_ack.hpp"

namespace mqttspec::grammar {

template <Version version>
inline constexpr auto puback = publish_ack<version, PacketType::puback, PropertyHost::puback>(
    {.packet_id = "MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5,
     .reason_code = {.unlisted = "MQTT-3.4.2-1"_v5, .wrong_sender = "U5.0-3.4.2.1-4"_v5},
     .no_payload = "U3.1.1-3.4.3-1"_v311 | "U5.0-3.4.3-1"_v5});

}  // namespace mqttspec::grammar
