// What a PUBLISH may carry and what becomes of it, sections 3.3.1 to 3.3.3.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model {
namespace {

TEST(PublishTest, Properties) {
  check({
      {"go on as they came, in order", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> a subscribe 1 t:0
a SUBACK 1 00
> a publish t x pfi=1 ct=text rt=answer cd=17 up=b:1,a:2,b:3
a PUBLISH t x q0 pfi=1 ct=text rt=answer cd=17 up=b:1 up=a:2 up=b:3
)"},
  });
}

TEST(PublishTest, Expiry) {
  check({
      {"counts down while a message waits, which goes when it is over", only_5_0, bare, R"(
> a connect expiry=100
a CONNACK 0 00
> a subscribe 1 t:1
a SUBACK 1 01
> a lost
> b connect
b CONNACK 0 00
> b publish t one q=1 id=1 exp=5
b PUBACK 1
> b publish t two q=1 id=2 exp=6
b PUBACK 2
> b publish t three q=1 id=3
b PUBACK 3
> wait 5
> a connect
a CONNACK 1 00
a PUBLISH t two q1 id=1 exp=1
a PUBLISH t three q1 id=2
)"},
      {"never breaks off what was begun", only_5_0, bare, R"(
> a connect expiry=100
a CONNACK 0 00
> a subscribe 1 t:2
a SUBACK 1 02
> a publish t one q=2 id=1 exp=5
a PUBLISH t one q2 id=1 exp=5
a PUBREC 1
> a lost
> wait 7
> a connect
a CONNACK 1 00
a PUBLISH t one q2 id=1 dup exp=0
)"},
  });
}

TEST(PublishTest, TopicAlias) {
  check({
      {"set, used, changed", only_5_0, "plain", R"(
> a connect
a CONNACK 0 00 tam=10
> a subscribe 1 #:0
a SUBACK 1 00
> a publish t one alias=10
a PUBLISH t one q0
> a publish - two alias=10
a PUBLISH t two q0
> a publish u three alias=10
a PUBLISH u three q0
> a publish - four alias=10
a PUBLISH u four q0
)"},
      {"above the maximum", only_5_0, "plain", R"(
> a connect
a CONNACK 0 00 tam=10
> a publish t one alias=11
a DISCONNECT 94
a CLOSE
)"},
      {"0", only_5_0, "plain", R"(
> a connect
a CONNACK 0 00 tam=10
> a publish t one alias=0
a DISCONNECT 94
a CLOSE
)"},
      {"not set", only_5_0, "plain", R"(
> a connect
a CONNACK 0 00 tam=10
> a publish - one alias=1
a DISCONNECT 82
a CLOSE
)"},
      {"gone with its connection", only_5_0, "plain", R"(
> a connect expiry=9
a CONNACK 0 00 tam=10
> a publish t one alias=1
> a lost
> a connect
a CONNACK 1 00 tam=10
> a publish - one alias=1
a DISCONNECT 82
a CLOSE
)"},
      {"towards the Client, up to its maximum", only_5_0, "aliases", R"(
> a connect tam=1
a CONNACK 0 00 tam=10
> a subscribe 1 #:0
a SUBACK 1 00
> a publish t one
a PUBLISH t one q0 alias=1
> a publish t two
a PUBLISH - two q0 alias=1
> a publish u three
a PUBLISH u three q0
)"},
  });
}

TEST(PublishTest, Capabilities) {
  check({
      {"QoS", only_5_0, "qos-1", R"(
> a connect
a CONNACK 0 00 qos=1 tam=10
> a subscribe 1 t:2
a SUBACK 1 01
> a publish t x q=2 id=1
a DISCONNECT 9B
a CLOSE
)"},
      {"RETAIN", only_5_0, "no-retain", R"(
> a connect
a CONNACK 0 00 retain=0 tam=10
> a publish t x retain
a DISCONNECT 9A
a CLOSE
)"},
  });
}

}  // namespace
}  // namespace mqttspec::model
