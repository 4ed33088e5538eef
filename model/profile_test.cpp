// Every freedom is taken both ways: by the profiles that stand for them, and by whoever chooses.
#include "model/profile.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "model/scripts/random_script.hpp"
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model {

using namespace scripts;
namespace {

TEST(ProfileTest, NamesAreUnique) {
  std::set<std::string_view> names;
  for (const auto& profile : profiles()) {
    EXPECT_TRUE(names.insert(profile.name).second) << profile.name;
    EXPECT_FALSE(profile.summary.empty());
    EXPECT_EQ(find_profile(profile.name), &profile);
  }
  EXPECT_EQ(profiles().front().name, "plain");
}

TEST(ProfileTest, Reports) {
  check({
      {"reasons, as far as the Client wants and can take them", only_5_0, "talkative", R"(
> a connect clean info
a CONNACK 0x00 Success {Response Information "responses", Receive Maximum 65535, Topic Alias Maximum 10, Retain Available 1, Wildcard Subscription Available 1, Subscription Identifier Available 1, Shared Subscription Available 1}
> a auth
a DISCONNECT 0x82 Protocol Error {Reason String "Protocol Error", User Property "reporter"="mqttspec"}
a CLOSE
> b connect clean size=30
b CONNACK 0x00 Success {Receive Maximum 65535, Topic Alias Maximum 10, Retain Available 1, Wildcard Subscription Available 1, Subscription Identifier Available 1, Shared Subscription Available 1}
> b auth
b DISCONNECT 0x82 Protocol Error {Reason String "Protocol Error"}
b CLOSE
> c connect clean auth=x
c CONNACK 0x8C Bad authentication method {Reason String "Bad authentication method", User Property "reporter"="mqttspec"}
c CLOSE
> d connect clean noinfo
d CONNACK 0x00 Success {Receive Maximum 65535, Topic Alias Maximum 10, Retain Available 1, Wildcard Subscription Available 1, Subscription Identifier Available 1, Shared Subscription Available 1}
> d publish t x q=2 id=7
d PUBREC id=7 0x10 No matching subscribers
> d publish t x q=1 id=7
d PUBACK id=7 0x91 Packet Identifier in use
)"},
  });
}

TEST(ProfileTest, Limits) {
  check({
      {"the oldest of too many stored sessions ends", only_5_0, "limited", R"(
> 1 connect expiry=99; 1 lost; 2 connect expiry=99; 2 lost; 3 connect expiry=99; 3 lost
1 CONNACK 0x00 Success {Topic Alias Maximum 10}
2 CONNACK 0x00 Success {Topic Alias Maximum 10}
3 CONNACK 0x00 Success {Topic Alias Maximum 10}
> 4 connect expiry=99; 4 lost; 5 connect expiry=99; 5 lost; 6 connect expiry=99; 6 lost
4 CONNACK 0x00 Success {Topic Alias Maximum 10}
5 CONNACK 0x00 Success {Topic Alias Maximum 10}
6 CONNACK 0x00 Success {Topic Alias Maximum 10}
> 7 connect expiry=99; 7 lost; 8 connect expiry=99; 8 lost; 9 connect expiry=99; 9 lost
7 CONNACK 0x00 Success {Topic Alias Maximum 10}
8 CONNACK 0x00 Success {Topic Alias Maximum 10}
9 CONNACK 0x00 Success {Topic Alias Maximum 10}
> 1 connect; 2 connect
1 CONNACK 0x00 Success {Topic Alias Maximum 10}
2 CONNACK 0x00 Success session-present {Topic Alias Maximum 10}
)"},
      {"a connection ends after an hour", only_5_0, "limited", R"(
> a connect clean
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> wait 3599
> wait 1
a DISCONNECT 0xA0 Maximum connect time
a CLOSE
)"},
  });
}

TEST(ProfileTest, Restless) {
  check({
      {"acknowledges first", both, "restless", R"(
> a connect v311 clean
a CONNACK 0x00 Success
> a subscribe 1 t:1
a SUBACK id=1 0x01 Granted QoS 1
> a publish t x q=1 id=5
a PUBACK id=5
a PUBLISH "t" QoS1 id=1 payload "x"
> wait 20
a PUBLISH "t" QoS1 id=1 DUP payload "x"
> a puback 1
> wait 60
)"},
      {"a Will with time to spare, which a return does not take back", only_5_0, "restless", R"(
> s connect clean
s CONNACK 0x00 Success {Topic Alias Maximum 10}
> s subscribe 1 w:0
s SUBACK id=1 0x00 Granted QoS 0
> a connect expiry=60 will=w:x
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a lost
> a connect expiry=60 will=w:y
a CONNACK 0x00 Success session-present {Topic Alias Maximum 10}
> wait 1
s PUBLISH "w" QoS0 payload "x"
)"},
      {"shared messages go to another session at once", only_5_0, "restless", R"(
> a connect clean expiry=99; b connect clean; c connect clean
a CONNACK 0x00 Success {Topic Alias Maximum 10}
b CONNACK 0x00 Success {Topic Alias Maximum 10}
c CONNACK 0x00 Success {Topic Alias Maximum 10}
> a subscribe 1 $share/g/t:1; b subscribe 1 $share/g/t:1
a SUBACK id=1 0x01 Granted QoS 1
b SUBACK id=1 0x01 Granted QoS 1
> c publish t x q=1 id=1
c PUBACK id=1
a PUBLISH "t" QoS1 id=1 payload "x"
> a lost
b PUBLISH "t" QoS1 id=1 payload "x"
> a connect expiry=99
a CONNACK 0x00 Success session-present {Topic Alias Maximum 10}
)"},
  });
}

TEST(ProfileTest, Forgetful) {
  check({
      {"QoS 0 is not retained", both, "forgetful", R"(
> a connect v311 clean
a CONNACK 0x00 Success
> a publish t x retain
> a publish u y retain q=1 id=1
a PUBACK id=1
> a subscribe 1 #:1
a SUBACK id=1 0x01 Granted QoS 1
a PUBLISH "u" QoS1 id=1 retain payload "y"
)"},
      {"no order where none is promised", both, "forgetful", R"(
> a connect v5 clean rm=1
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a subscribe 1 #:1
a SUBACK id=1 0x01 Granted QoS 1
> a publish unordered 1 q=1 id=1
a PUBLISH "unordered" QoS1 id=1 payload "1"
a PUBACK id=1
> a publish unordered 2 q=1 id=2
a PUBACK id=2
> a publish unordered 3 q=1 id=3
a PUBACK id=3
> a puback 1
a PUBLISH "unordered" QoS1 id=2 payload "3"
> a puback 2
a PUBLISH "unordered" QoS1 id=3 payload "2"
)"},
  });
}

TEST(ProfileTest, Debatable) {
  check({
      {"PUBREL follows a refusal, and what it was about is over", only_5_0, "debatable", R"(
> a connect clean rm=1
a CONNACK 0x00 Success {Receive Maximum 2, Topic Alias Maximum 10}
> a subscribe 1 t:2
a SUBACK id=1 0x02 Granted QoS 2
> a publish t 1 q=2 id=1
a PUBLISH "t" QoS2 id=1 payload "1"
a PUBREC id=1
> a publish t 2 q=2 id=2
a PUBREC id=2
> a pubrec 1 rc=80
a PUBREL id=1
a PUBLISH "t" QoS2 id=2 payload "2"
> a pubcomp 1
> a pubrec 2
a PUBREL id=2
> a pubcomp 2
)"},
      {"0x00 where no subscription existed", only_5_0, "debatable", R"(
> a connect clean
a CONNACK 0x00 Success {Receive Maximum 2, Topic Alias Maximum 10}
> a unsubscribe 1 t
a UNSUBACK id=1 0x00 Success
)"},
      {"one's own retained message comes", only_5_0, "debatable", R"(
> a connect clean
a CONNACK 0x00 Success {Receive Maximum 2, Topic Alias Maximum 10}
> a publish t x retain q=1 id=1
a PUBACK id=1 0x10 No matching subscribers
> a subscribe 1 t:1n
a SUBACK id=1 0x01 Granted QoS 1
a PUBLISH "t" QoS1 id=1 retain payload "x"
> a publish t y q=1 id=2
a PUBACK id=2
)"},
      {"RETAIN is kept only if all subscriptions ask for it", only_5_0, "debatable", R"(
> a connect clean
a CONNACK 0x00 Success {Receive Maximum 2, Topic Alias Maximum 10}
> a subscribe 1 t:0p
a SUBACK id=1 0x00 Granted QoS 0
> a publish t x retain
a PUBLISH "t" QoS0 retain payload "x"
> a subscribe 2 +:0h2
a SUBACK id=2 0x00 Granted QoS 0
> a publish t y retain
a PUBLISH "t" QoS0 payload "y"
)"},
      {"a subscription with No Local counts for the one copy", only_5_0, "debatable", R"(
> a connect clean
a CONNACK 0x00 Success {Receive Maximum 2, Topic Alias Maximum 10}
> a subscribe 1 t:1n sid=3
a SUBACK id=1 0x01 Granted QoS 1
> a subscribe 2 +:0 sid=4
a SUBACK id=2 0x00 Granted QoS 0
> a publish t x q=1 id=1
a PUBLISH "t" QoS1 id=1 payload "x" {Subscription Identifier 4, Subscription Identifier 3}
a PUBACK id=1
)"},
      {"or keeps the message back", only_5_0, "other-ways", R"(
> a connect clean
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a subscribe 1 t:1n
a SUBACK id=1 0x01 Granted QoS 1
> a subscribe 2 +:0
a SUBACK id=2 0x00 Granted QoS 0
> a publish t x q=1 id=1
a PUBACK id=1
)"},
      {"what frees the quota of a Client that is back", only_5_0, "debatable", R"(
> a connect clean expiry=9 rm=1
a CONNACK 0x00 Success {Receive Maximum 2, Topic Alias Maximum 10}
> a subscribe 1 t:2
a SUBACK id=1 0x02 Granted QoS 2
> a publish t 1 q=2 id=1
a PUBLISH "t" QoS2 id=1 payload "1"
a PUBREC id=1
> a pubrec 1
a PUBREL id=1
> a lost
> b connect clean
b CONNACK 0x00 Success {Receive Maximum 2, Topic Alias Maximum 10}
> b publish t 2 q=1 id=1
b PUBACK id=1
> b publish t 3 q=1 id=1
b PUBACK id=1
> b publish t 4 q=1 id=1
b PUBACK id=1
> a connect expiry=9 rm=1
a CONNACK 0x00 Success session-present {Receive Maximum 2, Topic Alias Maximum 10}
a PUBREL id=1
a PUBLISH "t" QoS1 id=2 payload "2"
> a pubcomp 1
a PUBLISH "t" QoS1 id=3 payload "3"
> a puback 2
a PUBLISH "t" QoS1 id=4 payload "4"
> a puback 3
> a puback 4
)"},
      {"exactly what is not acknowledged here", only_5_0, "debatable", R"(
> a connect clean expiry=9
a CONNACK 0x00 Success {Receive Maximum 2, Topic Alias Maximum 10}
> a publish t 1 q=2 id=1
a PUBREC id=1 0x10 No matching subscribers
> a lost
> a connect expiry=9
a CONNACK 0x00 Success session-present {Receive Maximum 2, Topic Alias Maximum 10}
> a publish t 2 q=2 id=2
a PUBREC id=2 0x10 No matching subscribers
> a publish t 3 q=2 id=3
a PUBREC id=3 0x10 No matching subscribers
> a pubrel 1
a PUBCOMP id=1
> a publish t 4 q=2 id=4
a DISCONNECT 0x93 Receive Maximum exceeded
a CLOSE
)"},
      {"or also what is acknowledged for earlier ones", only_5_0, "small", R"(
> a connect clean expiry=9
a CONNACK 0x00 Success {Receive Maximum 2, Topic Alias Maximum 1, Maximum Packet Size 256}
> a publish t 1 q=2 id=1
a PUBREC id=1 0x10 No matching subscribers
> a publish t 2 q=2 id=2
a PUBREC id=2 0x10 No matching subscribers
> a lost
> a connect expiry=9
a CONNACK 0x00 Success session-present {Receive Maximum 2, Topic Alias Maximum 1, Maximum Packet Size 256}
> a publish t 3 q=2 id=3
a PUBREC id=3 0x10 No matching subscribers
> a publish t 4 q=2 id=4
a PUBREC id=4 0x10 No matching subscribers
> a pubrel 1
a PUBCOMP id=1
> a publish t 5 q=2 id=5
a PUBREC id=5 0x10 No matching subscribers
> a publish t 6 q=2 id=6
a DISCONNECT 0x93 Receive Maximum exceeded
a CLOSE
)"},
      {"but no more than are under way", only_5_0, "small", R"(
> a connect clean expiry=9
a CONNACK 0x00 Success {Receive Maximum 2, Topic Alias Maximum 1, Maximum Packet Size 256}
> a publish t 1 q=2 id=1
a PUBREC id=1 0x10 No matching subscribers
> a publish t 2 q=2 id=2
a PUBREC id=2 0x10 No matching subscribers
> a lost
> a connect expiry=9
a CONNACK 0x00 Success session-present {Receive Maximum 2, Topic Alias Maximum 1, Maximum Packet Size 256}
> a pubrel 1
a PUBCOMP id=1
> a pubrel 2
a PUBCOMP id=2
> a publish t 3 q=2 id=3
a PUBREC id=3 0x10 No matching subscribers
> a publish t 4 q=2 id=4
a PUBREC id=4 0x10 No matching subscribers
> a publish t 5 q=2 id=5
a DISCONNECT 0x93 Receive Maximum exceeded
a CLOSE
)"},
  });
}

/// A subscription that takes a while to work, F17; no named profile is so slow.
TEST(ProfileTest, SubscriptionsMaySettle) {
  Profile profile;
  profile.settling_time = 500;
  PlainChooser chooser;
  Script script(Version::v3_1_1, profile, {}, chooser);
  EXPECT_EQ(
      script.run("a connect clean; a subscribe 1 t:0; a publish t 1; wait 0.5; a publish t 2"),
      "a CONNACK 0x00 Connection Accepted\na SUBACK id=1 0x00 Success - Maximum QoS 0\n"
      "a PUBLISH \"t\" QoS0 payload \"2\"\n");
}

/// Notes which ways are taken; those of F01, the order of inputs, are the drivers'.
class Recorder final : public Chooser {
 public:
  explicit Recorder(Choices& choices) : choices_(choices) {}
  unsigned choose(ChoicePoint point, unsigned n) noexcept override {
    const auto way = choices_.below(n);
    taken[static_cast<std::size_t>(point)][way == 0 ? 0 : 1] = true;
    return way;
  }
  static inline std::array<std::array<bool, 2>, 32> taken{};

 private:
  Choices& choices_;
};

constexpr std::string_view unsubscribing_while_messages_wait =
    "z connect clean rm=1; z subscribe 1 z:1; z publish z 1 q=1 id=1; z publish z 2 q=1 id=2;"
    "z unsubscribe 2 z";
constexpr std::string_view refusing =
    "y connect clean; y subscribe 1 y:2; y publish y 1 q=2 id=1; y pubrec 1 rc=80";
constexpr std::string_view going_on =
    "x connect clean expiry=9 rm=1; x subscribe 1 x:2; x publish x 1 q=2 id=1; x pubrec 1; x lost;"
    "x connect expiry=9 rm=1; x pubcomp 1";

TEST(ProfileTest, EveryFreedomIsTakenBothWays) {
  auto slow = *find_profile("limited");
  slow.settling_time = 100;
  slow.maximum_stored_sessions = 1;
  slow.maximum_connect_time = 3;
  auto restless = *find_profile("restless");
  restless.retry_interval = 1;
  restless.unordered_topic = "t";
  for (unsigned seed = 0; seed < 300; ++seed)
    for (const auto& profile : {profiles().front(), slow, restless}) {
      const auto bytes = seeded_choices(seed, 600);
      const auto freedom = seeded_choices(seed + 1'000, 2'000);
      Choices choices{Bytes(bytes)};
      Choices chosen{Bytes(freedom)};
      Recorder recorder(chosen);
      Script script(Version::v5_0, profile, {}, recorder);
      script.run(random_script(choices, 40));
      script.run(unsubscribing_while_messages_wait);
      script.run(refusing);
      script.run(going_on);
    }
  for (unsigned number = 2; number <= 30; ++number) {
    const auto point = static_cast<ChoicePoint>(number);
    EXPECT_TRUE(Recorder::taken[number][0]) << to_string(point) << " as is plain";
    EXPECT_TRUE(Recorder::taken[number][1]) << to_string(point) << " otherwise";
  }
}

}  // namespace
}  // namespace mqttspec::model
