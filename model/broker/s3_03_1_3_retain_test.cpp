// Retained messages, section 3.3.1.3.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model::broker {

using namespace scripts;
namespace {

TEST(RetainTest, Kept) {
  check({
      {"the last one of each topic, with RETAIN 1, at the lower QoS", both, bare, R"(
> a connect v311 clean
a CONNACK 0x00 Success
> a publish t/1 one retain q=1 id=1
a PUBACK id=1
> a publish t/1 two retain q=2 id=2
a PUBREC id=2
> a publish t/2 zero retain
> a publish t/3 not
> b connect clean
b CONNACK 0x00 Success
> b subscribe 1 t/+:1
b SUBACK id=1 0x01 Granted QoS 1
b PUBLISH "t/1" QoS1 id=1 retain payload "two"
b PUBLISH "t/2" QoS0 retain payload "zero"
)"},
      {"an empty one clears, is forwarded and is not kept", both, bare, R"(
> a connect clean
a CONNACK 0x00 Success
> a publish t x retain
> b connect clean
b CONNACK 0x00 Success
> b subscribe 1 t:0
b SUBACK id=1 0x00 Granted QoS 0
b PUBLISH "t" QoS0 retain payload "x"
> a publish t - retain
b PUBLISH "t" QoS0 0 B
> b subscribe 2 t:0
b SUBACK id=2 0x00 Granted QoS 0
)"},
      {"RETAIN 0 neither stores nor removes", both, bare, R"(
> a connect clean
a CONNACK 0x00 Success
> a publish t x retain
> a publish t y
> a publish t -
> b connect clean
b CONNACK 0x00 Success
> b subscribe 1 t:0
b SUBACK id=1 0x00 Granted QoS 0
b PUBLISH "t" QoS0 retain payload "x"
)"},
      {"it outlives its publisher's session", both, bare, R"(
> a connect clean
a CONNACK 0x00 Success
> a publish t x retain
> a disconnect
a CLOSE
> b connect clean
b CONNACK 0x00 Success
> b subscribe 1 t:0
b SUBACK id=1 0x00 Granted QoS 0
b PUBLISH "t" QoS0 retain payload "x"
)"},
  });
}

TEST(RetainTest, Handling) {
  check({
      {"always again in 3.1.1", only_3_1_1, bare, R"(
> a connect clean
a CONNACK 0x00 Connection Accepted
> a publish t x retain
> a subscribe 1 t:0
a SUBACK id=1 0x00 Success - Maximum QoS 0
a PUBLISH "t" QoS0 retain payload "x"
> a subscribe 2 t:0
a SUBACK id=2 0x00 Success - Maximum QoS 0
a PUBLISH "t" QoS0 retain payload "x"
)"},
      {"the three values of 5.0", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a publish t x retain
> a subscribe 1 t:0h1
a SUBACK id=1 0x00 Granted QoS 0
a PUBLISH "t" QoS0 retain payload "x"
> a subscribe 2 t:0h1
a SUBACK id=2 0x00 Granted QoS 0
> a subscribe 3 t:0h2
a SUBACK id=3 0x00 Granted QoS 0
> a subscribe 4 t:0h0
a SUBACK id=4 0x00 Granted QoS 0
a PUBLISH "t" QoS0 retain payload "x"
> a unsubscribe 5 t
a UNSUBACK id=5 0x00 Success
> a subscribe 6 t:0h2
a SUBACK id=6 0x00 Granted QoS 0
)"},
      {"Shared Subscriptions get none", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a publish t x retain
> a subscribe 1 $share/g/t:0
a SUBACK id=1 0x00 Granted QoS 0
)"},
      {"before the SUBACK, if the profile does", both, "publish-first", R"(
> a connect v311 clean
a CONNACK 0x00 Success
> a publish t x retain
> a subscribe 1 t:0
a PUBLISH "t" QoS0 retain payload "x"
a SUBACK id=1 0x00 Granted QoS 0
)"},
  });
}

TEST(RetainTest, AsPublished) {
  check({
      {"5.0", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a subscribe 1 t:1p
a SUBACK id=1 0x01 Granted QoS 1
> b connect
b CONNACK 0x00 Success
> b subscribe 1 t:1
b SUBACK id=1 0x01 Granted QoS 1
> a publish t x retain
a PUBLISH "t" QoS0 retain payload "x"
b PUBLISH "t" QoS0 payload "x"
> a publish t y
a PUBLISH "t" QoS0 payload "y"
b PUBLISH "t" QoS0 payload "y"
)"},
      {"also for what waited", only_5_0, bare, R"(
> a connect expiry=9
a CONNACK 0x00 Success
> a subscribe 1 t:1p
a SUBACK id=1 0x01 Granted QoS 1
> a lost
> b connect
b CONNACK 0x00 Success
> b publish t x retain q=1 id=1
b PUBACK id=1
> a connect
a CONNACK 0x00 Success session-present
a PUBLISH "t" QoS1 id=1 retain payload "x"
)"},
  });
}

TEST(RetainTest, Expiry) {
  check({
      {"what is left of it is sent", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a publish t x retain exp=10
> wait 4
> a subscribe 1 t:0
a SUBACK id=1 0x00 Granted QoS 0
a PUBLISH "t" QoS0 retain payload "x" {Message Expiry Interval 6}
> wait 5.999
> a subscribe 2 t:0
a SUBACK id=2 0x00 Granted QoS 0
a PUBLISH "t" QoS0 retain payload "x" {Message Expiry Interval 1}
> wait 0.001
> a subscribe 3 t:0
a SUBACK id=3 0x00 Granted QoS 0
)"},
  });
}

}  // namespace
}  // namespace mqttspec::model::broker
