// Who may connect: enhanced authentication, passwords, Servers that send Clients elsewhere.
// Sections 3.1.4, 4.11 and 4.12.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model {
namespace {

TEST(AuthenticationTest, Enhanced) {
  check({
      {"challenge, response and CONNACK", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo data=me
a AUTH 18 mqttspec-echo data=challenge-1
> a auth rc=18 method=mqttspec-echo data=challenge-1
a CONNACK 0 00 tam=10 auth=mqttspec-echo data=welcome
> a ping
a PINGRESP
)"},
      {"the wrong response", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo
a AUTH 18 mqttspec-echo data=challenge-1
> a auth rc=18 method=mqttspec-echo data=no
a CONNACK 0 87
a CLOSE
> b connect clean auth=mqttspec-echo
b AUTH 18 mqttspec-echo data=challenge-2
> b auth rc=18 method=mqttspec-echo
b CONNACK 0 87
b CLOSE
)"},
      {"another method", only_5_0, "authenticating", R"(
> a connect clean auth=x
a CONNACK 0 8C
a CLOSE
> b connect clean auth=mqttspec-echo
b AUTH 18 mqttspec-echo data=challenge-1
> b auth rc=18 method=x data=challenge-1
b CONNACK 0 8C
b CLOSE
)"},
      {"nothing but AUTH and DISCONNECT before CONNACK", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo will=t:x
a AUTH 18 mqttspec-echo data=challenge-1
> a ping
a CONNACK 0 82
a CLOSE
> b connect clean auth=mqttspec-echo
b AUTH 18 mqttspec-echo data=challenge-2
> b auth rc=19 method=mqttspec-echo
b CONNACK 0 82
b CLOSE
> c connect clean auth=mqttspec-echo
c AUTH 18 mqttspec-echo data=challenge-3
> c connect clean
c CONNACK 0 82
c CLOSE
> d connect clean auth=mqttspec-echo
d AUTH 18 mqttspec-echo data=challenge-4
> d disconnect
d CLOSE
)"},
      {"no session before the CONNACK", only_5_0, "authenticating", R"(
> a connect expiry=99
a CONNACK 0 00 tam=10
> b connect id=a expiry=99 auth=mqttspec-echo
b AUTH 18 mqttspec-echo data=challenge-1
> a ping
a PINGRESP
> b auth rc=18 method=mqttspec-echo data=challenge-1
a DISCONNECT 8E
a CLOSE
b CONNACK 1 00 tam=10 auth=mqttspec-echo data=welcome
)"},
      {"a Client that never answers", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo
a AUTH 18 mqttspec-echo data=challenge-1
> wait 30
a CLOSE
)"},
  });
}

TEST(AuthenticationTest, Again) {
  check({
      {"re-authentication beside other packets", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo
a AUTH 18 mqttspec-echo data=challenge-1
> a auth rc=18 method=mqttspec-echo data=challenge-1
a CONNACK 0 00 tam=10 auth=mqttspec-echo data=welcome
> a auth rc=19 method=mqttspec-echo
a AUTH 18 mqttspec-echo data=challenge-2
> a ping
a PINGRESP
> a auth rc=18 method=mqttspec-echo data=challenge-2
a AUTH 00 mqttspec-echo
> a auth rc=19 method=mqttspec-echo
a AUTH 18 mqttspec-echo data=challenge-3
> a auth rc=18 method=mqttspec-echo data=challenge-2
a DISCONNECT 87
a CLOSE
)"},
      {"by another method", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo
a AUTH 18 mqttspec-echo data=challenge-1
> a auth rc=18 method=mqttspec-echo data=challenge-1
a CONNACK 0 00 tam=10 auth=mqttspec-echo data=welcome
> a auth rc=19 method=x
a DISCONNECT 82
a CLOSE
)"},
      {"an answer to no question, and AUTH without a method", only_5_0, "authenticating", R"(
> a connect clean auth=mqttspec-echo
a AUTH 18 mqttspec-echo data=challenge-1
> a auth rc=18 method=mqttspec-echo data=challenge-1
a CONNACK 0 00 tam=10 auth=mqttspec-echo data=welcome
> a auth rc=18 method=mqttspec-echo data=challenge-1
a DISCONNECT 82
a CLOSE
> b connect clean
b CONNACK 0 00 tam=10
> b auth rc=19 method=mqttspec-echo
b DISCONNECT 82
b CLOSE
)"},
  });
}

TEST(AuthenticationTest, UserNameAndPassword) {
  check({
      {"5.0", only_5_0, "authenticating", R"(
> a connect clean user=mqttspec password=secret
a CONNACK 0 00 tam=10
> b connect clean user=mqttspec password=guess
b CONNACK 0 86
b CLOSE
> c connect clean user=mqttspec
c CONNACK 0 86
c CLOSE
> d connect clean user=guest
d CONNACK 0 00 tam=10
)"},
      {"3.1.1", only_3_1_1, "authenticating", R"(
> a connect clean user=mqttspec password=guess
a CONNACK 0 04
a CLOSE
> b connect clean user=mqttspec password=secret
b CONNACK 0 00
)"},
  });
}

TEST(AuthenticationTest, Redirection) {
  check({
      {"use another Server", only_5_0, "redirecting", R"(
> a connect clean id=redirected-1
a CONNACK 0 9C server=other.example:1883
a CLOSE
> b connect clean
b CONNACK 0 00 tam=10
)"},
      {"Server moved, after CONNACK", only_5_0, "moved", R"(
> a connect clean id=redirected-1
a CONNACK 0 00 tam=10
a DISCONNECT 9D server=other.example:1883
a CLOSE
)"},
      {"3.1.1 has no word for it", only_3_1_1, "moved", R"(
> a connect clean id=redirected-1
a CONNACK 0 03
a CLOSE
)"},
  });
}

TEST(AuthenticationTest, SentAway) {
  check({
      {"server busy", only_5_0, "busy", R"(
> a connect clean id=refused-1
a CONNACK 0 89
a CLOSE
)"},
      {"server unavailable", only_5_0, "unavailable", R"(
> a connect clean id=refused-1
a CONNACK 0 88
a CLOSE
)"},
      {"banned", only_5_0, "banning", R"(
> a connect clean id=refused-1
a CONNACK 0 8A
a CLOSE
)"},
      {"3.1.1 has one word for the first two", only_3_1_1, "busy", R"(
> a connect clean id=refused-1
a CONNACK 0 03
a CLOSE
)"},
      {"not authorized in 3.1.1", only_3_1_1, "banning", R"(
> a connect clean id=refused-1
a CONNACK 0 05
a CLOSE
)"},
      {"quota exceeded", only_5_0, "full", R"(
> a connect clean will=full/w:x
a CONNACK 0 97
a CLOSE
> b connect clean
b CONNACK 0 00 tam=10
> b subscribe 1 full/t:0
b SUBACK 1 97
> b publish full/t x q=1 id=1
b PUBACK 1 rc=97
> b publish full/t x q=2 id=2
b PUBREC 2 rc=97
)"},
  });
}

TEST(AuthenticationTest, Topics) {
  check({
      {"5.0", only_5_0, "guarded", R"(
> a connect clean will=forbidden/w:x
a CONNACK 0 87
a CLOSE
> b connect clean
b CONNACK 0 00 tam=10
> b subscribe 1 #:1 forbidden/t:0
b SUBACK 1 01 87
> b publish forbidden/t x
> b publish forbidden/t x q=1 id=1
b PUBACK 1 rc=87
> b publish forbidden/t x q=2 id=2
b PUBREC 2 rc=87
> b publish t x q=2 id=2
b PUBLISH t x q1 id=1
b PUBREC 2
)"},
      {"3.1.1", only_3_1_1, "guarded", R"(
> a connect clean will=forbidden/w:x
a CONNACK 0 05
a CLOSE
> b connect clean
b CONNACK 0 00
> b subscribe 1 #:1 forbidden/t:0
b SUBACK 1 01 80
> b publish forbidden/t x q=1 id=1
b PUBACK 1
)"},
  });
}

TEST(AuthenticationTest, Formats) {
  check({
      {"a payload that is not what it says", only_5_0, "guarded",
       "\n"
       "> a connect clean will=w:\xFF wpf=1\n"
       "a CONNACK 0 99\n"
       "a CLOSE\n"
       "> b connect clean\n"
       "b CONNACK 0 00 tam=10\n"
       "> b publish t \xFF q=1 id=1 pfi=1\n"
       "b PUBACK 1 rc=99\n"
       "> b publish t \xFF q=1 id=1 pfi=0\n"
       "b PUBACK 1 rc=10\n"
       "> b publish t \xFF pfi=1\n"
       "b DISCONNECT 99\n"
       "b CLOSE\n"},
      {"disallowed code points", only_5_0, "guarded",
       "\n"
       "> a connect clean\n"
       "a CONNACK 0 00 tam=10\n"
       "> a subscribe 1 t\xC3\xA9:0\n"
       "a SUBACK 1 00\n"
       "> a subscribe 1 t\x01:0\n"
       "a DISCONNECT 81\n"
       "a CLOSE\n"},
      {"identifiers in use", only_5_0, "plain", R"(
> a connect clean
a CONNACK 0 00 tam=10
> a publish t x q=2 id=7
a PUBREC 7 rc=10
> a subscribe 7 t:0 u:0
a SUBACK 7 91 91
> a unsubscribe 7 t
a UNSUBACK 7 91
> a publish t x q=1 id=7
a PUBACK 7 rc=91
)"},
  });
}

}  // namespace
}  // namespace mqttspec::model
