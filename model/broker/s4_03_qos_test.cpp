// The delivery protocols, sections 4.3 and 4.4, from both sides.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model {
namespace {

TEST(QosTest, Receiver) {
  check({
      {"QoS 1, each PUBLISH is a new message", both, bare, R"(
> s connect clean
s CONNACK 0 00
> s subscribe 1 t:0
s SUBACK 1 00
> a connect clean
a CONNACK 0 00
> a publish t x q=1 id=3
s PUBLISH t x q0
a PUBACK 3
> a publish t x q=1 id=3 dup
s PUBLISH t x q0
a PUBACK 3
)"},
      {"QoS 2, once until PUBREL", both, bare, R"(
> s connect clean
s CONNACK 0 00
> s subscribe 1 t:0
s SUBACK 1 00
> a connect clean
a CONNACK 0 00
> a publish t x q=2 id=3
s PUBLISH t x q0
a PUBREC 3
> a publish t x q=2 id=3 dup
a PUBREC 3
> a pubrel 3
a PUBCOMP 3
> a publish t x q=2 id=3
s PUBLISH t x q0
a PUBREC 3
)"},
      {"QoS 2 across connections", both, bare, R"(
> s connect clean
s CONNACK 0 00
> s subscribe 1 t:0
s SUBACK 1 00
> a connect v311
a CONNACK 0 00
> a publish t x q=2 id=3
s PUBLISH t x q0
a PUBREC 3
> a lost
> a connect v311
a CONNACK 1 00
> a publish t x q=2 id=3 dup
a PUBREC 3
> a pubrel 3
a PUBCOMP 3
)"},
      {"QoS 2, forwarded at PUBREL", both, "method-a", R"(
> s connect v311 clean
s CONNACK 0 00
> s subscribe 1 t:0
s SUBACK 1 00
> a connect v311 clean
a CONNACK 0 00
> a publish t x q=2 id=3
a PUBREC 3
> a publish t x q=2 id=3 dup
a PUBREC 3
> a pubrel 3
s PUBLISH t x q0
a PUBCOMP 3
)"},
      {"no matching subscribers", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> a publish t x q=1 id=1
a PUBACK 1 rc=10
> a publish t x q=2 id=2
a PUBREC 2 rc=10
> a pubrel 9
a PUBCOMP 9 rc=92
)"},
  });
}

TEST(QosTest, Sender) {
  check({
      {"Packet Identifiers in use are left out", both, bare, R"(
> a connect clean
a CONNACK 0 00
> a subscribe 1 t:2
a SUBACK 1 02
> a publish t one q=1 id=1
a PUBLISH t one q1 id=1
a PUBACK 1
> a publish t two q=2 id=2
a PUBLISH t two q2 id=2
a PUBREC 2
> a puback 1
> a pubrec 2
a PUBREL 2
> a pubcomp 2
)"},
      {"re-delivery in the original order", only_3_1_1, bare, R"(
> a connect
a CONNACK 0 00
> a subscribe 1 t:2
a SUBACK 1 02
> a publish t one q=2 id=1
a PUBLISH t one q2 id=1
a PUBREC 1
> a publish t two q=1 id=2
a PUBLISH t two q1 id=2
a PUBACK 2
> a publish t three q=2 id=3
a PUBLISH t three q2 id=3
a PUBREC 3
> a pubrec 3
a PUBREL 3
> a lost
> a connect
a CONNACK 1 00
a PUBLISH t one q2 id=1 dup
a PUBLISH t two q1 id=2 dup
a PUBREL 3
)"},
      {"a refusal ends the exchange", only_5_0, bare, R"(
> a connect expiry=9
a CONNACK 0 00
> a subscribe 1 t:2
a SUBACK 1 02
> a publish t one q=2 id=1
a PUBLISH t one q2 id=1
a PUBREC 1
> a publish t two q=1 id=2
a PUBLISH t two q1 id=2
a PUBACK 2
> a pubrec 1 rc=80
> a puback 2 rc=97
> a lost
> a connect
a CONNACK 1 00
)"},
      {"PUBREC for nothing", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> a pubrec 5
a PUBREL 5 rc=92
> a puback 5
> a pubcomp 5
)"},
  });
}

TEST(QosTest, FlowControl) {
  check({
      {"Receive Maximum of the Client", only_5_0, bare, R"(
> a connect rm=1 expiry=9
a CONNACK 0 00
> a subscribe 1 t:2
a SUBACK 1 02
> a publish t one q=2 id=1
a PUBLISH t one q2 id=1
a PUBREC 1
> a publish t two q=1 id=2
a PUBACK 2
> a publish t zero
a PUBLISH t zero q0
> a pubrec 1
a PUBREL 1
> a ping
a PINGRESP
> a pubcomp 1
a PUBLISH t two q1 id=2
)"},
      {"it counts for re-delivery, and is new with each connection", only_5_0, bare, R"(
> a connect expiry=9
a CONNACK 0 00
> a subscribe 1 t:2
a SUBACK 1 02
> a publish t one q=1 id=1
a PUBLISH t one q1 id=1
a PUBACK 1
> a publish t two q=1 id=2
a PUBLISH t two q1 id=2
a PUBACK 2
> a lost
> a connect expiry=9 rm=1
a CONNACK 1 00
a PUBLISH t one q1 id=1 dup
> a puback 1
a PUBLISH t two q1 id=2 dup
)"},
      {"Receive Maximum of the Server", only_5_0, "small", R"(
> a connect
a CONNACK 0 00 rm=2 size=256 tam=1
> a publish t x q=2 id=1
a PUBREC 1 rc=10
> a publish t x q=2 id=2
a PUBREC 2 rc=10
> a publish t x q=2 id=2 dup
a PUBREC 2
> a publish t x q=1 id=3
a DISCONNECT 93
a CLOSE
)"},
      {"too large for the Client: as if it was sent", only_5_0, bare, R"(
> a connect size=20
a CONNACK 0 00
> a subscribe 1 t:1
a SUBACK 1 01
> b connect
b CONNACK 0 00
> b publish t 123456789012345678901234567890 q=1 id=1
b PUBACK 1
> b publish t small q=1 id=2
a PUBLISH t small q1 id=2
b PUBACK 2
)"},
  });
}

}  // namespace
}  // namespace mqttspec::model
