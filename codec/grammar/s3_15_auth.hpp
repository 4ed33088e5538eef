// Section 3.15: AUTH, 5.0 only.
//
//   Reason Code   Byte                                                  3.15.2.1
//   Properties    with an Authentication Method, always                 3.15.2.2
//
// 3.15.2.1 lets both be left out for Success, but then the Authentication Method is missing, which
// 3.15.2.2.2 calls a Protocol Error.
#pragma once

#include "codec/grammar/s2_02_properties.hpp"
#include "codec/grammar/s2_04_reason_code.hpp"
#include "codec/grammar/sequence.hpp"

BOOST_FUSION_ADAPT_STRUCT(mqttspec::Auth, reason_code, properties)

namespace mqttspec::grammar {

inline constexpr Cited authentication_method_required = "U5.0-3.15.2.2.2-1"_v5;

struct HasAuthenticationMethod {
  bool operator()(Scan& scan, Cursor at, const AuthProperties& properties) const {
    return properties.authentication_method ||
           protocol_error(scan, at, authentication_method_required);
  }
};

inline constexpr auto auth =
    ReasonCodeField<Version::v5_0, PacketType::auth, AtEnd::required>(
        {.unlisted = "MQTT-3.15.2-1"_v5, .wrong_sender = "U5.0-3.15.2.1-3"_v5}) >>
    checked<AuthProperties>(properties<Version::v5_0, PropertyHost::auth, AuthProperties>(),
                            HasAuthenticationMethod{}) >>
    End("U5.0-3.15.3-1"_v5);

}  // namespace mqttspec::grammar
