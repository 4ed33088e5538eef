// Section 3.14: DISCONNECT. In 3.1.1 there is nothing behind the fixed header.
//
//   Reason Code   Byte; 0x00 if the packet ends before it              3.14.2.1
//   Properties    none if the packet ends before the Property Length   3.14.2.2
#pragma once

#include "codec/grammar/s2_02_properties.hpp"
#include "codec/grammar/s2_04_reason_code.hpp"
#include "codec/grammar/sequence.hpp"

BOOST_FUSION_ADAPT_STRUCT(mqttspec::Disconnect, reason_code, properties)

namespace mqttspec::grammar {

inline constexpr auto disconnect =
    ReasonCodeField<Version::v5_0, PacketType::disconnect, AtEnd::success>(
        {.unlisted = "MQTT-3.14.2-1"_v5,
         .wrong_sender = "U5.0-3.14.2.1-4"_v5,
         .contested = ReasonCode::bad_authentication_method}) >>
    OptionalAtEnd(properties<Version::v5_0, PropertyHost::disconnect, DisconnectProperties>()) >>
    End("U5.0-3.14.3-1"_v5);

}  // namespace mqttspec::grammar
