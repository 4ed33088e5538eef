// Encoding, packet by packet: the bytes expected, the shortest forms, and what is refused.
#include "codec/encode.hpp"

#include <gtest/gtest.h>

#include "codec/decode.hpp"
#include "codec/testing/hex.hpp"

namespace mqttspec {
namespace {

using namespace literals;

constexpr EncodeContext client_3_1_1{Version::v3_1_1, Sender::client};
constexpr EncodeContext server_3_1_1{Version::v3_1_1, Sender::server};
constexpr EncodeContext client_5_0{Version::v5_0, Sender::client};
constexpr EncodeContext server_5_0{Version::v5_0, Sender::server};

constexpr UserProperty pairs[] = {{"k", "v"}, {"k", ""}};
constexpr Subscription subscriptions[] = {
    {"a/+", Qos::exactly_once, true, true, RetainHandling::do_not_send}, {"#"}};
constexpr TopicFilter filters[] = {{"a"}, {"$share/g/#"}};
constexpr SubscriptionIdentifier identifiers[] = {{1}, {268'435'455}};
const std::vector<std::uint8_t> payload = from_hex("00 ff");
const std::vector<std::uint8_t> codes = from_hex("00 80");

struct Row {
  const char* name;
  EncodeContext context;
  Packet packet;
  const char* bytes;
};

Will some_will() { return {.topic = "w", .payload = payload, .qos = Qos::at_least_once}; }

const Row table[] = {
    {"the least CONNECT of 3.1.1", client_3_1_1,
     Connect{.version = Version::v3_1_1, .clean_start = true},
     "10 0c 00 04 4d 51 54 54 04 02 00 00 00 00"},
    {"a CONNECT goes by its own version", client_3_1_1, Connect{.version = Version::v5_0},
     "10 0d 00 04 4d 51 54 54 05 00 00 00 00 00 00"},
    {"all of a CONNECT's Payload", client_3_1_1,
     Connect{.version = Version::v3_1_1,
             .keep_alive = 10,
             .client_id = "c",
             .will = some_will(),
             .user_name = "u",
             .password = payload},
     "10 1b 00 04 4d 51 54 54 04 cc 00 0a 00 01 63 00 01 77 00 02 00 ff 00 01 75 00 02 00 ff"},
    {"a retained Will and a Password alone", client_5_0,
     Connect{.will = Will{.topic = "w", .retain = true}, .password = Bytes{}},
     "10 15 00 04 4d 51 54 54 05 64 00 00 00 00 00 00 00 01 77 00 00 00 00"},
    {"properties in the order of their identifiers", client_5_0,
     Connect{.properties = {.session_expiry_interval = 1,
                            .receive_maximum = 2,
                            .maximum_packet_size = 3,
                            .topic_alias_maximum = 4,
                            .request_response_information = 1,
                            .request_problem_information = 0,
                            .authentication_method = "m",
                            .authentication_data = payload,
                            .user_properties = std::span<const UserProperty>(pairs)}},
     "10 37 00 04 4d 51 54 54 05 00 00 00 2a 11 00 00 00 01 15 00 01 6d 16 00 02 00 ff 17 00 19 01 "
     "21 00 02 22 00 04 26 00 01 6b 00 01 76 26 00 01 6b 00 00 27 00 00 00 03 00 00"},
    {"CONNACK", server_3_1_1, Connack{.session_present = true}, "20 02 01 00"},
    {"CONNACK of 5.0", server_5_0, Connack{.reason_code = ReasonCode::banned}, "20 03 00 8a 00"},
    {"PUBLISH at QoS 0", client_3_1_1, Publish{.retain = true, .topic = "t", .payload = payload},
     "31 05 00 01 74 00 ff"},
    {"PUBLISH at QoS 2, again", client_5_0,
     Publish{.dup = true, .qos = Qos::exactly_once, .topic = "t", .packet_id = 0xFFFE},
     "3c 06 00 01 74 ff fe 00"},
    {"PUBLISH by alias with Subscription Identifiers", server_5_0,
     Publish{.properties = {.topic_alias = 1,
                            .subscription_identifiers =
                                std::span<const SubscriptionIdentifier>(identifiers)}},
     "30 0d 00 00 0a 0b 01 0b ff ff ff 7f 23 00 01"},
    {"what 3.1.1 lacks is not written", client_3_1_1,
     Publish{.topic = "t", .properties = {.topic_alias = 1}}, "30 03 00 01 74"},
    {"PUBACK of 3.1.1", client_3_1_1,
     Puback{.packet_id = 7, .reason_code = ReasonCode::not_authorized}, "40 02 00 07"},
    {"a Success needs no Reason Code", server_5_0, Puback{.packet_id = 7}, "40 02 00 07"},
    {"without properties no Property Length", server_5_0,
     Pubrec{.packet_id = 7, .reason_code = ReasonCode::no_matching_subscribers}, "50 03 00 07 10"},
    {"a property needs them both", client_5_0,
     Pubrel{.packet_id = 7, .properties = {.reason_string = ""}}, "62 07 00 07 00 03 1f 00 00"},
    {"PUBCOMP", client_5_0, Pubcomp{.packet_id = 256}, "70 02 01 00"},
    {"SUBSCRIBE", client_5_0,
     Subscribe{.packet_id = 1,
               .properties = {.subscription_identifier = 128},
               .subscriptions = std::span<const Subscription>(subscriptions)},
     "82 10 00 01 03 0b 80 01 00 03 61 2f 2b 2e 00 01 23 00"},
    {"in 3.1.1 the options are a QoS", client_3_1_1,
     Subscribe{.packet_id = 1, .subscriptions = std::span<const Subscription>(subscriptions)},
     "82 0c 00 01 00 03 61 2f 2b 02 00 01 23 00"},
    {"SUBACK", server_5_0, Suback{.packet_id = 1, .reason_codes = codes}, "90 05 00 01 00 00 80"},
    {"UNSUBSCRIBE", client_5_0,
     Unsubscribe{.packet_id = 1, .topic_filters = std::span<const TopicFilter>(filters)},
     "a2 12 00 01 00 00 01 61 00 0a 24 73 68 61 72 65 2f 67 2f 23"},
    {"UNSUBACK", server_5_0, Unsuback{.packet_id = 1, .reason_codes = codes},
     "b0 05 00 01 00 00 80"},
    {"UNSUBACK of 3.1.1", server_3_1_1, Unsuback{.packet_id = 1, .reason_codes = codes},
     "b0 02 00 01"},
    {"PINGREQ", client_3_1_1, Pingreq{}, "c0 00"},
    {"PINGRESP", server_5_0, Pingresp{}, "d0 00"},
    {"DISCONNECT", client_5_0, Disconnect{}, "e0 00"},
    {"DISCONNECT with a reason", client_5_0,
     Disconnect{.reason_code = ReasonCode::disconnect_with_will_message}, "e0 01 04"},
    {"DISCONNECT with a property", client_5_0,
     Disconnect{.properties = {.session_expiry_interval = 0}}, "e0 07 00 05 11 00 00 00 00"},
    {"AUTH", client_5_0,
     Auth{.reason_code = ReasonCode::re_authenticate, .properties = {.authentication_method = "m"}},
     "f0 06 19 04 15 00 01 6d"},
};

TEST(Encode, Bytes) {
  for (const auto& [name, context, packet, bytes] : table) {
    std::vector<std::uint8_t> out;
    const auto written = encode(packet, context, out);
    ASSERT_TRUE(written) << name << ": " << written.error().statement.id();
    EXPECT_EQ(to_hex(out), bytes) << name;
    EXPECT_EQ(*written, out.size()) << name;
    EXPECT_EQ(encoded_size(packet, context), out.size()) << name;
  }
}

TEST(Encode, ABufferMayBeExact) {
  for (const auto& [name, context, packet, bytes] : table) {
    std::vector<std::uint8_t> buffer(encoded_size(packet, context) + 1, 0xEE);
    const auto exact = encode(packet, context, std::span(buffer).first(buffer.size() - 1));
    EXPECT_TRUE(exact) << name;
    EXPECT_EQ(buffer.back(), 0xEE) << name;
    for (std::size_t size = 0; size + 1 < buffer.size(); ++size) {
      const auto short_of = encode(packet, context, std::span(buffer).first(size));
      ASSERT_FALSE(short_of) << name;
      EXPECT_EQ(short_of.error(), EncodeFailure(BufferTooSmall{buffer.size() - 1 - size})) << name;
    }
  }
}

TEST(Encode, AppendsAndLeavesNothingBehindOnFailure) {
  std::vector<std::uint8_t> out = {1, 2, 3};
  ASSERT_TRUE(encode(Pingreq{}, client_5_0, out));
  EXPECT_EQ(to_hex(out), "01 02 03 c0 00");
  EXPECT_FALSE(encode(Puback{}, client_5_0, out));
  EXPECT_EQ(to_hex(out), "01 02 03 c0 00");
}

struct Step {
  std::size_t remaining_length;
  const char* header;
};

TEST(Encode, TheRemainingLengthTakesAsFewBytesAsItCan) {
  constexpr Step steps[] = {
      {127, "30 7f"},          {128, "30 80 01"},          {16'383, "30 ff 7f"},
      {16'384, "30 80 80 01"}, {2'097'151, "30 ff ff 7f"}, {2'097'152, "30 80 80 80 01"},
  };
  for (const auto& [remaining_length, header] : steps) {
    const std::vector<std::uint8_t> long_payload(remaining_length - 3);
    std::vector<std::uint8_t> out;
    ASSERT_TRUE(encode(Publish{.topic = "t", .payload = long_payload}, client_3_1_1, out));
    EXPECT_EQ(to_hex(Bytes(out.data(), out.size() - remaining_length)), header);
  }
}

struct Refusal {
  const char* name;
  EncodeContext context;
  Packet packet;
  StatementId statement;
};

const std::string too_long(65'536, 'x');
const std::string longest(65'535, 'x');

TEST(Encode, RefusesWhatMustNotBeSent) {
  constexpr UserProperty bad_pair[] = {{"\xC0\x80", ""}};
  constexpr SubscriptionIdentifier bad_identifier[] = {{268'435'456}};
  constexpr Subscription bad_retain_handling[] = {
      {.topic_filter = "a", .retain_handling = RetainHandling{4}}};
  const Refusal refusals[] = {
      {"a packet of the other side", client_5_0, Connack{}, "U5.0-2.1.2-1"_v5},
      {"AUTH in 3.1.1", client_3_1_1, Auth{}, "U3.1.1-2.2.1-1"_v311},
      {"DUP at QoS 0", client_5_0, Publish{.dup = true, .topic = "t"}, "MQTT-3.3.1-2"_v5},
      {"no such QoS", client_5_0, Publish{.qos = Qos{4}, .topic = "t", .packet_id = 1},
       "MQTT-3.3.1-4"_v5},
      {"a Packet Identifier at QoS 0", client_5_0, Publish{.topic = "t", .packet_id = 1},
       "MQTT-2.2.1-2"_v5},
      {"the same in 3.1.1", client_3_1_1, Publish{.topic = "t", .packet_id = 1},
       "MQTT-2.3.1-5"_v311},
      {"what stands earlier wins", client_5_0, Publish{.topic = "+", .packet_id = 1},
       "MQTT-3.3.2-2"_v5},
      {"a wildcard", server_5_0, Publish{.topic = "a/#"}, "MQTT-3.3.2-2"_v5},
      {"an ill-formed User Property", client_5_0,
       Publish{.topic = "t",
               .properties = {.user_properties = std::span<const UserProperty>(bad_pair)}},
       "MQTT-1.5.7-1"_v5},
      {"no such Subscription Identifier", server_5_0,
       Publish{.topic = "t",
               .properties = {.subscription_identifiers =
                                  std::span<const SubscriptionIdentifier>(bad_identifier)}},
       "U5.0-1.5.5-1"_v5},
      {"no such Retain Handling", client_5_0,
       Subscribe{.packet_id = 1,
                 .subscriptions = std::span<const Subscription>(bad_retain_handling)},
       "U5.0-3.8.3.1-10"_v5},
      {"nothing to subscribe to", client_5_0, Subscribe{.packet_id = 1}, "MQTT-3.8.3-2"_v5},
      {"AUTH without a method", client_5_0, Auth{.reason_code = ReasonCode::re_authenticate},
       "U5.0-3.15.2.2.2-1"_v5},
      {"too long a string", client_5_0, Publish{.topic = too_long}, "U5.0-1.5.4-2"_v5},
      {"the same in 3.1.1", client_3_1_1, Publish{.topic = too_long}, "U3.1.1-1.5.3-2"_v311},
      {"too long a Will", client_3_1_1,
       Connect{.version = Version::v3_1_1,
               .client_id = "c",
               .will = Will{.topic = "w", .payload = as_bytes(too_long)}},
       "U3.1.1-3.1.3.3-1"_v311},
      {"too long a Password", client_3_1_1,
       Connect{.version = Version::v3_1_1,
               .client_id = "c",
               .user_name = "u",
               .password = as_bytes(too_long)},
       "U3.1.1-3.1.3.5-1"_v311},
      {"too long Binary Data", client_5_0,
       Publish{.topic = "t", .properties = {.correlation_data = as_bytes(too_long)}},
       "U5.0-1.5.6-1"_v5},
  };
  for (const auto& [name, context, packet, statement] : refusals) {
    std::vector<std::uint8_t> out;
    const auto written = encode(packet, context, out);
    ASSERT_FALSE(written) << name;
    EXPECT_EQ(written.error().statement.id(), statement.id()) << name;
  }
}

TEST(Encode, ALengthThatNoFieldCanSayIsPlacedAtItsField) {
  std::vector<std::uint8_t> out;
  const Publish publish{.topic = longest, .properties = {.content_type = too_long}};
  const auto written = encode(publish, client_5_0, out);
  ASSERT_FALSE(written);
  const std::size_t fixed_header = 4;
  const std::size_t property_length = 3;
  EXPECT_EQ(written.error(),
            (Violation{"U5.0-1.5.4-2"_v5, fixed_header + 2 + longest.size() + property_length + 1,
                       ViolationKind::malformed, ReasonCode::malformed_packet}));
}

}  // namespace
}  // namespace mqttspec
