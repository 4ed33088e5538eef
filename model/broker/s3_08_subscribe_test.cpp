// SUBSCRIBE and UNSUBSCRIBE with their answers, sections 3.8 to 3.11, and what subscriptions do
// with messages, 3.3.4.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model::broker {

using namespace scripts;
namespace {

TEST(SubscribeTest, Answer) {
  check({
      {"a code for each filter, in order", both, bare, R"(
> a connect clean
a CONNACK 0x00 Success
> a subscribe 7 a:2 b:0 c/#:1
a SUBACK id=7 0x02 Granted QoS 2, 0x00 Granted QoS 0, 0x01 Granted QoS 1
)"},
      {"a lower QoS is granted", both, "grants-qos-1", R"(
> a connect v311 clean
a CONNACK 0x00 Success
> a subscribe 7 a:2
a SUBACK id=7 0x01 Granted QoS 1
> a publish a x q=2 id=1
a PUBLISH "a" QoS1 id=1 payload "x"
a PUBREC id=1
)"},
      {"wildcards refused, 3.1.1", only_3_1_1, "no-wildcards", R"(
> a connect clean
a CONNACK 0x00 Connection Accepted
> a subscribe 7 a:2 b/+:1
a SUBACK id=7 0x02 Success - Maximum QoS 2, 0x80 Failure
> a publish b/x y
)"},
      {"wildcards refused, 5.0", only_5_0, "no-wildcards", R"(
> a connect
a CONNACK 0x00 Success {Topic Alias Maximum 10, Wildcard Subscription Available 0}
> a subscribe 7 a:2 b/+:1
a DISCONNECT 0xA2 Wildcard Subscriptions not supported
a CLOSE
)"},
      {"Shared Subscriptions refused", only_5_0, "no-shared", R"(
> a connect
a CONNACK 0x00 Success {Topic Alias Maximum 10, Shared Subscription Available 0}
> a subscribe 7 $share/g/t:2
a DISCONNECT 0x9E Shared Subscriptions not supported
a CLOSE
)"},
      {"Subscription Identifiers refused", only_5_0, "no-subscription-ids", R"(
> a connect
a CONNACK 0x00 Success {Topic Alias Maximum 10, Subscription Identifier Available 0}
> a subscribe 7 t:2 sid=3
a DISCONNECT 0xA1 Subscription Identifiers not supported
a CLOSE
)"},
      {"No Local on a Shared Subscription", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a subscribe 7 $share/g/t:2n
a DISCONNECT 0x82 Protocol Error
a CLOSE
)"},
      {"$share is an ordinary level in 3.1.1", only_3_1_1, "dollar-topics", R"(
> a connect clean
a CONNACK 0x00 Connection Accepted
> a subscribe 7 $share/g/t:2
a SUBACK id=7 0x02 Success - Maximum QoS 2
> a publish t x
> a publish $share/g/t y
a PUBLISH "$share/g/t" QoS0 payload "y"
)"},
  });
}

TEST(SubscribeTest, Delivery) {
  check({
      {"one copy at the highest QoS, with all identifiers", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a subscribe 1 t/+:0 sid=3
a SUBACK id=1 0x00 Granted QoS 0
> a subscribe 2 t/1:1 sid=4
a SUBACK id=2 0x01 Granted QoS 1
> a subscribe 3 #:0
a SUBACK id=3 0x00 Granted QoS 0
> a publish t/1 x q=2 id=1
a PUBLISH "t/1" QoS1 id=1 payload "x" {Subscription Identifier 3, Subscription Identifier 4}
a PUBREC id=1
)"},
      {"or one for each subscription", only_5_0, "overlap-copies", R"(
> a connect
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a subscribe 1 t/+:0 sid=3
a SUBACK id=1 0x00 Granted QoS 0
> a subscribe 2 t/1:1 sid=4
a SUBACK id=2 0x01 Granted QoS 1
> a publish t/1 x q=2 id=1
a PUBLISH "t/1" QoS1 id=1 payload "x" {Subscription Identifier 4}
a PUBLISH "t/1" QoS0 payload "x" {Subscription Identifier 3}
a PUBREC id=1
)"},
      {"RETAIN is kept if one subscription asks for it", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a subscribe 1 t:0p
a SUBACK id=1 0x00 Granted QoS 0
> a subscribe 2 +:0
a SUBACK id=2 0x00 Granted QoS 0
> a publish t x retain
a PUBLISH "t" QoS0 retain payload "x"
)"},
      {"a subscription with No Local leaves the others alone", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a subscribe 1 t:1n sid=3
a SUBACK id=1 0x01 Granted QoS 1
> a subscribe 2 +:0 sid=4
a SUBACK id=2 0x00 Granted QoS 0
> a publish t x q=1 id=1
a PUBLISH "t" QoS0 payload "x" {Subscription Identifier 4}
a PUBACK id=1
)"},
      {"an identical filter replaces", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a subscribe 1 t:2 sid=3
a SUBACK id=1 0x02 Granted QoS 2
> a subscribe 2 t:0
a SUBACK id=2 0x00 Granted QoS 0
> a publish t x q=1 id=1
a PUBLISH "t" QoS0 payload "x"
a PUBACK id=1
)"},
      {"No Local", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a subscribe 1 t:0n
a SUBACK id=1 0x00 Granted QoS 0
> b connect
b CONNACK 0x00 Success
> b subscribe 1 t:0n
b SUBACK id=1 0x00 Granted QoS 0
> a publish t x q=1 id=1
b PUBLISH "t" QoS0 payload "x"
a PUBACK id=1
)"},
      {"properties are lost on the way to 3.1.1", only_5_0, bare, R"(
> a connect v311
a CONNACK 0x00 Connection Accepted
> a subscribe 1 t:0
a SUBACK id=1 0x00 Success - Maximum QoS 0
> b connect
b CONNACK 0x00 Success
> b publish t x pfi=1 up=a:b
a PUBLISH "t" QoS0 payload "x"
)"},
  });
}

TEST(SubscribeTest, Shared) {
  check({
      {"by turns, and only to who is there", only_5_0, bare, R"(
> a connect expiry=9
a CONNACK 0x00 Success
> b connect
b CONNACK 0x00 Success
> a subscribe 1 $share/g/t/#:1
a SUBACK id=1 0x01 Granted QoS 1
> b subscribe 1 $share/g/t/#:0
b SUBACK id=1 0x00 Granted QoS 0
> b publish t/1 one q=1 id=1
a PUBLISH "t/1" QoS1 id=1 payload "one"
b PUBACK id=1
> b publish t/2 two q=1 id=2
b PUBLISH "t/2" QoS0 payload "two"
b PUBACK id=2
> a lost
> b publish t/3 three
b PUBLISH "t/3" QoS0 payload "three"
)"},
      {"beside one's own subscription", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a subscribe 1 $share/g/t:0 t:0
a SUBACK id=1 0x00 Granted QoS 0, 0x00 Granted QoS 0
> a publish t x
a PUBLISH "t" QoS0 payload "x"
a PUBLISH "t" QoS0 payload "x"
> a unsubscribe 2 $share/g/t
a UNSUBACK id=2 0x00 Success
> a publish t y
a PUBLISH "t" QoS0 payload "y"
)"},
      {"QoS 1 goes to another session, QoS 2 under way does not", only_5_0, bare, R"(
> a connect expiry=9
a CONNACK 0x00 Success
> a subscribe 1 $share/g/t:2
a SUBACK id=1 0x02 Granted QoS 2
> c connect
c CONNACK 0x00 Success
> c publish t one q=1 id=1
a PUBLISH "t" QoS1 id=1 payload "one"
c PUBACK id=1
> c publish t two q=2 id=2
a PUBLISH "t" QoS2 id=2 payload "two"
c PUBREC id=2
> b connect
b CONNACK 0x00 Success
> b subscribe 1 $share/g/t:1
b SUBACK id=1 0x01 Granted QoS 1
> a lost
> wait 9
b PUBLISH "t" QoS1 id=1 payload "one"
)"},
  });
}

TEST(UnsubscribeTest, Answer) {
  check({
      {"3.1.1", only_3_1_1, bare, R"(
> a connect clean
a CONNACK 0x00 Connection Accepted
> a subscribe 1 a:0 b:0
a SUBACK id=1 0x00 Success - Maximum QoS 0, 0x00 Success - Maximum QoS 0
> a unsubscribe 2 b none
a UNSUBACK id=2
> a publish b x
> a publish a y
a PUBLISH "a" QoS0 payload "y"
)"},
      {"5.0", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a subscribe 1 a/1:0 a/+:0
a SUBACK id=1 0x00 Granted QoS 0, 0x00 Granted QoS 0
> a unsubscribe 2 none a/+
a UNSUBACK id=2 0x11 No subscription existed, 0x00 Success
> a publish a/1 y
a PUBLISH "a/1" QoS0 payload "y"
> a publish a/2 y
)"},
      {"what is under way is completed", only_3_1_1, bare, R"(
> a connect clean
a CONNACK 0x00 Connection Accepted
> a subscribe 1 t:2
a SUBACK id=1 0x02 Success - Maximum QoS 2
> a publish t x q=2 id=1
a PUBLISH "t" QoS2 id=1 payload "x"
a PUBREC id=1
> a unsubscribe 2 other
a UNSUBACK id=2
> a pubrec 1
a PUBREL id=1
)"},
      {"what waits is sent", only_5_0, bare, R"(
> a connect rm=1
a CONNACK 0x00 Success
> a subscribe 1 t:1
a SUBACK id=1 0x01 Granted QoS 1
> a publish t x q=1 id=1
a PUBLISH "t" QoS1 id=1 payload "x"
a PUBACK id=1
> a publish t y q=1 id=2
a PUBACK id=2
> a unsubscribe 2 t
a UNSUBACK id=2 0x00 Success
> a puback 1
a PUBLISH "t" QoS1 id=2 payload "y"
)"},
      {"or dropped", only_5_0, "drops-buffered", R"(
> a connect rm=1
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a subscribe 1 t:1
a SUBACK id=1 0x01 Granted QoS 1
> a publish t x q=1 id=1
a PUBLISH "t" QoS1 id=1 payload "x"
a PUBACK id=1
> a publish t y q=1 id=2
a PUBACK id=2
> a unsubscribe 2 t
a UNSUBACK id=2 0x00 Success
> a puback 1
)"},
  });
}

}  // namespace
}  // namespace mqttspec::model::broker
