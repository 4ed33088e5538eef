// The delivery protocols, sections 4.3 and 4.4, from both sides.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model::broker {

using namespace scripts;
namespace {

TEST(QosTest, Receiver) {
  check({
      {"QoS 1, each PUBLISH is a new message", both, bare, R"(
> s connect clean
s CONNACK 0x00 Success
> s subscribe 1 t:0
s SUBACK id=1 0x00 Granted QoS 0
> a connect clean
a CONNACK 0x00 Success
> a publish t x q=1 id=3
s PUBLISH "t" QoS0 payload "x"
a PUBACK id=3
> a publish t x q=1 id=3 dup
s PUBLISH "t" QoS0 payload "x"
a PUBACK id=3
)"},
      {"QoS 2, once until PUBREL", both, bare, R"(
> s connect clean
s CONNACK 0x00 Success
> s subscribe 1 t:0
s SUBACK id=1 0x00 Granted QoS 0
> a connect clean
a CONNACK 0x00 Success
> a publish t x q=2 id=3
s PUBLISH "t" QoS0 payload "x"
a PUBREC id=3
> a publish t x q=2 id=3 dup
a PUBREC id=3
> a pubrel 3
a PUBCOMP id=3
> a publish t x q=2 id=3
s PUBLISH "t" QoS0 payload "x"
a PUBREC id=3
)"},
      {"QoS 2 across connections", both, bare, R"(
> s connect clean
s CONNACK 0x00 Success
> s subscribe 1 t:0
s SUBACK id=1 0x00 Granted QoS 0
> a connect v311
a CONNACK 0x00 Success
> a publish t x q=2 id=3
s PUBLISH "t" QoS0 payload "x"
a PUBREC id=3
> a lost
> a connect v311
a CONNACK 0x00 Success session-present
> a publish t x q=2 id=3 dup
a PUBREC id=3
> a pubrel 3
a PUBCOMP id=3
)"},
      {"QoS 2, forwarded at PUBREL", both, "method-a", R"(
> s connect v311 clean
s CONNACK 0x00 Success
> s subscribe 1 t:0
s SUBACK id=1 0x00 Granted QoS 0
> a connect v311 clean
a CONNACK 0x00 Success
> a publish t x q=2 id=3
a PUBREC id=3
> a publish t x q=2 id=3 dup
a PUBREC id=3
> a pubrel 3
s PUBLISH "t" QoS0 payload "x"
a PUBCOMP id=3
)"},
      {"no matching subscribers", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a publish t x q=1 id=1
a PUBACK id=1 0x10 No matching subscribers
> a publish t x q=2 id=2
a PUBREC id=2 0x10 No matching subscribers
> a pubrel 9
a PUBCOMP id=9 0x92 Packet Identifier not found
)"},
  });
}

TEST(QosTest, Sender) {
  check({
      {"Packet Identifiers in use are left out", both, bare, R"(
> a connect clean
a CONNACK 0x00 Success
> a subscribe 1 t:2
a SUBACK id=1 0x02 Granted QoS 2
> a publish t one q=1 id=1
a PUBLISH "t" QoS1 id=1 payload "one"
a PUBACK id=1
> a publish t two q=2 id=2
a PUBLISH "t" QoS2 id=2 payload "two"
a PUBREC id=2
> a puback 1
> a pubrec 2
a PUBREL id=2
> a pubcomp 2
)"},
      {"re-delivery in the original order", only_3_1_1, bare, R"(
> a connect
a CONNACK 0x00 Connection Accepted
> a subscribe 1 t:2
a SUBACK id=1 0x02 Success - Maximum QoS 2
> a publish t one q=2 id=1
a PUBLISH "t" QoS2 id=1 payload "one"
a PUBREC id=1
> a publish t two q=1 id=2
a PUBLISH "t" QoS1 id=2 payload "two"
a PUBACK id=2
> a publish t three q=2 id=3
a PUBLISH "t" QoS2 id=3 payload "three"
a PUBREC id=3
> a pubrec 3
a PUBREL id=3
> a lost
> a connect
a CONNACK 0x00 Connection Accepted session-present
a PUBLISH "t" QoS2 id=1 DUP payload "one"
a PUBLISH "t" QoS1 id=2 DUP payload "two"
a PUBREL id=3
)"},
      {"a refusal ends the exchange", only_5_0, bare, R"(
> a connect expiry=9
a CONNACK 0x00 Success
> a subscribe 1 t:2
a SUBACK id=1 0x02 Granted QoS 2
> a publish t one q=2 id=1
a PUBLISH "t" QoS2 id=1 payload "one"
a PUBREC id=1
> a publish t two q=1 id=2
a PUBLISH "t" QoS1 id=2 payload "two"
a PUBACK id=2
> a pubrec 1 rc=80
> a puback 2 rc=97
> a lost
> a connect
a CONNACK 0x00 Success session-present
)"},
      {"PUBREC for nothing", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a pubrec 5
a PUBREL id=5 0x92 Packet Identifier not found
> a puback 5
> a pubcomp 5
)"},
  });
}

TEST(QosTest, FlowControl) {
  check({
      {"Receive Maximum of the Client", only_5_0, bare, R"(
> a connect rm=1 expiry=9
a CONNACK 0x00 Success
> a subscribe 1 t:2
a SUBACK id=1 0x02 Granted QoS 2
> a publish t one q=2 id=1
a PUBLISH "t" QoS2 id=1 payload "one"
a PUBREC id=1
> a publish t two q=1 id=2
a PUBACK id=2
> a publish t zero
a PUBLISH "t" QoS0 payload "zero"
> a pubrec 1
a PUBREL id=1
> a ping
a PINGRESP
> a pubcomp 1
a PUBLISH "t" QoS1 id=2 payload "two"
)"},
      {"it counts for re-delivery, and is new with each connection", only_5_0, bare, R"(
> a connect expiry=9
a CONNACK 0x00 Success
> a subscribe 1 t:2
a SUBACK id=1 0x02 Granted QoS 2
> a publish t one q=1 id=1
a PUBLISH "t" QoS1 id=1 payload "one"
a PUBACK id=1
> a publish t two q=1 id=2
a PUBLISH "t" QoS1 id=2 payload "two"
a PUBACK id=2
> a lost
> a connect expiry=9 rm=1
a CONNACK 0x00 Success session-present
a PUBLISH "t" QoS1 id=1 DUP payload "one"
> a puback 1
a PUBLISH "t" QoS1 id=2 DUP payload "two"
)"},
      {"Receive Maximum of the Server", only_5_0, "small", R"(
> a connect
a CONNACK 0x00 Success {Receive Maximum 2, Topic Alias Maximum 1, Maximum Packet Size 256}
> a publish t x q=2 id=1
a PUBREC id=1 0x10 No matching subscribers
> a publish t x q=2 id=2
a PUBREC id=2 0x10 No matching subscribers
> a publish t x q=2 id=2 dup
a PUBREC id=2
> a publish t x q=1 id=3
a DISCONNECT 0x93 Receive Maximum exceeded
a CLOSE
)"},
      {"too large for the Client: as if it was sent", only_5_0, bare, R"(
> a connect size=20
a CONNACK 0x00 Success
> a subscribe 1 t:1
a SUBACK id=1 0x01 Granted QoS 1
> b connect
b CONNACK 0x00 Success
> b publish t 123456789012345678901234567890 q=1 id=1
b PUBACK id=1
> b publish t small q=1 id=2
a PUBLISH "t" QoS1 id=2 payload "small"
b PUBACK id=2
)"},
  });
}

}  // namespace
}  // namespace mqttspec::model::broker
