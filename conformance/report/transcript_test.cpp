// Each packet in its short form, and a trace as lines.
#include "conformance/report/transcript.hpp"

#include <gtest/gtest.h>

#include <set>

namespace mqttspec::conformance::report {
namespace {

using Kind = model::TraceEvent::Kind;

constexpr std::string_view topic = "mqttspec/k3x9/007/t";
constexpr std::uint8_t three_bytes[] = {1, 2, 3};
constexpr std::uint8_t codes[] = {0x01, 0x87};
constexpr UserProperty user[] = {{"a", "b"}};
constexpr SubscriptionIdentifier identifiers[] = {{5}, {6}};
constexpr Subscription subscriptions[] = {
    {topic, Qos::exactly_once, true, true, RetainHandling::do_not_send}, {.topic_filter = "x/#"}};
constexpr TopicFilter filters[] = {{topic}, {"+"}};

// A packet with some members set.
template <class Typed, class Edit>
Typed with(Edit edit) {
  Typed packet;
  edit(packet);
  return packet;
}

struct Row {
  Version version;
  Packet packet;
  std::string_view expected;
};

Connect full_connect() {
  Connect connect;
  connect.clean_start = true;
  connect.keep_alive = 60;
  connect.client_id = "me";
  connect.user_name = "u";
  connect.password = three_bytes;
  connect.properties.receive_maximum = 3;
  connect.will = Will{.topic = topic,
                      .payload = as_bytes("gone"),
                      .qos = Qos::at_least_once,
                      .retain = true,
                      .properties = {}};
  connect.will->properties.will_delay_interval = 4;
  return connect;
}

Publish full_publish() {
  Publish publish{.dup = true,
                  .qos = Qos::exactly_once,
                  .retain = true,
                  .topic = topic,
                  .packet_id = 7,
                  .properties = {},
                  .payload = three_bytes};
  publish.properties.topic_alias = 3;
  publish.properties.response_topic = topic;
  publish.properties.correlation_data = three_bytes;
  publish.properties.subscription_identifiers = SubscriptionIdentifiers(identifiers);
  publish.properties.user_properties = UserProperties(user);
  return publish;
}

std::vector<Row> rows_of_connections() {
  Connect plain_3_1_1;
  plain_3_1_1.version = Version::v3_1_1;
  plain_3_1_1.clean_start = true;
  return {
      {Version::v3_1_1, plain_3_1_1, R"(CONNECT 3.1.1 "" clean-session keep-alive=0)"},
      {Version::v5_0, full_connect(),
       R"(CONNECT 5.0 "me" clean-start keep-alive=60 user-name="u" password=3 B )"
       R"({Receive Maximum 3} will "t" QoS1 retain payload "gone" {Will Delay Interval 4})"},
      {Version::v5_0, Connack{true, ReasonCode::success, {}},
       "CONNACK 0x00 Success session-present"},
      {Version::v3_1_1, Connack{false, return_code::not_authorized, {}},
       "CONNACK 0x05 not authorized"},
      {Version::v5_0, Pingreq{}, "PINGREQ"},
      {Version::v5_0, Pingresp{}, "PINGRESP"},
      {Version::v3_1_1, Disconnect{}, "DISCONNECT"},
      {Version::v5_0, Disconnect{}, "DISCONNECT 0x00 Normal disconnection"},
      {Version::v5_0, with<Disconnect>([](Disconnect& packet) {
         packet.reason_code = ReasonCode::session_taken_over;
         packet.properties.reason_string = "bye";
       }),
       R"(DISCONNECT 0x8E Session taken over {Reason String "bye"})"},
      {Version::v5_0, with<Auth>([](Auth& packet) {
         packet.reason_code = ReasonCode::continue_authentication;
         packet.properties.authentication_method = "m";
       }),
       R"(AUTH 0x18 Continue authentication {Authentication Method "m"})"},
  };
}

std::vector<Row> rows_of_messages() {
  return {
      {Version::v5_0, full_publish(),
       R"(PUBLISH "t" QoS2 id=7 DUP retain 3 B {Response Topic "t", Correlation Data 3 B, )"
       R"(Subscription Identifier 5, Subscription Identifier 6, Topic Alias 3, )"
       R"(User Property "a"="b"})"},
      {Version::v3_1_1, Publish{.topic = "a/b", .properties = {}, .payload = as_bytes("once")},
       R"(PUBLISH "a/b" QoS0 payload "once")"},
      {Version::v5_0, Publish{.topic = "", .properties = {}, .payload = {}},
       R"(PUBLISH "" QoS0 0 B)"},
      {Version::v5_0, Puback{7, ReasonCode::success, {}}, "PUBACK id=7"},
      {Version::v5_0, Puback{7, ReasonCode::no_matching_subscribers, {}},
       "PUBACK id=7 0x10 No matching subscribers"},
      {Version::v5_0, with<Pubrec>([](Pubrec& packet) {
         packet.packet_id = 8;
         packet.reason_code = ReasonCode::not_authorized;
         packet.properties.user_properties = UserProperties(user);
       }),
       R"(PUBREC id=8 0x87 Not authorized {User Property "a"="b"})"},
      {Version::v5_0, Pubrel{9, ReasonCode(0x55), {}}, "PUBREL id=9 0x55 unknown"},
      {Version::v3_1_1, Pubcomp{65535, ReasonCode::success, {}}, "PUBCOMP id=65535"},
      {Version::v5_0, with<Subscribe>([](Subscribe& packet) {
         packet.packet_id = 1;
         packet.properties.subscription_identifier = 5;
         packet.subscriptions = Subscriptions(subscriptions);
       }),
       R"(SUBSCRIBE id=1 "t" QoS2 no-local retain-as-published retain-handling=2, "x/#" QoS0 )"
       R"({Subscription Identifier 5})"},
      {Version::v5_0, Suback{1, {}, codes}, "SUBACK id=1 0x01 Granted QoS 1, 0x87 Not authorized"},
      {Version::v5_0, Unsubscribe{2, {}, TopicFilters(filters)}, R"(UNSUBSCRIBE id=2 "t", "+")"},
      {Version::v3_1_1, Unsuback{2, {}, {}}, "UNSUBACK id=2"},
  };
}

TEST(Transcript, ShortFormOfEveryPacket) {
  std::set<PacketType> seen;
  for (const auto& rows : {rows_of_connections(), rows_of_messages()}) {
    for (const auto& [version, packet, expected] : rows) {
      EXPECT_EQ(short_form(packet, version), expected);
      seen.insert(type_of(packet));
    }
  }
  EXPECT_EQ(seen.size(), packet_table.size());
}

model::TraceEvent event(Kind kind, model::Time at, std::vector<std::uint8_t> bytes = {},
                        std::optional<Packet> packet = {}) {
  auto shared = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
  return {kind, at, 4, Version::v5_0, std::move(shared), packet};
}

TEST(Transcript, EventsAreLines) {
  const model::Trace trace = {
      event(Kind::opened, 1000),
      event(Kind::client_packet, 1001, {0xc0, 0x00}, Pingreq{}),
      event(Kind::client_garbage, 1002, {0xff}),
      event(Kind::server_packet, 2003, {0xd0, 0x00}, Pingresp{}),
      event(Kind::server_garbage, 2004, {0x00, 0x01}),
      event(Kind::server_closed, 2005),
      event(Kind::client_closed, 12006),
  };
  EXPECT_EQ(plain_transcript(trace, {{4, "pub"}}),
            "    0.000 s  pub  connection opened\n"
            "    0.001 s  pub -> PINGREQ\n"
            "             c0 00\n"
            "    0.002 s  pub -> no valid packet, 1 bytes\n"
            "             ff\n"
            "    1.003 s  pub <- PINGRESP\n"
            "             d0 00\n"
            "    1.004 s  pub <- no valid packet, 2 bytes\n"
            "             00 01\n"
            "    1.005 s  pub  connection closed by the server\n"
            "   11.006 s  pub  connection closed by the client\n");
  EXPECT_EQ(plain_transcript({}, {}), "");
}

TEST(Transcript, ConnectionWithoutNameHasANumber) {
  EXPECT_EQ(connection_name({{4, "pub"}}, 4), "pub");
  EXPECT_EQ(connection_name({{4, "pub"}}, 5), "c5");
}

}  // namespace
}  // namespace mqttspec::conformance::report
