// Will Messages, section 3.1.2.5, and their delay, 5.0 section 3.1.3.2.2.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model::broker {

using namespace scripts;
namespace {

TEST(WillTest, WhenAndWhenNot) {
  check({
      {"published when the connection is lost", both, bare, R"(
> s connect clean
s CONNACK 0x00 Success
> s subscribe 1 w:2
s SUBACK id=1 0x02 Granted QoS 2
> a connect clean will=w:gone wq=1
a CONNACK 0x00 Success
> a lost
s PUBLISH "w" QoS1 id=1 payload "gone"
)"},
      {"not after DISCONNECT", both, bare, R"(
> s connect clean
s CONNACK 0x00 Success
> s subscribe 1 w:2
s SUBACK id=1 0x02 Granted QoS 2
> a connect clean will=w:gone
a CONNACK 0x00 Success
> a disconnect
a CLOSE
)"},
      {"after Disconnect with Will Message", only_5_0, bare, R"(
> s connect clean
s CONNACK 0x00 Success
> s subscribe 1 w:2
s SUBACK id=1 0x02 Granted QoS 2
> a connect clean will=w:gone
a CONNACK 0x00 Success
> a disconnect rc=04
a CLOSE
s PUBLISH "w" QoS0 payload "gone"
)"},
      {"when the Client is silent for too long", only_3_1_1, bare, R"(
> s connect clean
s CONNACK 0x00 Connection Accepted
> s subscribe 1 w:2
s SUBACK id=1 0x02 Success - Maximum QoS 2
> a connect clean will=w:gone ka=2
a CONNACK 0x00 Connection Accepted
> wait 3
a CLOSE
s PUBLISH "w" QoS0 payload "gone"
)"},
      {"after a protocol error", both, bare, R"(
> s connect clean
s CONNACK 0x00 Success
> s subscribe 1 w:2
s SUBACK id=1 0x02 Granted QoS 2
> a connect v311 clean will=w:gone
a CONNACK 0x00 Success
> a connect v311
a CLOSE
s PUBLISH "w" QoS0 payload "gone"
)"},
      {"when the connection is taken over", only_3_1_1, bare, R"(
> s connect clean
s CONNACK 0x00 Connection Accepted
> s subscribe 1 w:2
s SUBACK id=1 0x02 Success - Maximum QoS 2
> a connect will=w:gone
a CONNACK 0x00 Connection Accepted
> b connect id=a
a CLOSE
s PUBLISH "w" QoS0 payload "gone"
b CONNACK 0x00 Connection Accepted session-present
)"},
      {"it is retained if it asks for that", both, bare, R"(
> a connect v311 clean will=w:gone wr
a CONNACK 0x00 Success
> a lost
> s connect v311 clean
s CONNACK 0x00 Success
> s subscribe 1 w:2
s SUBACK id=1 0x02 Granted QoS 2
s PUBLISH "w" QoS0 retain payload "gone"
)"},
      {"not of a refused CONNECT", only_5_0, bare, R"(
> s connect clean
s CONNACK 0x00 Success
> s subscribe 1 w:2
s SUBACK id=1 0x02 Granted QoS 2
> a connect will=w:gone auth=x
a CONNACK 0x8C Bad authentication method
a CLOSE
)"},
  });
}

TEST(WillTest, Delay) {
  check({
      {"it is waited for, and counts from the end of the connection", only_5_0, bare, R"(
> s connect
s CONNACK 0x00 Success
> s subscribe 1 w:2
s SUBACK id=1 0x02 Granted QoS 2
> a connect expiry=60 will=w:gone wd=5 wexp=9
a CONNACK 0x00 Success
> wait 100
> a lost
> wait 4.999
> wait 0.001
s PUBLISH "w" QoS0 payload "gone" {Message Expiry Interval 9}
)"},
      {"a return takes it back", only_5_0, bare, R"(
> s connect
s CONNACK 0x00 Success
> s subscribe 1 w:2
s SUBACK id=1 0x02 Granted QoS 2
> a connect expiry=60 will=w:gone wd=5
a CONNACK 0x00 Success
> a lost
> wait 4
> a connect expiry=60
a CONNACK 0x00 Success session-present
> wait 10
)"},
      {"the end of the session comes first", only_5_0, bare, R"(
> s connect
s CONNACK 0x00 Success
> s subscribe 1 w:2
s SUBACK id=1 0x02 Granted QoS 2
> a connect expiry=3 will=w:gone wd=5
a CONNACK 0x00 Success
> a lost
> wait 3
s PUBLISH "w" QoS0 payload "gone"
> wait 10
)"},
      {"a clean start ends the session", only_5_0, bare, R"(
> s connect
s CONNACK 0x00 Success
> s subscribe 1 w:2
s SUBACK id=1 0x02 Granted QoS 2
> a connect expiry=60 will=w:gone wd=5
a CONNACK 0x00 Success
> b connect id=a clean
a DISCONNECT 0x8E Session taken over
a CLOSE
s PUBLISH "w" QoS0 payload "gone"
b CONNACK 0x00 Success
)"},
      {"a takeover of the session does not", only_5_0, bare, R"(
> s connect
s CONNACK 0x00 Success
> s subscribe 1 w:2
s SUBACK id=1 0x02 Granted QoS 2
> a connect expiry=60 will=w:gone wd=5
a CONNACK 0x00 Success
> b connect id=a
a DISCONNECT 0x8E Session taken over
a CLOSE
b CONNACK 0x00 Success session-present
> wait 10
)"},
      {"DISCONNECT can shorten the session and so the delay", only_5_0, bare, R"(
> s connect
s CONNACK 0x00 Success
> s subscribe 1 w:2
s SUBACK id=1 0x02 Granted QoS 2
> a connect expiry=60 will=w:gone wd=50
a CONNACK 0x00 Success
> a disconnect rc=04 expiry=2
a CLOSE
> wait 2
s PUBLISH "w" QoS0 payload "gone"
)"},
      {"a restart that keeps the state publishes", both, bare, R"(
> s connect v311
s CONNACK 0x00 Success
> s subscribe 1 w:1
s SUBACK id=1 0x01 Granted QoS 1
> a connect v311 will=w:gone wq=1
a CONNACK 0x00 Success
> restart kept
> s connect v311
s CONNACK 0x00 Success session-present
s PUBLISH "w" QoS1 id=1 payload "gone"
)"},
  });
}

}  // namespace
}  // namespace mqttspec::model::broker
