// The line for each packet, in both of its forms.
#include "codec/notation.hpp"

#include <gtest/gtest.h>

#include "codec/owned.hpp"

namespace mqttspec {
namespace {

struct Row {
  Version version;
  owned::Packet packet;
  const char* text;
};

owned::Connect full_connect() {
  owned::Connect connect{.clean_start = true, .keep_alive = 30, .client_id = "c\"1"};
  connect.user_name = "u";
  connect.password = "secret";
  connect.properties.receive_maximum = 5;
  connect.properties.authentication_method = "M";
  connect.properties.authentication_data = "data";
  connect.will = owned::Will{.topic = "w", .payload = "gone", .qos = Qos::exactly_once};
  connect.will->retain = true;
  connect.will->properties.will_delay_interval = 9;
  return connect;
}

owned::Publish full_publish() {
  owned::Publish publish{.dup = true, .qos = Qos::at_least_once, .retain = true, .topic = "t"};
  publish.packet_id = 7;
  publish.payload = "once";
  publish.properties.topic_alias = 3;
  publish.properties.response_topic = "r/1";
  publish.properties.correlation_data = "12345";
  publish.properties.subscription_identifiers = {{1}, {200}};
  publish.properties.user_properties = {{"a", "b"}};
  return publish;
}

constexpr auto v5 = Version::v5_0;
constexpr auto v3 = Version::v3_1_1;

const Row rows[] = {
    {v5, full_connect(),
     R"(CONNECT 5.0 "c\"1" clean-start keep-alive=30 user-name="u" password=6 B )"
     R"({Authentication Method "M", Authentication Data 4 B, Receive Maximum 5} )"
     R"(will "w" QoS2 retain payload "gone" {Will Delay Interval 9})"},
    {v3, owned::Connect{.version = v3, .clean_start = true, .client_id = "c"},
     R"(CONNECT 3.1.1 "c" clean-session keep-alive=0)"},
    {v5, owned::Connack{.session_present = true}, "CONNACK 0x00 Success session-present"},
    {v3, owned::Connack{.reason_code = return_code::identifier_rejected},
     "CONNACK 0x02 identifier rejected"},
    {v5, full_publish(),
     R"(PUBLISH "t" QoS1 id=7 DUP retain payload "once" {Response Topic "r/1", )"
     R"(Correlation Data 5 B, Subscription Identifier 1, Subscription Identifier 200, )"
     R"(Topic Alias 3, User Property "a"="b"})"},
    {v3, owned::Publish{.topic = "t"}, R"(PUBLISH "t" QoS0 0 B)"},
    {v3, owned::Publish{.topic = "t", .payload = std::string(24, 'x')},
     R"(PUBLISH "t" QoS0 payload "xxxxxxxxxxxxxxxxxxxxxxxx")"},
    {v3, owned::Publish{.topic = "t", .payload = std::string(25, 'x')}, R"(PUBLISH "t" QoS0 25 B)"},
    {v3, owned::Publish{.topic = "t", .payload = "\n"}, R"(PUBLISH "t" QoS0 1 B)"},
    {v5, owned::Puback{.packet_id = 1}, "PUBACK id=1"},
    {v5, owned::Pubrec{.packet_id = 2, .reason_code = ReasonCode::not_authorized},
     "PUBREC id=2 0x87 Not authorized"},
    {v5, owned::Pubrel{.packet_id = 3, .properties = {.reason_string = "why"}},
     R"(PUBREL id=3 {Reason String "why"})"},
    {v5, owned::Pubcomp{.packet_id = 4}, "PUBCOMP id=4"},
    {v5,
     owned::Subscribe{
         .packet_id = 5,
         .properties = {.subscription_identifier = 8},
         .subscriptions = {{"a/#", Qos::at_least_once, true, true, RetainHandling::do_not_send},
                           {"b"}}},
     R"(SUBSCRIBE id=5 "a/#" QoS1 no-local retain-as-published retain-handling=2, "b" QoS0 )"
     R"({Subscription Identifier 8})"},
    {v5,
     owned::Suback{.packet_id = 5,
                   .reason_codes = {ReasonCode::granted_qos_1, ReasonCode::not_authorized}},
     "SUBACK id=5 0x01 Granted QoS 1, 0x87 Not authorized"},
    {v5, owned::Unsubscribe{.packet_id = 6, .topic_filters = {{"a"}, {"b"}}},
     R"(UNSUBSCRIBE id=6 "a", "b")"},
    {v5, owned::Unsuback{.packet_id = 6, .reason_codes = {ReasonCode::no_subscription_existed}},
     "UNSUBACK id=6 0x11 No subscription existed"},
    {v3, owned::Unsuback{.packet_id = 6}, "UNSUBACK id=6"},
    {v5, owned::Pingreq{}, "PINGREQ"},
    {v5, owned::Pingresp{}, "PINGRESP"},
    {v5, owned::Disconnect{.properties = {.session_expiry_interval = 10}},
     "DISCONNECT 0x00 Normal disconnection {Session Expiry Interval 10}"},
    {v3, owned::Disconnect{}, "DISCONNECT"},
    {v5, owned::Auth{.reason_code = ReasonCode::continue_authentication},
     "AUTH 0x18 Continue authentication"},
};

TEST(Notation, OneLineForEachPacket) {
  for (const auto& [version, packet, text] : rows) {
    EXPECT_EQ(to_text(packet, version), text);
    EXPECT_EQ(to_text(BorrowedPacket(packet).packet(), version), text);
  }
}

std::string last_level(std::string_view topic) {
  return std::string(topic.substr(topic.rfind('/') + 1));
}

TEST(Notation, TopicsAreShownAsTheCallerWants) {
  owned::Connect connect{.client_id = "a/c"};
  connect.will = owned::Will{.topic = "a/w", .payload = "a/p"};
  connect.will->properties.response_topic = "a/r";
  connect.will->properties.content_type = "a/type";
  const struct {
    owned::Packet packet;
    const char* text;
  } local_rows[] = {
      {owned::Publish{.topic = "a/t"}, R"(PUBLISH "t" QoS0 0 B)"},
      {owned::Subscribe{.packet_id = 1, .subscriptions = {{"a/+"}}}, R"(SUBSCRIBE id=1 "+" QoS0)"},
      {owned::Unsubscribe{.packet_id = 1, .topic_filters = {{"a/#"}}}, R"(UNSUBSCRIBE id=1 "#")"},
      {connect, R"(CONNECT 5.0 "a/c" keep-alive=0 will "w" QoS0 payload "a/p" )"
                R"({Content Type "a/type", Response Topic "r"})"},
  };
  for (const auto& [packet, text] : local_rows) EXPECT_EQ(to_text(packet, v5, last_level), text);
}

TEST(Notation, APatternIsMadeOfTheSamePieces) {
  notation::PropertyList properties(last_level);
  EXPECT_EQ(properties.text(), "");
  properties.add(Property::response_topic, "a/r");
  properties.add(Property::correlation_data, "12345");
  properties.add(Property::topic_alias, 3);
  properties.add(Property::user_property, "n", "v");
  EXPECT_EQ(properties.text(),
            R"( {Response Topic "r", Correlation Data 5 B, Topic Alias 3, User Property "n"="v"})");
  EXPECT_EQ(notation::subscription_text({"a/#", Qos::exactly_once}, last_level), R"("#" QoS2)");
  EXPECT_EQ(notation::packet_id_text(7), "id=7");
  EXPECT_EQ(notation::code_text(v5, PacketType::puback, ReasonCode::no_matching_subscribers),
            "0x10 No matching subscribers");
}

}  // namespace
}  // namespace mqttspec
