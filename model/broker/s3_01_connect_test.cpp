// CONNECT and its answer, sections 3.1 and 3.2: who is let in, and with which session.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model::broker {

using namespace scripts;
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
a CONNACK 0x00 Connection Accepted
> a connect clean
a CLOSE
)"},
      {"second CONNECT, 5.0", only_5_0, bare, R"(
> a connect clean
a CONNACK 0x00 Success
> a connect clean
a DISCONNECT 0x82 Protocol Error
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
a CONNACK 0x00 Success
)"},
      {"the refusing CONNACK is small enough", only_5_0, "small", R"(
> a connect size=5
a CONNACK 0x97 Quota exceeded
a CLOSE
)"},
      {"an older connection stays", only_5_0, bare, R"(
> a connect clean
a CONNACK 0x00 Success
> b connect id=a size=4
b CLOSE
> a ping
a PINGRESP
)"},
      {"SUBACK", only_5_0, bare, R"(
> a connect clean size=6
a CONNACK 0x00 Success
> a subscribe 1 t:1
a SUBACK id=1 0x01 Granted QoS 1
> a subscribe 2 t:1 u:1
a DISCONNECT 0x97 Quota exceeded
a CLOSE
)"},
      {"UNSUBACK", only_5_0, bare, R"(
> a connect clean size=6
a CONNACK 0x00 Success
> a unsubscribe 1 t u
a DISCONNECT 0x97 Quota exceeded
a CLOSE
)"},
      {"AUTH", only_5_0, "authenticating", R"(
> a connect clean size=12 auth=mqttspec-echo
a CONNACK 0x97 Quota exceeded
a CLOSE
)"},
  });
}

TEST(ConnectTest, Refusal) {
  check({
      {"Protocol Level not supported", only_3_1_1, bare, R"(
> a malformed MQTT-3.1.2-2 1
a CONNACK 0x01 unacceptable protocol version
a CLOSE
)"},
      {"Protocol Version not supported: nobody knows what the Client understands", only_5_0, bare,
       R"(
> a malformed MQTT-3.1.2-2 1
a CONNACK 0x01 unacceptable protocol version
a CLOSE
)"},
      {"reserved flag set: no CONNACK", only_3_1_1, bare, R"(
> a malformed MQTT-3.1.2-3 1
a CLOSE
)"},
      {"reserved flag set, said", only_5_0, bare, R"(
> a malformed MQTT-3.1.2-3 1
a CONNACK 0x81 Malformed Packet
a CLOSE
)"},
      {"reserved flag set, not said", only_5_0, "taciturn", R"(
> a malformed MQTT-3.1.2-3 1
a CLOSE
)"},
      {"empty Client Identifier, CleanSession 0", only_3_1_1, bare, R"(
> a connect id=-
a CONNACK 0x02 identifier rejected
a CLOSE
)"},
      {"unknown Authentication Method", only_5_0, bare, R"(
> a connect auth=X
a CONNACK 0x8C Bad authentication method
a CLOSE
)"},
      {"Will at a QoS that is not supported", only_5_0, "qos-0", R"(
> a connect will=t:x wq=1
a CONNACK 0x9B QoS not supported
a CLOSE
)"},
      {"retained Will where nothing is retained", only_5_0, "no-retain", R"(
> a connect will=t:x wr
a CONNACK 0x9A Retain not supported
a CLOSE
)"},
  });
}

TEST(ConnectTest, AssignedClientIdentifier) {
  check({
      {"3.1.1 assigns silently", only_3_1_1, bare, R"(
> a connect id=- clean
a CONNACK 0x00 Connection Accepted
> b connect id=- clean
b CONNACK 0x00 Connection Accepted
)"},
      {"5.0 tells it", only_5_0, bare, R"(
> a connect id=-
a CONNACK 0x00 Success {Assigned Client Identifier "assigned-1"}
> b connect id=-
b CONNACK 0x00 Success {Assigned Client Identifier "assigned-2"}
)"},
  });
}

TEST(ConnectTest, Capabilities) {
  check({
      {"all there is", only_5_0, "plain", R"(
> a connect
a CONNACK 0x00 Success {Topic Alias Maximum 10}
)"},
      {"limits", only_5_0, "small", R"(
> a connect
a CONNACK 0x00 Success {Receive Maximum 2, Topic Alias Maximum 1, Maximum Packet Size 256}
)"},
      {"own intervals", only_5_0, "own-intervals", R"(
> a connect expiry=100
a CONNACK 0x00 Success {Session Expiry Interval 60, Server Keep Alive 5, Topic Alias Maximum 10}
> b connect expiry=60
b CONNACK 0x00 Success {Server Keep Alive 5, Topic Alias Maximum 10}
)"},
      {"nothing in 3.1.1", only_3_1_1, "small", R"(
> a connect clean
a CONNACK 0x00 Connection Accepted
)"},
  });
}

TEST(ConnectTest, SessionPresent) {
  check({
      {"3.1.1", only_3_1_1, bare, R"(
> a connect
a CONNACK 0x00 Connection Accepted
> a lost
> a connect
a CONNACK 0x00 Connection Accepted session-present
> a lost
> a connect clean
a CONNACK 0x00 Connection Accepted
> a lost
> a connect
a CONNACK 0x00 Connection Accepted
)"},
      {"5.0", only_5_0, bare, R"(
> a connect expiry=10
a CONNACK 0x00 Success
> a lost
> wait 9.999
> a connect
a CONNACK 0x00 Success session-present
> a lost
> a connect expiry=10
a CONNACK 0x00 Success
> a lost
> wait 10
> a connect expiry=10
a CONNACK 0x00 Success
> a lost
> a connect clean expiry=10
a CONNACK 0x00 Success
)"},
      {"never expires", only_5_0, bare, R"(
> a connect expiry=4294967295
a CONNACK 0x00 Success
> a lost
> wait 5000000000
> a connect
a CONNACK 0x00 Success session-present
)"},
      {"across versions", only_5_0, bare, R"(
> a connect v311
a CONNACK 0x00 Connection Accepted
> a lost
> wait 1000000
> a connect v5
a CONNACK 0x00 Success session-present
)"},
  });
}

TEST(ConnectTest, Takeover) {
  check({
      {"3.1.1", only_3_1_1, bare, R"(
> a connect
a CONNACK 0x00 Connection Accepted
> b connect id=a
a CLOSE
b CONNACK 0x00 Connection Accepted session-present
)"},
      {"5.0", only_5_0, bare, R"(
> a connect expiry=5
a CONNACK 0x00 Success
> b connect id=a
a DISCONNECT 0x8E Session taken over
a CLOSE
b CONNACK 0x00 Success session-present
)"},
      {"the old session ends if it ends with its connection", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> b connect id=a expiry=5
a DISCONNECT 0x8E Session taken over
a CLOSE
b CONNACK 0x00 Success
)"},
      {"by another version", only_5_0, bare, R"(
> a connect v311
a CONNACK 0x00 Connection Accepted
> b connect v5 id=a
a CLOSE
b CONNACK 0x00 Success session-present
)"},
  });
}

TEST(ConnectTest, KeepAlive) {
  check({
      {"one and a half times", only_3_1_1, bare, R"(
> a connect ka=10 clean
a CONNACK 0x00 Connection Accepted
> wait 14.999
> a ping
a PINGRESP
> wait 14.999
> wait 0.001
a CLOSE
)"},
      {"any packet counts", only_5_0, bare, R"(
> a connect ka=10
a CONNACK 0x00 Success
> wait 10
> a publish t x
> wait 14
> wait 1
a DISCONNECT 0x8D Keep Alive timeout
a CLOSE
)"},
      {"0 is for ever", both, bare, R"(
> a connect ka=0 clean
a CONNACK 0x00 Success
> wait 1000000
> a ping
a PINGRESP
)"},
      {"that of the Server", only_5_0, "own-intervals", R"(
> a connect ka=100
a CONNACK 0x00 Success {Server Keep Alive 5, Topic Alias Maximum 10}
> wait 7.5
a DISCONNECT 0x8D Keep Alive timeout
a CLOSE
)"},
  });
}

}  // namespace
}  // namespace mqttspec::model::broker
