// Who may connect: enhanced authentication, passwords, Servers that send Clients elsewhere.
// Sections 3.1.4, 4.11 and 4.12.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model::broker {

using namespace scripts;
namespace {

TEST(AuthenticationTest, Enhanced) {
  check({
      {"challenge, response and CONNACK", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo data=me
a AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> a auth rc=18 method=mqttspec-echo data=challenge-1
a CONNACK 0x00 Success {Authentication Method "mqttspec-echo", Authentication Data 7 B, Topic Alias Maximum 10}
> a ping
a PINGRESP
)"},
      {"the wrong response", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo
a AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> a auth rc=18 method=mqttspec-echo data=no
a CONNACK 0x87 Not authorized
a CLOSE
> b connect clean auth=mqttspec-echo
b AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> b auth rc=18 method=mqttspec-echo
b CONNACK 0x87 Not authorized
b CLOSE
)"},
      {"another method", only_5_0, "authenticating", R"(
> a connect clean auth=x
a CONNACK 0x8C Bad authentication method
a CLOSE
> b connect clean auth=mqttspec-echo
b AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> b auth rc=18 method=x data=challenge-1
b CONNACK 0x8C Bad authentication method
b CLOSE
)"},
      {"nothing but AUTH and DISCONNECT before CONNACK", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo will=t:x
a AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> a ping
a CONNACK 0x82 Protocol Error
a CLOSE
> b connect clean auth=mqttspec-echo
b AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> b auth rc=19 method=mqttspec-echo
b CONNACK 0x82 Protocol Error
b CLOSE
> c connect clean auth=mqttspec-echo
c AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> c connect clean
c CONNACK 0x82 Protocol Error
c CLOSE
> d connect clean auth=mqttspec-echo
d AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> d disconnect
d CLOSE
)"},
      {"no session before the CONNACK", only_5_0, "authenticating", R"(
> a connect expiry=99
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> b connect id=a expiry=99 auth=mqttspec-echo
b AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> a ping
a PINGRESP
> b auth rc=18 method=mqttspec-echo data=challenge-1
a DISCONNECT 0x8E Session taken over
a CLOSE
b CONNACK 0x00 Success session-present {Authentication Method "mqttspec-echo", Authentication Data 7 B, Topic Alias Maximum 10}
)"},
      {"a Client that never answers", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo
a AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> wait 30
a CLOSE
)"},
  });
}

TEST(AuthenticationTest, Again) {
  check({
      {"re-authentication beside other packets", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo
a AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> a auth rc=18 method=mqttspec-echo data=challenge-1
a CONNACK 0x00 Success {Authentication Method "mqttspec-echo", Authentication Data 7 B, Topic Alias Maximum 10}
> a auth rc=19 method=mqttspec-echo
a AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> a ping
a PINGRESP
> a auth rc=18 method=mqttspec-echo data=challenge-2
a AUTH 0x00 Success {Authentication Method "mqttspec-echo"}
> a auth rc=19 method=mqttspec-echo
a AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> a auth rc=18 method=mqttspec-echo data=challenge-2
a DISCONNECT 0x87 Not authorized
a CLOSE
)"},
      {"by another method", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo
a AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> a auth rc=18 method=mqttspec-echo data=challenge-1
a CONNACK 0x00 Success {Authentication Method "mqttspec-echo", Authentication Data 7 B, Topic Alias Maximum 10}
> a auth rc=19 method=x
a DISCONNECT 0x82 Protocol Error
a CLOSE
)"},
      {"an answer to no question, and AUTH without a method", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo
a AUTH 0x18 Continue authentication {Authentication Method "mqttspec-echo", Authentication Data 11 B}
> a auth rc=18 method=mqttspec-echo data=challenge-1
a CONNACK 0x00 Success {Authentication Method "mqttspec-echo", Authentication Data 7 B, Topic Alias Maximum 10}
> a auth rc=18 method=mqttspec-echo data=challenge-1
a DISCONNECT 0x82 Protocol Error
a CLOSE
> b connect clean
b CONNACK 0x00 Success {Topic Alias Maximum 10}
> b auth rc=19 method=mqttspec-echo
b DISCONNECT 0x82 Protocol Error
b CLOSE
)"},
  });
}

TEST(AuthenticationTest, UserNameAndPassword) {
  check({
      {"5.0", only_5_0, "authenticating", R"(
> a connect clean user=mqttspec password=secret
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> b connect clean user=mqttspec password=guess
b CONNACK 0x86 Bad User Name or Password
b CLOSE
> c connect clean user=mqttspec
c CONNACK 0x86 Bad User Name or Password
c CLOSE
> d connect clean user=guest
d CONNACK 0x00 Success {Topic Alias Maximum 10}
)"},
      {"no guests", only_5_0, "login-only", R"(
> a connect clean
a CONNACK 0x86 Bad User Name or Password
a CLOSE
> b connect clean user=guest
b CONNACK 0x86 Bad User Name or Password
b CLOSE
> c connect clean user=mqttspec password=secret
c CONNACK 0x00 Success {Topic Alias Maximum 10}
)"},
      {"3.1.1", only_3_1_1, "authenticating", R"(
> a connect clean user=mqttspec password=guess
a CONNACK 0x04 bad user name or password
a CLOSE
> b connect clean user=mqttspec password=secret
b CONNACK 0x00 Connection Accepted
)"},
  });
}

TEST(AuthenticationTest, Redirection) {
  check({
      {"use another Server", only_5_0, "redirecting", R"(
> a connect clean id=redirected-1
a CONNACK 0x9C Use another server {Server Reference "other.example:1883"}
a CLOSE
> b connect clean
b CONNACK 0x00 Success {Topic Alias Maximum 10}
)"},
      {"Server moved, after CONNACK", only_5_0, "moved", R"(
> a connect clean id=redirected-1
a CONNACK 0x00 Success {Topic Alias Maximum 10}
a DISCONNECT 0x9D Server moved {Server Reference "other.example:1883"}
a CLOSE
)"},
      {"3.1.1 has no word for it", only_3_1_1, "moved", R"(
> a connect clean id=redirected-1
a CONNACK 0x03 Server unavailable
a CLOSE
)"},
  });
}

TEST(AuthenticationTest, SentAway) {
  check({
      {"server busy", only_5_0, "busy", R"(
> a connect clean id=refused-1
a CONNACK 0x89 Server busy
a CLOSE
)"},
      {"server unavailable", only_5_0, "unavailable", R"(
> a connect clean id=refused-1
a CONNACK 0x88 Server unavailable
a CLOSE
)"},
      {"banned", only_5_0, "banning", R"(
> a connect clean id=refused-1
a CONNACK 0x8A Banned
a CLOSE
)"},
      {"3.1.1 has one word for the first two", only_3_1_1, "busy", R"(
> a connect clean id=refused-1
a CONNACK 0x03 Server unavailable
a CLOSE
)"},
      {"not authorized in 3.1.1", only_3_1_1, "banning", R"(
> a connect clean id=refused-1
a CONNACK 0x05 not authorized
a CLOSE
)"},
      {"quota exceeded", only_5_0, "full", R"(
> a connect clean will=full/w:x
a CONNACK 0x97 Quota exceeded
a CLOSE
> b connect clean
b CONNACK 0x00 Success {Topic Alias Maximum 10}
> b subscribe 1 full/t:0
b SUBACK id=1 0x97 Quota exceeded
> b publish full/t x q=1 id=1
b PUBACK id=1 0x97 Quota exceeded
> b publish full/t x q=2 id=2
b PUBREC id=2 0x97 Quota exceeded
)"},
  });
}

TEST(AuthenticationTest, Topics) {
  check({
      {"5.0", only_5_0, "guarded", R"(
> a connect clean will=forbidden/w:x
a CONNACK 0x87 Not authorized
a CLOSE
> b connect clean
b CONNACK 0x00 Success {Topic Alias Maximum 10}
> b subscribe 1 #:1 forbidden/t:0
b SUBACK id=1 0x01 Granted QoS 1, 0x87 Not authorized
> b publish forbidden/t x
> b publish forbidden/t x q=1 id=1
b PUBACK id=1 0x87 Not authorized
> b publish forbidden/t x q=2 id=2
b PUBREC id=2 0x87 Not authorized
> b publish t x q=2 id=2
b PUBLISH "t" QoS1 id=1 payload "x"
b PUBREC id=2
)"},
      {"3.1.1", only_3_1_1, "guarded", R"(
> a connect clean will=forbidden/w:x
a CONNACK 0x05 not authorized
a CLOSE
> b connect clean
b CONNACK 0x00 Connection Accepted
> b subscribe 1 #:1 forbidden/t:0
b SUBACK id=1 0x01 Success - Maximum QoS 1, 0x80 Failure
> b publish forbidden/t x q=1 id=1
b PUBACK id=1
)"},
  });
}

TEST(AuthenticationTest, Formats) {
  check({
      {"a payload that is not what it says", only_5_0, "guarded",
       "\n"
       "> a connect clean will=w:\xFF wpf=1\n"
       "a CONNACK 0x99 Payload format invalid\n"
       "a CLOSE\n"
       "> b connect clean\n"
       "b CONNACK 0x00 Success {Topic Alias Maximum 10}\n"
       "> b publish t \xFF q=1 id=1 pfi=1\n"
       "b PUBACK id=1 0x99 Payload format invalid\n"
       "> b publish t \xFF q=1 id=1 pfi=0\n"
       "b PUBACK id=1 0x10 No matching subscribers\n"
       "> b publish t \xFF pfi=1\n"
       "b DISCONNECT 0x99 Payload format invalid\n"
       "b CLOSE\n"},
      {"disallowed code points", only_5_0, "guarded",
       "\n"
       "> a connect clean\n"
       "a CONNACK 0x00 Success {Topic Alias Maximum 10}\n"
       "> a subscribe 1 t\xC3\xA9:0\n"
       "a SUBACK id=1 0x00 Granted QoS 0\n"
       "> a subscribe 1 t\x01:0\n"
       "a DISCONNECT 0x81 Malformed Packet\n"
       "a CLOSE\n"},
      {"identifiers in use", only_5_0, "plain", R"(
> a connect clean
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a publish t x q=2 id=7
a PUBREC id=7 0x10 No matching subscribers
> a subscribe 7 t:0 u:0
a SUBACK id=7 0x91 Packet Identifier in use, 0x91 Packet Identifier in use
> a unsubscribe 7 t
a UNSUBACK id=7 0x91 Packet Identifier in use
> a publish t x q=1 id=7
a PUBACK id=7 0x91 Packet Identifier in use
)"},
  });
}

}  // namespace
}  // namespace mqttspec::model::broker
