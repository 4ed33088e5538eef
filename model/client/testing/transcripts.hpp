// What the Client does, as transcripts: lines with `>` are what the application and the Server do,
// in the language of script.hpp, the others what the Client answers.
#pragma once

#include <vector>

#include "spec/register.hpp"

namespace mqttspec::model::client {

/// A run in each of the versions; in the words of 5.0.
struct ClientTranscript {
  const char* name;
  std::vector<Version> versions;
  const char* profile;
  const char* text;
};

inline const std::vector<Version> in_both = {Version::v3_1_1, Version::v5_0};
inline const std::vector<Version> in_3_1_1 = {Version::v3_1_1};
inline const std::vector<Version> in_5_0 = {Version::v5_0};

inline const std::vector<ClientTranscript> client_transcripts = {
    {"connecting, and what cannot be done before", in_both, "plain", R"(
> app publish t x; app subscribe 1 t:0; app ping
done PUBLISH 80
done SUBSCRIBE 80
> app connect clean id=a
CONNECT 5.0 "a" clean-start keep-alive=0
> s connack 0 00
done CONNECT 00
> app publish t x
PUBLISH "t" QoS0 payload "x"
done PUBLISH 00
> s connack 0 00
DISCONNECT 0x82 Protocol Error
CLOSE
)"},
    {"a refusal", in_both, "taciturn", R"(
> app connect id=a
CONNECT 5.0 "a" keep-alive=0
> s connack 0 02
done CONNECT 02
CLOSE
> app connect id=a clean
CONNECT 5.0 "a" clean-start keep-alive=0
> wait 10
CLOSE
done CONNECT 80
)"},
    {"something before CONNACK", in_both, "taciturn", R"(
> app connect id=a
CONNECT 5.0 "a" keep-alive=0
> s pingresp
CLOSE
done CONNECT 80
)"},
    {"an unexpected Session", in_5_0, "plain", R"(
> app connect id=a expiry=9
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
> s connack 1 00
done CONNECT 00
DISCONNECT 0x82 Protocol Error
CLOSE
)"},
    {"a Session that the Server does not have", in_5_0, "plain", R"(
> app connect id=a expiry=9
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
> s connack 0 00; app publish t x q=1
done CONNECT 00
PUBLISH "t" QoS1 id=1 payload "x"
> s lost; app connect id=a expiry=9
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
> s connack 0 00
done CONNECT 00
done PUBLISH 80
> app publish t y q=1
PUBLISH "t" QoS1 id=2 payload "y"
)"},
    {"the same in 3.1.1: it goes on and sends again", in_3_1_1, "plain", R"(
> app connect id=a
CONNECT 3.1.1 "a" keep-alive=0
> s connack 0 00; app publish t x q=1
done CONNECT 00
PUBLISH "t" QoS1 id=1 payload "x"
> s lost; app connect id=a
CONNECT 3.1.1 "a" keep-alive=0
> s connack 0 00
done CONNECT 00
PUBLISH "t" QoS1 id=1 DUP payload "x"
)"},
    {"or does not", in_3_1_1, "strict-session", R"(
> app connect id=a
CONNECT 3.1.1 "a" keep-alive=0
> s connack 1 00
done CONNECT 00
CLOSE
)"},
    {"a new Session", in_both, "plain", R"(
> app connect id=a expiry=9; s connack 0 00; app publish t x q=1; s lost
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
done CONNECT 00
PUBLISH "t" QoS1 id=1 payload "x"
> app connect id=a clean; s connack 0 00
done PUBLISH 80
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
)"},
    {"a Session ends", in_5_0, "plain", R"(
> app connect id=a expiry=9
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
> s connack 0 00 expiry=5; app publish t x q=1
done CONNECT 00
PUBLISH "t" QoS1 id=1 payload "x"
> s lost; wait 5
done PUBLISH 80
)"},
    {"QoS 1 and QoS 2 out", in_both, "plain", R"(
> app connect id=a clean; s connack 0 00
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
> app publish t 1 q=1; app publish t 2 q=2; app publish t 3 q=2
PUBLISH "t" QoS1 id=1 payload "1"
PUBLISH "t" QoS2 id=2 payload "2"
PUBLISH "t" QoS2 id=3 payload "3"
> s pubrec 3; s puback 1; s pubrec 2; s pubcomp 2; s pubcomp 3
PUBREL id=3
done PUBLISH 00
PUBREL id=2
done PUBLISH 00
done PUBLISH 00
> s puback 1; s pubcomp 2
)"},
    {"sending again, in order", in_both, "plain", R"(
> app connect id=a expiry=9; s connack 0 00
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
done CONNECT 00
> app publish t 1 q=1; app publish t 2 q=2; app publish t 3 q=2; s pubrec 2; s lost
PUBLISH "t" QoS1 id=1 payload "1"
PUBLISH "t" QoS2 id=2 payload "2"
PUBLISH "t" QoS2 id=3 payload "3"
PUBREL id=2
> app publish t 4 q=1; app connect id=a expiry=9; s connack 1 00
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
done CONNECT 00
PUBLISH "t" QoS1 id=1 DUP payload "1"
PUBREL id=2
PUBLISH "t" QoS2 id=3 DUP payload "3"
PUBLISH "t" QoS1 id=4 payload "4"
> wait 100; s pubrec 3; s lost; app connect id=a expiry=9; s connack 1 00; app subscribe 1 t:1
PUBREL id=3
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
done CONNECT 00
PUBLISH "t" QoS1 id=1 DUP payload "1"
PUBREL id=2
PUBREL id=3
PUBLISH "t" QoS1 id=4 DUP payload "4"
SUBSCRIBE id=5 "t" QoS1
)"},
    {"QoS 1 and QoS 2 in", in_both, "plain", R"(
> app connect id=a expiry=9; s connack 0 00; app subscribe 1 t:2; s suback 1 02
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
done CONNECT 00
SUBSCRIBE id=1 "t" QoS2
done SUBSCRIBE 00
> s publish t 1 q=1 id=7; s publish t 2 q=2 id=8; s publish t 2 q=2 id=8 dup
got t 1
PUBACK id=7
got t 2
PUBREC id=8
PUBREC id=8
> s lost; app connect id=a expiry=9; s connack 1 00; s publish t 2 q=2 id=8 dup; s pubrel 8
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
done CONNECT 00
PUBREC id=8
PUBCOMP id=8
> s publish t 3 q=2 id=8
got t 3
PUBREC id=8
)"},
    {"in the other way", in_both, "method-a", R"(
> app connect id=a clean; s connack 0 00
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
> s publish t 2 q=2 id=8; s pubrel 8
PUBREC id=8
got t 2
PUBCOMP id=8
)"},
    {"refusals", in_5_0, "plain", R"(
> app connect id=a expiry=9; s connack 0 00
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
done CONNECT 00
> app publish t 1 q=1; app publish t 2 q=2; s puback 1 rc=80; s pubrec 2 rc=97
PUBLISH "t" QoS1 id=1 payload "1"
PUBLISH "t" QoS2 id=2 payload "2"
done PUBLISH 80
done PUBLISH 97
> s pubrec 5; s pubrel 6
PUBREL id=5 0x92 Packet Identifier not found
PUBCOMP id=6 0x92 Packet Identifier not found
> s lost; app connect id=a expiry=9; s connack 1 00
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
done CONNECT 00
)"},
    {"the Server's limits", in_5_0, "aliases", R"(
> app connect id=a expiry=9
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
> s connack 0 00 rm=1 qos=1 retain=0 size=30 tam=1 wildcards=0 sids=0 shared=0
done CONNECT 00
> app publish t x q=2; app publish t x retain; app subscribe 1 t/#:0; app subscribe 1 t:0 sid=1
done PUBLISH 9B
done PUBLISH 9A
done SUBSCRIBE A2
done SUBSCRIBE A1
> app subscribe 1 $share/g/t:0; app publish t 123456789012345678901234567890
done SUBSCRIBE 9E
done PUBLISH 80
> app publish t 1 q=1; app publish t 2 q=1; app subscribe 1 t:0; app publish t 3
PUBLISH "t" QoS1 id=1 payload "1" {Topic Alias 1}
SUBSCRIBE id=2 "t" QoS0
PUBLISH "" QoS0 payload "3" {Topic Alias 1}
done PUBLISH 00
> s puback 1; app publish u 4
done PUBLISH 00
PUBLISH "" QoS1 id=3 payload "2" {Topic Alias 1}
PUBLISH "u" QoS0 payload "4"
done PUBLISH 00
> s lost; app connect id=a expiry=9; s connack 1 00 tam=1
done SUBSCRIBE 80
CONNECT 5.0 "a" keep-alive=0 {Session Expiry Interval 9}
done CONNECT 00
PUBLISH "t" QoS1 id=3 DUP payload "2" {Topic Alias 1}
)"},
    {"no Topic Alias where none is permitted", in_5_0, "aliases", R"(
> app connect id=a clean; s connack 0 00; app publish t x
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
PUBLISH "t" QoS0 payload "x"
done PUBLISH 00
)"},
    {"the Client's limits", in_5_0, "plain", R"(
> app connect id=a clean rm=1 tam=1; s connack 0 00
CONNECT 5.0 "a" clean-start keep-alive=0 {Receive Maximum 1, Topic Alias Maximum 1}
done CONNECT 00
> s publish t 1 alias=1; s publish - 2 alias=1; s publish u 3 alias=1; s publish - 4 alias=1
got t 1
got t 2
got u 3
got u 4
> s publish t x q=2 id=1; s publish t y q=2 id=2
got t x
PUBREC id=1
DISCONNECT 0x93 Receive Maximum exceeded
CLOSE
> app connect id=a clean tam=1; s connack 0 00; s publish t 1 alias=2
CONNECT 5.0 "a" clean-start keep-alive=0 {Topic Alias Maximum 1}
done CONNECT 00
DISCONNECT 0x94 Topic Alias invalid
CLOSE
> app connect id=a clean tam=1; s connack 0 00; s publish - 1 alias=1
CONNECT 5.0 "a" clean-start keep-alive=0 {Topic Alias Maximum 1}
done CONNECT 00
DISCONNECT 0x82 Protocol Error
CLOSE
> app connect id=a clean; s connack 0 00; s malformed 95
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
DISCONNECT 0x95 Packet too large
CLOSE
)"},
    {"what nobody asked for", in_5_0, "plain", R"(
> app connect id=a clean; s connack 0 00; app subscribe 1 t:1 sid=4; s suback 1 01
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
SUBSCRIBE id=1 "t" QoS1 {Subscription Identifier 4}
done SUBSCRIBE 00
> s publish t x q=1 id=1 sid=4; s publish u y; s publish t x q=1 id=2 sid=5
got t x
PUBACK id=1
got u y
DISCONNECT 0x82 Protocol Error
CLOSE
> app connect id=a clean; s connack 0 00; app subscribe 1 t:1; s publish t x q=2 id=1
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
SUBSCRIBE id=2 "t" QoS1
DISCONNECT 0x82 Protocol Error
CLOSE
done SUBSCRIBE 80
)"},
    {"answers that do not answer", in_both, "taciturn", R"(
> app connect id=a clean; s connack 0 00; app subscribe 1 t:1; s suback 1 00 00
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
SUBSCRIBE id=1 "t" QoS1
CLOSE
done SUBSCRIBE 80
> app connect id=a clean; s connack 0 00; app publish t x q=2; s puback 2
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
PUBLISH "t" QoS2 id=2 payload "x"
CLOSE
done PUBLISH 80
> app connect id=a clean; s connack 0 00; s subscribe 1 t:0
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
CLOSE
)"},
    {"unsubscribing", in_5_0, "plain", R"(
> app connect id=a clean; s connack 0 00; app unsubscribe 1 t u; s unsuback 1 00 11
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
UNSUBSCRIBE id=1 "t", "u"
done UNSUBSCRIBE 00
)"},
    {"Keep Alive", in_both, "plain", R"(
> app connect id=a clean ka=8; s connack 0 00; wait 5; app publish t x; wait 5.9
CONNECT 5.0 "a" clean-start keep-alive=8
done CONNECT 00
PUBLISH "t" QoS0 payload "x"
done PUBLISH 00
> wait 0.1; s pingresp; wait 6
PINGREQ
PINGREQ
> wait 10
PINGREQ
CLOSE
)"},
    {"PINGREQ at once", in_both, "pings-at-once", R"(
> app connect id=a clean; s connack 0 00
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
PINGREQ
)"},
    {"Server Keep Alive", in_5_0, "plain", R"(
> app connect id=a clean ka=100; s connack 0 00 ka=4; wait 3
CONNECT 5.0 "a" clean-start keep-alive=100
done CONNECT 00
PINGREQ
)"},
    {"DISCONNECT", in_both, "plain", R"(
> app connect id=a clean; s connack 0 00; app disconnect; app publish t x
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
DISCONNECT 0x00 Normal disconnection
CLOSE
done PUBLISH 80
)"},
    {"DISCONNECT from the Server", in_5_0, "plain", R"(
> app connect id=a clean; s connack 0 00; s disconnect rc=8B
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
done DISCONNECT 8B
CLOSE
)"},
    {"authentication", in_5_0, "plain", R"(
> app connect id=a clean auth=m; s auth rc=18 method=m data=q; s connack 0 00 auth=m
CONNECT 5.0 "a" clean-start keep-alive=0 {Authentication Method "m"}
AUTH 0x18 Continue authentication {Authentication Method "m", Authentication Data 1 B}
done CONNECT 00
> app auth; s auth rc=18 method=m data=r; s auth rc=00 method=m
AUTH 0x19 Re-authenticate {Authentication Method "m"}
AUTH 0x18 Continue authentication {Authentication Method "m", Authentication Data 1 B}
done AUTH 00
> s auth rc=18 method=m
DISCONNECT 0x82 Protocol Error
CLOSE
> app connect id=a clean auth=m; s auth rc=18 method=n
CONNECT 5.0 "a" clean-start keep-alive=0 {Authentication Method "m"}
DISCONNECT 0x82 Protocol Error
CLOSE
done CONNECT 80
> app connect id=a clean; s connack 0 00; app auth; s auth rc=18 method=m
CONNECT 5.0 "a" clean-start keep-alive=0
done CONNECT 00
DISCONNECT 0x82 Protocol Error
CLOSE
> app connect id=a clean auth=m; s connack 0 00
CONNECT 5.0 "a" clean-start keep-alive=0 {Authentication Method "m"}
done CONNECT 00
DISCONNECT 0x82 Protocol Error
CLOSE
)"},
    {"retransmission inside a connection", in_3_1_1, "retries", R"(
> app connect id=a clean; s connack 0 00; app publish t x q=2; wait 20
CONNECT 3.1.1 "a" clean-session keep-alive=0
done CONNECT 00
PUBLISH "t" QoS2 id=1 payload "x"
PUBLISH "t" QoS2 id=1 DUP payload "x"
> s pubrec 1; wait 20; s pubcomp 1; wait 60
PUBREL id=1
PUBREL id=1
done PUBLISH 00
)"},
};

}  // namespace mqttspec::model::client
