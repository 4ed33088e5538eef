// Section 3.5: PUBREC. The layout is that of codec/grammar/publish_ack.hpp.
#pragma once

#include "codec/grammar/publish_ack.hpp"

namespace mqttspec::grammar {

template <Version version>
inline constexpr auto pubrec = publish_ack<version, PacketType::pubrec, PropertyHost::pubrec>(
    {.packet_id = "MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5,
     .reason_code = {.unlisted = "MQTT-3.5.2-1"_v5, .wrong_sender = "U5.0-3.5.2.1-4"_v5},
     .no_payload = "U3.1.1-3.5.3-1"_v311 | "U5.0-3.5.3-1"_v5});

}  // namespace mqttspec::grammar
