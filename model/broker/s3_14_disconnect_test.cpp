// How connections end: DISCONNECT, section 3.14, and errors, 3.1.1 section 4.8 and 5.0
// section 4.13.
#include "model/scripts/testing/transcript.hpp"

namespace mqttspec::model::broker {

using namespace scripts;
namespace {

TEST(DisconnectTest, ExpiryInterval) {
  check({
      {"may be changed", only_5_0, bare, R"(
> a connect expiry=5
a CONNACK 0x00 Success
> a disconnect expiry=10
a CLOSE
> wait 9
> a connect expiry=5
a CONNACK 0x00 Success session-present
> a disconnect expiry=0
a CLOSE
> a connect
a CONNACK 0x00 Success
)"},
      {"but not from 0", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a disconnect expiry=10
a DISCONNECT 0x82 Protocol Error
a CLOSE
> a connect
a CONNACK 0x00 Success
)"},
  });
}

TEST(ErrorTest, ClosesThatConnection) {
  check({
      {"3.1.1, without a word", only_3_1_1, bare, R"(
> a connect clean
a CONNACK 0x00 Connection Accepted
> b connect clean
b CONNACK 0x00 Connection Accepted
> a malformed MQTT-3.8.3-4 8
a CLOSE
> b ping
b PINGRESP
> a ping
)"},
      {"5.0, with its Reason Code", only_5_0, bare, R"(
> a connect clean
a CONNACK 0x00 Success
> b connect clean
b CONNACK 0x00 Success
> a malformed MQTT-3.8.3-5 8
a DISCONNECT 0x81 Malformed Packet
a CLOSE
> b ping
b PINGRESP
)"},
      {"5.0, without it", only_5_0, "taciturn", R"(
> a connect clean
a CONNACK 0x00 Success {Topic Alias Maximum 10}
> a malformed MQTT-3.8.3-5 8
a CLOSE
)"},
      {"AUTH without an Authentication Method", only_5_0, bare, R"(
> a connect
a CONNACK 0x00 Success
> a auth
a DISCONNECT 0x82 Protocol Error
a CLOSE
)"},
  });
}

TEST(ErrorTest, BlindBroker) {
  PlainChooser chooser;
  const auto statement = *find_statement(Version::v5_0, "MQTT-3.8.3-5");
  Script script(Version::v5_0, *find_profile(bare), FaultSet::blind_to(statement), chooser);
  EXPECT_EQ(script.run("a connect; a malformed MQTT-3.8.3-5 8; a ping; a malformed MQTT-3.8.3-3 8"),
            "a CONNACK 0x00 Success\na PINGRESP\na DISCONNECT 0x81 Malformed Packet\na CLOSE\n");
}

}  // namespace
}  // namespace mqttspec::model::broker
