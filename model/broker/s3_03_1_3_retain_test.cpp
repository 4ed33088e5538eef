// Retained messages, section 3.3.1.3.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model {
namespace {

TEST(RetainTest, Kept) {
  check({
      {"the last one of each topic, with RETAIN 1, at the lower QoS", both, bare, R"(
> a connect v311 clean
a CONNACK 0 00
> a publish t/1 one retain q=1 id=1
a PUBACK 1
> a publish t/1 two retain q=2 id=2
a PUBREC 2
> a publish t/2 zero retain
> a publish t/3 not
> b connect clean
b CONNACK 0 00
> b subscribe 1 t/+:1
b SUBACK 1 01
b PUBLISH t/1 two q1 id=1 retain
b PUBLISH t/2 zero q0 retain
)"},
      {"an empty one clears, is forwarded and is not kept", both, bare, R"(
> a connect clean
a CONNACK 0 00
> a publish t x retain
> b connect clean
b CONNACK 0 00
> b subscribe 1 t:0
b SUBACK 1 00
b PUBLISH t x q0 retain
> a publish t - retain
b PUBLISH t - q0
> b subscribe 2 t:0
b SUBACK 2 00
)"},
      {"RETAIN 0 neither stores nor removes", both, bare, R"(
> a connect clean
a CONNACK 0 00
> a publish t x retain
> a publish t y
> a publish t -
> b connect clean
b CONNACK 0 00
> b subscribe 1 t:0
b SUBACK 1 00
b PUBLISH t x q0 retain
)"},
      {"it outlives its publisher's session", both, bare, R"(
> a connect clean
a CONNACK 0 00
> a publish t x retain
> a disconnect
a CLOSE
> b connect clean
b CONNACK 0 00
> b subscribe 1 t:0
b SUBACK 1 00
b PUBLISH t x q0 retain
)"},
  });
}

TEST(RetainTest, Handling) {
  check({
      {"always again in 3.1.1", only_3_1_1, bare, R"(
> a connect clean
a CONNACK 0 00
> a publish t x retain
> a subscribe 1 t:0
a SUBACK 1 00
a PUBLISH t x q0 retain
> a subscribe 2 t:0
a SUBACK 2 00
a PUBLISH t x q0 retain
)"},
      {"the three values of 5.0", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> a publish t x retain
> a subscribe 1 t:0h1
a SUBACK 1 00
a PUBLISH t x q0 retain
> a subscribe 2 t:0h1
a SUBACK 2 00
> a subscribe 3 t:0h2
a SUBACK 3 00
> a subscribe 4 t:0h0
a SUBACK 4 00
a PUBLISH t x q0 retain
> a unsubscribe 5 t
a UNSUBACK 5 00
> a subscribe 6 t:0h2
a SUBACK 6 00
)"},
      {"Shared Subscriptions get none", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> a publish t x retain
> a subscribe 1 $share/g/t:0
a SUBACK 1 00
)"},
      {"before the SUBACK, if the profile does", both, "publish-first", R"(
> a connect v311 clean
a CONNACK 0 00
> a publish t x retain
> a subscribe 1 t:0
a PUBLISH t x q0 retain
a SUBACK 1 00
)"},
  });
}

TEST(RetainTest, AsPublished) {
  check({
      {"5.0", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> a subscribe 1 t:1p
a SUBACK 1 01
> b connect
b CONNACK 0 00
> b subscribe 1 t:1
b SUBACK 1 01
> a publish t x retain
a PUBLISH t x q0 retain
b PUBLISH t x q0
> a publish t y
a PUBLISH t y q0
b PUBLISH t y q0
)"},
      {"also for what waited", only_5_0, bare, R"(
> a connect expiry=9
a CONNACK 0 00
> a subscribe 1 t:1p
a SUBACK 1 01
> a lost
> b connect
b CONNACK 0 00
> b publish t x retain q=1 id=1
b PUBACK 1
> a connect
a CONNACK 1 00
a PUBLISH t x q1 id=1 retain
)"},
  });
}

TEST(RetainTest, Expiry) {
  check({
      {"what is left of it is sent", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> a publish t x retain exp=10
> wait 4
> a subscribe 1 t:0
a SUBACK 1 00
a PUBLISH t x q0 retain exp=6
> wait 5.999
> a subscribe 2 t:0
a SUBACK 2 00
a PUBLISH t x q0 retain exp=1
> wait 0.001
> a subscribe 3 t:0
a SUBACK 3 00
)"},
  });
}

}  // namespace
}  // namespace mqttspec::model
