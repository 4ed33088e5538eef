// SUBSCRIBE and UNSUBSCRIBE with their answers, sections 3.8 to 3.11, and what subscriptions do
// with messages, 3.3.4.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model {
namespace {

TEST(SubscribeTest, Answer) {
  check({
      {"a code for each filter, in order", both, bare, R"(
> a connect clean
a CONNACK 0 00
> a subscribe 7 a:2 b:0 c/#:1
a SUBACK 7 02 00 01
)"},
      {"a lower QoS is granted", both, "grants-qos-1", R"(
> a connect v311 clean
a CONNACK 0 00
> a subscribe 7 a:2
a SUBACK 7 01
> a publish a x q=2 id=1
a PUBLISH a x q1 id=1
a PUBREC 1
)"},
      {"wildcards refused, 3.1.1", only_3_1_1, "no-wildcards", R"(
> a connect clean
a CONNACK 0 00
> a subscribe 7 a:2 b/+:1
a SUBACK 7 02 80
> a publish b/x y
)"},
      {"wildcards refused, 5.0", only_5_0, "no-wildcards", R"(
> a connect
a CONNACK 0 00 tam=10 wildcards=0
> a subscribe 7 a:2 b/+:1
a DISCONNECT A2
a CLOSE
)"},
      {"Shared Subscriptions refused", only_5_0, "no-shared", R"(
> a connect
a CONNACK 0 00 tam=10 shared=0
> a subscribe 7 $share/g/t:2
a DISCONNECT 9E
a CLOSE
)"},
      {"Subscription Identifiers refused", only_5_0, "no-subscription-ids", R"(
> a connect
a CONNACK 0 00 tam=10 sids=0
> a subscribe 7 t:2 sid=3
a DISCONNECT A1
a CLOSE
)"},
      {"No Local on a Shared Subscription", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> a subscribe 7 $share/g/t:2n
a DISCONNECT 82
a CLOSE
)"},
      {"$share is an ordinary level in 3.1.1", only_3_1_1, bare, R"(
> a connect clean
a CONNACK 0 00
> a subscribe 7 $share/g/t:2
a SUBACK 7 02
> a publish t x
> a publish $share/g/t y
a PUBLISH $share/g/t y q0
)"},
  });
}

TEST(SubscribeTest, Delivery) {
  check({
      {"one copy at the highest QoS, with all identifiers", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> a subscribe 1 t/+:0 sid=3
a SUBACK 1 00
> a subscribe 2 t/1:1 sid=4
a SUBACK 2 01
> a subscribe 3 #:0
a SUBACK 3 00
> a publish t/1 x q=2 id=1
a PUBLISH t/1 x q1 id=1 sid=3 sid=4
a PUBREC 1
)"},
      {"or one for each subscription", only_5_0, "overlap-copies", R"(
> a connect
a CONNACK 0 00 tam=10
> a subscribe 1 t/+:0 sid=3
a SUBACK 1 00
> a subscribe 2 t/1:1 sid=4
a SUBACK 2 01
> a publish t/1 x q=2 id=1
a PUBLISH t/1 x q1 id=1 sid=4
a PUBLISH t/1 x q0 sid=3
a PUBREC 1
)"},
      {"an identical filter replaces", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> a subscribe 1 t:2 sid=3
a SUBACK 1 02
> a subscribe 2 t:0
a SUBACK 2 00
> a publish t x q=1 id=1
a PUBLISH t x q0
a PUBACK 1
)"},
      {"No Local", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> a subscribe 1 t:0n
a SUBACK 1 00
> b connect
b CONNACK 0 00
> b subscribe 1 t:0n
b SUBACK 1 00
> a publish t x q=1 id=1
b PUBLISH t x q0
a PUBACK 1
)"},
      {"properties are lost on the way to 3.1.1", only_5_0, bare, R"(
> a connect v311
a CONNACK 0 00
> a subscribe 1 t:0
a SUBACK 1 00
> b connect
b CONNACK 0 00
> b publish t x pfi=1 up=a:b
a PUBLISH t x q0
)"},
  });
}

TEST(SubscribeTest, Shared) {
  check({
      {"by turns, and only to who is there", only_5_0, bare, R"(
> a connect expiry=9
a CONNACK 0 00
> b connect
b CONNACK 0 00
> a subscribe 1 $share/g/t/#:1
a SUBACK 1 01
> b subscribe 1 $share/g/t/#:0
b SUBACK 1 00
> b publish t/1 one q=1 id=1
a PUBLISH t/1 one q1 id=1
b PUBACK 1
> b publish t/2 two q=1 id=2
b PUBLISH t/2 two q0
b PUBACK 2
> a lost
> b publish t/3 three
b PUBLISH t/3 three q0
)"},
      {"beside one's own subscription", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> a subscribe 1 $share/g/t:0 t:0
a SUBACK 1 00 00
> a publish t x
a PUBLISH t x q0
a PUBLISH t x q0
> a unsubscribe 2 $share/g/t
a UNSUBACK 2 00
> a publish t y
a PUBLISH t y q0
)"},
      {"QoS 1 goes to another session, QoS 2 under way does not", only_5_0, bare, R"(
> a connect expiry=9
a CONNACK 0 00
> a subscribe 1 $share/g/t:2
a SUBACK 1 02
> c connect
c CONNACK 0 00
> c publish t one q=1 id=1
a PUBLISH t one q1 id=1
c PUBACK 1
> c publish t two q=2 id=2
a PUBLISH t two q2 id=2
c PUBREC 2
> b connect
b CONNACK 0 00
> b subscribe 1 $share/g/t:1
b SUBACK 1 01
> a lost
> wait 9
b PUBLISH t one q1 id=1
)"},
  });
}

TEST(UnsubscribeTest, Answer) {
  check({
      {"3.1.1", only_3_1_1, bare, R"(
> a connect clean
a CONNACK 0 00
> a subscribe 1 a:0 b:0
a SUBACK 1 00 00
> a unsubscribe 2 b none
a UNSUBACK 2
> a publish b x
> a publish a y
a PUBLISH a y q0
)"},
      {"5.0", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> a subscribe 1 a/1:0 a/+:0
a SUBACK 1 00 00
> a unsubscribe 2 none a/+
a UNSUBACK 2 11 00
> a publish a/1 y
a PUBLISH a/1 y q0
> a publish a/2 y
)"},
      {"what is under way is completed", only_3_1_1, bare, R"(
> a connect clean
a CONNACK 0 00
> a subscribe 1 t:2
a SUBACK 1 02
> a publish t x q=2 id=1
a PUBLISH t x q2 id=1
a PUBREC 1
> a unsubscribe 2 other
a UNSUBACK 2
> a pubrec 1
a PUBREL 1
)"},
      {"what waits is sent", only_5_0, bare, R"(
> a connect rm=1
a CONNACK 0 00
> a subscribe 1 t:1
a SUBACK 1 01
> a publish t x q=1 id=1
a PUBLISH t x q1 id=1
a PUBACK 1
> a publish t y q=1 id=2
a PUBACK 2
> a unsubscribe 2 t
a UNSUBACK 2 00
> a puback 1
a PUBLISH t y q1 id=2
)"},
      {"or dropped", only_5_0, "drops-buffered", R"(
> a connect rm=1
a CONNACK 0 00 tam=10
> a subscribe 1 t:1
a SUBACK 1 01
> a publish t x q=1 id=1
a PUBLISH t x q1 id=1
a PUBACK 1
> a publish t y q=1 id=2
a PUBACK 2
> a unsubscribe 2 t
a UNSUBACK 2 00
> a puback 1
)"},
  });
}

}  // namespace
}  // namespace mqttspec::model
