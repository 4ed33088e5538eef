// What a PUBLISH may carry and what becomes of it, sections 3.3.1 to 3.3.3.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model::broker {

using namespace scripts;
namespace {

TEST(PublishTest, Properties) {
  check({
      {"go on as they came, in order", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a subscribe 1 t:0
a SUBACK id=1 0x00 Granted QoS 0
> a publish t x pfi=1 ct=text rt=answer cd=17 up=b:1,a:2,b:3
a PUBLISH "t" QoS0 payload "x" {Payload Format Indicator 1, Content Type "text", Response Topic "answer", Correlation Data 2 B, User Property "b"="1", User Property "a"="2", User Property "b"="3"}
)"},
  });
}

TEST(PublishTest, Expiry) {
  check({
      {"counts down while a message waits, which goes when it is over", only_5_0, bare, R"(
> a connect expiry=100
a CONNACK 0x00 Success
> a subscribe 1 t:1
a SUBACK id=1 0x01 Granted QoS 1
> a lost
> b connect
b CONNACK 0x00 Success
> b publish t one q=1 id=1 exp=5
b PUBACK id=1
> b publish t two q=1 id=2 exp=6
b PUBACK id=2
> b publish t three q=1 id=3
b PUBACK id=3
> wait 5
> a connect
a CONNACK 0x00 Success session-present
a PUBLISH "t" QoS1 id=1 payload "two" {Message Expiry Interval 1}
a PUBLISH "t" QoS1 id=2 payload "three"
)"},
      {"never breaks off what was begun", only_5_0, bare, R"(
> a connect expiry=100
a CONNACK 0x00 Success
> a subscribe 1 t:2
a SUBACK id=1 0x02 Granted QoS 2
> a publish t one q=2 id=1 exp=5
a PUBLISH "t" QoS2 id=1 payload "one" {Message Expiry Interval 5}
a PUBREC id=1
> a lost
> wait 7
> a connect
a CONNACK 0x00 Success session-present
a PUBLISH "t" QoS2 id=1 DUP payload "one" {Message Expiry Interval 0}
)"},
  });
}

TEST(PublishTest, TopicAlias) {
  check({
      {"set, used, changed", only_5_0, "plain", R"(
> a connect
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a subscribe 1 #:0
a SUBACK id=1 0x00 Granted QoS 0
> a publish t one alias=10
a PUBLISH "t" QoS0 payload "one"
> a publish - two alias=10
a PUBLISH "t" QoS0 payload "two"
> a publish u three alias=10
a PUBLISH "u" QoS0 payload "three"
> a publish - four alias=10
a PUBLISH "u" QoS0 payload "four"
)"},
      {"above the maximum", only_5_0, "plain", R"(
> a connect
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a publish t one alias=11
a DISCONNECT 0x94 Topic Alias invalid
a CLOSE
)"},
      {"0", only_5_0, "plain", R"(
> a connect
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a publish t one alias=0
a DISCONNECT 0x94 Topic Alias invalid
a CLOSE
)"},
      {"not set", only_5_0, "plain", R"(
> a connect
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a publish - one alias=1
a DISCONNECT 0x82 Protocol Error
a CLOSE
)"},
      {"gone with its connection", only_5_0, "plain", R"(
> a connect expiry=9
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a publish t one alias=1
> a lost
> a connect
a CONNACK 0x00 Success session-present {Topic Alias Maximum 10}
> a publish - one alias=1
a DISCONNECT 0x82 Protocol Error
a CLOSE
)"},
      {"towards the Client, up to its maximum", only_5_0, "aliases", R"(
> a connect tam=1
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a subscribe 1 #:0
a SUBACK id=1 0x00 Granted QoS 0
> a publish t one
a PUBLISH "t" QoS0 payload "one" {Topic Alias 1}
> a publish t two
a PUBLISH "" QoS0 payload "two" {Topic Alias 1}
> a publish u three
a PUBLISH "u" QoS0 payload "three"
)"},
      {"not used where it makes the packet too large", only_5_0, "aliases", R"(
> a connect clean size=16 tam=1
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a subscribe 1 t:0
a SUBACK id=1 0x00 Granted QoS 0
> a publish t 12345678
a PUBLISH "t" QoS0 payload "12345678"
> a publish t 1
a PUBLISH "t" QoS0 payload "1" {Topic Alias 1}
> a publish t 23456789
a PUBLISH "" QoS0 payload "23456789" {Topic Alias 1}
)"},
      {"not set by a PUBLISH that the Client cannot take", only_5_0, "aliases", R"(
> a connect size=29 tam=1
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a subscribe 1 t:0
a SUBACK id=1 0x00 Granted QoS 0
> a publish t 12345678901234567890123456789
> a publish t two
a PUBLISH "t" QoS0 payload "two" {Topic Alias 1}
)"},
  });
}

TEST(PublishTest, Capabilities) {
  check({
      {"QoS", only_5_0, "qos-1", R"(
> a connect
a CONNACK 0x00 Success {Topic Alias Maximum 10, Maximum QoS 1}
> a subscribe 1 t:2
a SUBACK id=1 0x01 Granted QoS 1
> a publish t x q=2 id=1
a DISCONNECT 0x9B QoS not supported
a CLOSE
)"},
      {"RETAIN", only_5_0, "no-retain", R"(
> a connect
a CONNACK 0x00 Success {Topic Alias Maximum 10, Retain Available 0}
> a publish t x retain
a DISCONNECT 0x9A Retain not supported
a CLOSE
)"},
  });
}

}  // namespace
}  // namespace mqttspec::model::broker
