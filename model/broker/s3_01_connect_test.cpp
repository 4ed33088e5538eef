// CONNECT and its answer, sections 3.1 and 3.2: who is let in, and with which session.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model {
namespace {

TEST(ConnectTest, FirstAndOnce) {
  check({
      {"first packet is no CONNECT", both, bare, R"(
> a open
> a ping
a CLOSE
)"},
      {"second CONNECT, 3.1.1", only_3_1_1, bare, R"(
> a connect clean
a CONNACK 0 00
> a connect clean
a CLOSE
)"},
      {"second CONNECT, 5.0", only_5_0, bare, R"(
> a connect clean
a CONNACK 0 00
> a connect clean
a DISCONNECT 82
a CLOSE
)"},
      {"no CONNECT at all", both, bare, R"(
> a open
> wait 29
> wait 1
a CLOSE
)"},
  });
}

TEST(ConnectTest, AnswersThatAreLargerThanTheClientPermits) {
  check({
      {"no CONNACK is small enough: no connection, and no session", only_5_0, bare, R"(
> a connect expiry=9 size=4
a CLOSE
> a connect expiry=9
a CONNACK 0 00
)"},
      {"the refusing CONNACK is small enough", only_5_0, "small", R"(
> a connect size=5
a CONNACK 0 97
a CLOSE
)"},
      {"an older connection stays", only_5_0, bare, R"(
> a connect clean
a CONNACK 0 00
> b connect id=a size=4
b CLOSE
> a ping
a PINGRESP
)"},
      {"SUBACK", only_5_0, bare, R"(
> a connect clean size=6
a CONNACK 0 00
> a subscribe 1 t:1
a SUBACK 1 01
> a subscribe 2 t:1 u:1
a DISCONNECT 97
a CLOSE
)"},
      {"UNSUBACK", only_5_0, bare, R"(
> a connect clean size=6
a CONNACK 0 00
> a unsubscribe 1 t u
a DISCONNECT 97
a CLOSE
)"},
      {"AUTH", only_5_0, "authenticating", R"(
> a connect clean size=12 auth=mqttspec-echo
a CONNACK 0 97
a CLOSE
)"},
  });
}

TEST(ConnectTest, Refusal) {
  check({
      {"Protocol Level not supported", only_3_1_1, bare, R"(
> a malformed MQTT-3.1.2-2 1
a CONNACK 0 01
a CLOSE
)"},
      {"Protocol Version not supported: nobody knows what the Client understands", only_5_0, bare,
       R"(
> a malformed MQTT-3.1.2-2 1
a CONNACK 0 01
a CLOSE
)"},
      {"reserved flag set: no CONNACK", only_3_1_1, bare, R"(
> a malformed MQTT-3.1.2-3 1
a CLOSE
)"},
      {"reserved flag set, said", only_5_0, bare, R"(
> a malformed MQTT-3.1.2-3 1
a CONNACK 0 81
a CLOSE
)"},
      {"reserved flag set, not said", only_5_0, "taciturn", R"(
> a malformed MQTT-3.1.2-3 1
a CLOSE
)"},
      {"empty Client Identifier, CleanSession 0", only_3_1_1, bare, R"(
> a connect id=-
a CONNACK 0 02
a CLOSE
)"},
      {"unknown Authentication Method", only_5_0, bare, R"(
> a connect auth=X
a CONNACK 0 8C
a CLOSE
)"},
      {"Will at a QoS that is not supported", only_5_0, "qos-0", R"(
> a connect will=t:x wq=1
a CONNACK 0 9B
a CLOSE
)"},
      {"retained Will where nothing is retained", only_5_0, "no-retain", R"(
> a connect will=t:x wr
a CONNACK 0 9A
a CLOSE
)"},
  });
}

TEST(ConnectTest, AssignedClientIdentifier) {
  check({
      {"3.1.1 assigns silently", only_3_1_1, bare, R"(
> a connect id=- clean
a CONNACK 0 00
> b connect id=- clean
b CONNACK 0 00
)"},
      {"5.0 tells it", only_5_0, bare, R"(
> a connect id=-
a CONNACK 0 00 id=assigned-1
> b connect id=-
b CONNACK 0 00 id=assigned-2
)"},
  });
}

TEST(ConnectTest, Capabilities) {
  check({
      {"all there is", only_5_0, "plain", R"(
> a connect
a CONNACK 0 00 tam=10
)"},
      {"limits", only_5_0, "small", R"(
> a connect
a CONNACK 0 00 rm=2 size=256 tam=1
)"},
      {"own intervals", only_5_0, "own-intervals", R"(
> a connect expiry=100
a CONNACK 0 00 expiry=60 tam=10 ka=5
> b connect expiry=60
b CONNACK 0 00 tam=10 ka=5
)"},
      {"nothing in 3.1.1", only_3_1_1, "small", R"(
> a connect clean
a CONNACK 0 00
)"},
  });
}

TEST(ConnectTest, SessionPresent) {
  check({
      {"3.1.1", only_3_1_1, bare, R"(
> a connect
a CONNACK 0 00
> a lost
> a connect
a CONNACK 1 00
> a lost
> a connect clean
a CONNACK 0 00
> a lost
> a connect
a CONNACK 0 00
)"},
      {"5.0", only_5_0, bare, R"(
> a connect expiry=10
a CONNACK 0 00
> a lost
> wait 9.999
> a connect
a CONNACK 1 00
> a lost
> a connect expiry=10
a CONNACK 0 00
> a lost
> wait 10
> a connect expiry=10
a CONNACK 0 00
> a lost
> a connect clean expiry=10
a CONNACK 0 00
)"},
      {"never expires", only_5_0, bare, R"(
> a connect expiry=4294967295
a CONNACK 0 00
> a lost
> wait 5000000000
> a connect
a CONNACK 1 00
)"},
      {"across versions", only_5_0, bare, R"(
> a connect v311
a CONNACK 0 00
> a lost
> wait 1000000
> a connect v5
a CONNACK 1 00
)"},
  });
}

TEST(ConnectTest, Takeover) {
  check({
      {"3.1.1", only_3_1_1, bare, R"(
> a connect
a CONNACK 0 00
> b connect id=a
a CLOSE
b CONNACK 1 00
)"},
      {"5.0", only_5_0, bare, R"(
> a connect expiry=5
a CONNACK 0 00
> b connect id=a
a DISCONNECT 8E
a CLOSE
b CONNACK 1 00
)"},
      {"the old session ends if it ends with its connection", only_5_0, bare, R"(
> a connect
a CONNACK 0 00
> b connect id=a expiry=5
a DISCONNECT 8E
a CLOSE
b CONNACK 0 00
)"},
      {"by another version", only_5_0, bare, R"(
> a connect v311
a CONNACK 0 00
> b connect v5 id=a
a CLOSE
b CONNACK 1 00
)"},
  });
}

TEST(ConnectTest, KeepAlive) {
  check({
      {"one and a half times", only_3_1_1, bare, R"(
> a connect ka=10 clean
a CONNACK 0 00
> wait 14.999
> a ping
a PINGRESP
> wait 14.999
> wait 0.001
a CLOSE
)"},
      {"any packet counts", only_5_0, bare, R"(
> a connect ka=10
a CONNACK 0 00
> wait 10
> a publish t x
> wait 14
> wait 1
a DISCONNECT 8D
a CLOSE
)"},
      {"0 is for ever", both, bare, R"(
> a connect ka=0 clean
a CONNACK 0 00
> wait 1000000
> a ping
a PINGRESP
)"},
      {"that of the Server", only_5_0, "own-intervals", R"(
> a connect ka=100
a CONNACK 0 00 tam=10 ka=5
> wait 7.5
a DISCONNECT 8D
a CLOSE
)"},
  });
}

}  // namespace
}  // namespace mqttspec::model
