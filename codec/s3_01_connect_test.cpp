// Tables of CONNECT packets: section 3.1 of both Standards.
#include "codec/decode_table.hpp"

namespace mqttspec {
namespace {

const Connect simple_3_1_1{
    .version = Version::v3_1_1, .clean_start = true, .keep_alive = 60, .client_id = "me"};
const Connect simple_5_0{.clean_start = true, .keep_alive = 60, .client_id = "me"};

TEST(Connect, AcceptedIn3_1_1) {
  Connect persistent = simple_3_1_1;
  persistent.clean_start = false;
  Connect with_will = simple_3_1_1;
  with_will.will = Will{.topic = "w/t", .payload = as_bytes("gone")};
  Connect with_all = simple_3_1_1;
  with_all.will = Will{.topic = "w", .payload = {}, .qos = Qos::exactly_once, .retain = true};
  with_all.user_name = "u";
  with_all.password = as_bytes("p");
  Connect with_user = simple_3_1_1;
  with_user.user_name = "";
  Connect nameless{.version = Version::v3_1_1};
  expect_accepted(client_3_1_1,
                  {
                      {"10 [ {'MQTT'} 04 02 003C {'me'} ]", simple_3_1_1},
                      {"10 [ {'MQTT'} 04 00 003C {'me'} ]", persistent},
                      {"10 [ {'MQTT'} 04 06 003C {'me'} {'w/t'} {'gone'} ]", with_will},
                      {"10 [ {'MQTT'} 04 F6 003C {'me'} {'w'} {} {'u'} {'p'} ]", with_all},
                      {"10 [ {'MQTT'} 04 82 003C {'me'} {} ]", with_user},
                      // The Server answers this with CONNACK 0x02: [MQTT-3.1.3-8].
                      {"10 [ {'MQTT'} 04 00 0000 {} ]", nameless},
                  });
  // The packet says whose rules hold.
  expect_accepted(client_5_0, {{"10 [ {'MQTT'} 04 02 003C {'me'} ]", simple_3_1_1}});
}

TEST(Connect, AcceptedIn5_0) {
  Connect with_will = simple_5_0;
  with_will.will = Will{.topic = "w/t", .payload = as_bytes("gone"), .qos = Qos::at_least_once};
  Connect with_password = simple_5_0;
  with_password.password = as_bytes("p");
  Connect empty_user = simple_5_0;
  empty_user.user_name = "";
  empty_user.password = Bytes{};
  Connect nameless{.keep_alive = 0xFFFF};
  expect_accepted(client_5_0,
                  {
                      {"10 [ {'MQTT'} 05 02 003C [] {'me'} ]", simple_5_0},
                      {"10 [ {'MQTT'} 05 0E 003C [] {'me'} [] {'w/t'} {'gone'} ]", with_will},
                      {"10 [ {'MQTT'} 05 42 003C [] {'me'} {'p'} ]", with_password},
                      {"10 [ {'MQTT'} 05 C2 003C [] {'me'} {} {} ]", empty_user},
                      {"10 [ {'MQTT'} 05 00 FFFF [] {} ]", nameless},
                  });
  expect_accepted(client_3_1_1, {{"10 [ {'MQTT'} 05 02 003C [] {'me'} ]", simple_5_0}});
}

TEST(Connect, AcceptedProperties) {
  static constexpr UserProperty users[] = {{"k", "v"}, {"k", ""}};
  Connect packet = simple_5_0;
  packet.properties = {.session_expiry_interval = 0xFFFFFFFF,
                       .receive_maximum = 1,
                       .maximum_packet_size = 65536,
                       .topic_alias_maximum = 0,
                       .request_response_information = 1,
                       .request_problem_information = 0,
                       .authentication_method = "SCRAM",
                       .authentication_data = as_bytes("d"),
                       .user_properties = list(users)};
  Connect with_will = simple_5_0;
  with_will.will = Will{.topic = "w",
                        .payload = as_bytes("x"),
                        .qos = Qos::at_most_once,
                        .retain = true,
                        .properties = {.will_delay_interval = 5,
                                       .payload_format_indicator = 1,
                                       .message_expiry_interval = 0,
                                       .content_type = "t",
                                       .response_topic = "r",
                                       .correlation_data = as_bytes("c"),
                                       .user_properties = list(users)}};
  expect_accepted(client_5_0,
                  {
                      {"10 [ {'MQTT'} 05 02 003C [ 26{'k'}{'v'} 16{'d'} 11FFFFFFFF 210001 "
                       "2700010000 26{'k'}{} 220000 1901 1700 15{'SCRAM'} ] {'me'} ]",
                       packet},
                      {"10 [ {'MQTT'} 05 26 003C [] {'me'} [ 26{'k'}{'v'} 1800000005 0101 "
                       "0200000000 03{'t'} 08{'r'} 09{'c'} 26{'k'}{} ] {'w'} {'x'} ]",
                       with_will},
                  });
}

TEST(Connect, ProtocolRejected) {
  for (const auto& context : {client_3_1_1, client_5_0}) {
    const bool old = context.version == Version::v3_1_1;
    const auto name = old ? "MQTT-3.1.2-1"_v311 : "MQTT-3.1.2-1"_v5;
    const auto format = old ? "MQTT-3.1.4-1"_v311 : "MQTT-3.1.4-1"_v5;
    expect_rejected(
        context,
        {
            {"10 [ {'MQIsdp'} 03 02 003C {'me'} ]", unsupported_version, name, 3},
            {"10 [ {'mqtt'} 04 02 003C {'me'} ]", unsupported_version, name, 4},
            {"10 [ {'MQTt'} 05 02 003C 00 {'me'} ]", unsupported_version, name, 7},
            {"10 [ 0005 'MQTT' 04 02 003C {'me'} ]", unsupported_version, name, 3},
            {"10 [ 000C 'MQTT' 04 02 003C {'me'} ]", unsupported_version, name, 3},
            {"10 [ 000D 'MQTT' 04 02 003C {'me'} ]", malformed, format, 2},
            {"10 [ 0104 'MQTT' 04 02 003C {'me'} ]", malformed, format, 2},
            {"10 00", malformed, format, 2},
            {"10 [ 0004 'MQT' ]", malformed, format, 2},
            {"10 [ {'MQTT'} ]", malformed, format, 8},
            {"10 [ {'MQTT'} 03 02 003C {'me'} ]", unsupported_version, "MQTT-3.1.2-2"_v5, 8},
            {"10 [ {'MQTT'} 06 02 003C 00 {'me'} ]", unsupported_version, "MQTT-3.1.2-2"_v5, 8},
            {"10 [ {'MQTT'} 84 02 003C {'me'} ]", unsupported_version, "MQTT-3.1.2-2"_v5, 8},
            {"10 [ {'MQTT'} 00 ]", unsupported_version, "MQTT-3.1.2-2"_v5, 8},
        });
  }
}

TEST(Connect, FlagsRejectedIn3_1_1) {
  expect_rejected(
      client_5_0,
      {
          {"10 [ {'MQTT'} 04 03 003C {'me'} ]", malformed, "MQTT-3.1.2-3"_v311, 9},
          {"10 [ {'MQTT'} 04 0A 003C {'me'} ]", protocol_error, "MQTT-3.1.2-13"_v311, 9},
          {"10 [ {'MQTT'} 04 1A 003C {'me'} ]", protocol_error, "MQTT-3.1.2-13"_v311, 9},
          {"10 [ {'MQTT'} 04 22 003C {'me'} ]", protocol_error, "MQTT-3.1.2-15"_v311, 9},
          {"10 [ {'MQTT'} 04 1E 003C {'me'} {'w'} {} ]", malformed, "MQTT-3.1.2-14"_v311, 9},
          {"10 [ {'MQTT'} 04 42 003C {'me'} {'p'} ]", protocol_error, "MQTT-3.1.2-22"_v311, 9},
          {"10 [ {'MQTT'} 04 ]", malformed, "MQTT-3.1.4-1"_v311, 9},
      });
}

TEST(Connect, FlagsRejectedIn5_0) {
  expect_rejected(
      client_3_1_1,
      {
          {"10 [ {'MQTT'} 05 03 003C 00 {'me'} ]", malformed, "MQTT-3.1.2-3"_v5, 9},
          {"10 [ {'MQTT'} 05 0B 003C 00 {'me'} ]", malformed, "MQTT-3.1.2-3"_v5, 9},
          {"10 [ {'MQTT'} 05 12 003C 00 {'me'} ]", protocol_error, "MQTT-3.1.2-11"_v5, 9},
          {"10 [ {'MQTT'} 05 32 003C 00 {'me'} ]", protocol_error, "MQTT-3.1.2-11"_v5, 9},
          {"10 [ {'MQTT'} 05 22 003C 00 {'me'} ]", protocol_error, "MQTT-3.1.2-13"_v5, 9},
          {"10 [ {'MQTT'} 05 1C 003C 00 {'me'} 00 {'w'} {} ]", malformed, "MQTT-3.1.2-12"_v5, 9},
          {"10 [ {'MQTT'} 05 ]", malformed, "MQTT-3.1.4-1"_v5, 9},
      });
}

TEST(Connect, FieldsRejectedIn3_1_1) {
  const auto format = "MQTT-3.1.4-1"_v311;
  expect_rejected(
      client_3_1_1,
      {
          {"10 [ {'MQTT'} 04 02 ]", malformed, format, 10},
          {"10 [ {'MQTT'} 04 02 00 ]", malformed, format, 10},
          {"10 [ {'MQTT'} 04 02 003C ]", malformed, "MQTT-3.1.3-3"_v311, 12},
          {"10 [ {'MQTT'} 04 02 003C 00 ]", malformed, "MQTT-3.1.3-4"_v311, 12},
          {"10 [ {'MQTT'} 04 02 003C 0003 'me' ]", malformed, "MQTT-3.1.3-4"_v311, 12},
          {"10 [ {'MQTT'} 04 02 003C {'m' C0AF} ]", malformed, "MQTT-1.5.3-1"_v311, 15},
          {"10 [ {'MQTT'} 04 02 003C {'m' 00 'e'} ]", malformed, "MQTT-1.5.3-2"_v311, 15},
          {"10 [ {'MQTT'} 04 06 003C {'m'} ]", malformed, "MQTT-3.1.2-9"_v311, 15},
          {"10 [ {'MQTT'} 04 06 003C {'m'} 0002 'w' ]", malformed, "MQTT-3.1.3-10"_v311, 15},
          {"10 [ {'MQTT'} 04 06 003C {'m'} {'w'} ]", malformed, "MQTT-3.1.2-9"_v311, 18},
          {"10 [ {'MQTT'} 04 06 003C {'m'} {'w'} 0001 ]", malformed, format, 18},
          {"10 [ {'MQTT'} 04 06 003C {'m'} {} {} ]", protocol_error, "MQTT-4.7.3-1"_v311, 15},
          {"10 [ {'MQTT'} 04 06 003C {'m'} {'w/#'} {} ]", malformed, "MQTT-4.7.1-1"_v311, 19},
          {"10 [ {'MQTT'} 04 06 003C {'m'} {'+'} {} ]", malformed, "MQTT-4.7.1-1"_v311, 17},
          {"10 [ {'MQTT'} 04 06 003C {'m'} {00} {} ]", malformed, "MQTT-4.7.3-2"_v311, 17},
          {"10 [ {'MQTT'} 04 06 003C {'m'} {FF} {} ]", malformed, "MQTT-1.5.3-1"_v311, 17},
          {"10 [ {'MQTT'} 04 82 003C {'m'} ]", malformed, "MQTT-3.1.2-19"_v311, 15},
          {"10 [ {'MQTT'} 04 82 003C {'m'} 0001 ]", malformed, "MQTT-3.1.3-11"_v311, 15},
          {"10 [ {'MQTT'} 04 82 003C {'m'} {EDA080} ]", malformed, "MQTT-1.5.3-1"_v311, 17},
          {"10 [ {'MQTT'} 04 C2 003C {'m'} {'u'} ]", malformed, "MQTT-3.1.2-21"_v311, 18},
          {"10 [ {'MQTT'} 04 C2 003C {'m'} {'u'} 0002 'p' ]", malformed, format, 18},
          {"10 [ {'MQTT'} 04 02 003C {'m'} {'u'} ]", malformed, format, 15},
          {"10 [ {'MQTT'} 04 C2 003C {'m'} {'u'} {'p'} 00 ]", malformed, format, 21},
      });
}

TEST(Connect, FieldsRejectedIn5_0) {
  const auto format = "MQTT-3.1.4-1"_v5;
  expect_rejected(
      client_5_0,
      {
          {"10 [ {'MQTT'} 05 02 00 ]", malformed, format, 10},
          {"10 [ {'MQTT'} 05 02 003C ]", malformed, "MQTT-2.2.2-1"_v5, 12},
          {"10 [ {'MQTT'} 05 02 003C 00 ]", malformed, "MQTT-3.1.3-3"_v5, 13},
          {"10 [ {'MQTT'} 05 02 003C 00 00 ]", malformed, "MQTT-3.1.3-4"_v5, 13},
          {"10 [ {'MQTT'} 05 02 003C 00 {'m' F4908080} ]", malformed, "MQTT-1.5.4-1"_v5, 16},
          {"10 [ {'MQTT'} 05 02 003C 00 {00} ]", malformed, "MQTT-1.5.4-2"_v5, 15},
          {"10 [ {'MQTT'} 05 06 003C 00 {} ]", malformed, "MQTT-3.1.2-9"_v5, 15},
          {"10 [ {'MQTT'} 05 06 003C 00 {} 80 ]", malformed, "U5.0-2.2.2.1-1"_v5, 15},
          {"10 [ {'MQTT'} 05 06 003C 00 {} 00 ]", malformed, "MQTT-3.1.2-9"_v5, 16},
          {"10 [ {'MQTT'} 05 06 003C 00 {} 00 00 ]", malformed, "MQTT-3.1.3-11"_v5, 16},
          {"10 [ {'MQTT'} 05 06 003C 00 {} 00 {} {} ]", protocol_error, "MQTT-4.7.3-1"_v5, 16},
          {"10 [ {'MQTT'} 05 06 003C 00 {} 00 {'a+'} {} ]", malformed, "MQTT-4.7.0-1"_v5, 19},
          {"10 [ {'MQTT'} 05 06 003C 00 {} 00 {'a' 00} {} ]", malformed, "MQTT-4.7.3-2"_v5, 19},
          {"10 [ {'MQTT'} 05 06 003C 00 {} 00 {'w'} ]", malformed, "MQTT-3.1.2-9"_v5, 19},
          {"10 [ {'MQTT'} 05 06 003C 00 {} 00 {'w'} 0002 'x' ]", malformed, format, 19},
          {"10 [ {'MQTT'} 05 82 003C 00 {} ]", malformed, "MQTT-3.1.2-17"_v5, 15},
          {"10 [ {'MQTT'} 05 82 003C 00 {} 0001 ]", malformed, "MQTT-3.1.3-12"_v5, 15},
          {"10 [ {'MQTT'} 05 82 003C 00 {} {'u' 80} ]", malformed, "MQTT-1.5.4-1"_v5, 18},
          {"10 [ {'MQTT'} 05 42 003C 00 {} ]", malformed, "MQTT-3.1.2-19"_v5, 15},
          {"10 [ {'MQTT'} 05 42 003C 00 {} 00 ]", malformed, format, 15},
          {"10 [ {'MQTT'} 05 02 003C 00 {} 00 ]", malformed, format, 15},
      });
}

TEST(Connect, PropertiesRejected) {
  // The Property Length stands at byte 12.
  expect_rejected(
      client_5_0,
      {
          {"10 [ {'MQTT'} 05 02 003C [ 1100000000 1100000001 ] {} ]", protocol_error,
           "U5.0-3.1.2.11.2-1"_v5, 18},
          {"10 [ {'MQTT'} 05 02 003C [ 210000 ] {} ]", protocol_error, "U5.0-3.1.2.11.3-1"_v5, 14},
          {"10 [ {'MQTT'} 05 02 003C [ 210001 210001 ] {} ]", protocol_error,
           "U5.0-3.1.2.11.3-1"_v5, 16},
          {"10 [ {'MQTT'} 05 02 003C [ 2700000000 ] {} ]", protocol_error, "U5.0-3.1.2.11.4-2"_v5,
           14},
          {"10 [ {'MQTT'} 05 02 003C [ 220000 220000 ] {} ]", protocol_error,
           "U5.0-3.1.2.11.5-1"_v5, 16},
          {"10 [ {'MQTT'} 05 02 003C [ 1902 ] {} ]", protocol_error, "U5.0-3.1.2.11.6-1"_v5, 14},
          {"10 [ {'MQTT'} 05 02 003C [ 17FF ] {} ]", protocol_error, "U5.0-3.1.2.11.7-1"_v5, 14},
          {"10 [ {'MQTT'} 05 02 003C [ 1700 1700 ] {} ]", protocol_error, "U5.0-3.1.2.11.7-1"_v5,
           15},
          {"10 [ {'MQTT'} 05 02 003C [ 15{'a'} 15{'a'} ] {} ]", protocol_error,
           "U5.0-3.1.2.11.9-1"_v5, 17},
          {"10 [ {'MQTT'} 05 02 003C [ 16{'a'} ] {} ]", protocol_error, "U5.0-3.1.2.11.10-1"_v5,
           17},
          {"10 [ {'MQTT'} 05 02 003C [ 16{} 16{} ] {} ]", protocol_error, "U5.0-3.1.2.11.10-2"_v5,
           16},
          {"10 [ {'MQTT'} 05 02 003C [ 15{'a' 00} ] {} ]", malformed, "MQTT-1.5.4-2"_v5, 17},
          {"10 [ {'MQTT'} 05 02 003C [ 18 00000000 ] {} ]", malformed, "U5.0-2.2.2.2-1"_v5, 13},
          {"10 [ {'MQTT'} 05 02 003C 05 1100 ]", malformed, "U5.0-2.2.2.1-1"_v5, 12},
      });
}

TEST(Connect, WillPropertiesRejected) {
  // The Property Length of the Will stands at byte 15.
  expect_rejected(
      client_5_0,
      {
          {"10 [ {'MQTT'} 05 06 003C [] {} [ 1800000000 1800000000 ] {'w'} {} ]", protocol_error,
           "U5.0-3.1.3.2.2-1"_v5, 21},
          {"10 [ {'MQTT'} 05 06 003C [] {} [ 0101 0101 ] {'w'} {} ]", protocol_error,
           "U5.0-3.1.3.2.3-4"_v5, 18},
          {"10 [ {'MQTT'} 05 06 003C [] {} [ 0200000001 0200000001 ] {'w'} {} ]", protocol_error,
           "U5.0-3.1.3.2.4-1"_v5, 21},
          {"10 [ {'MQTT'} 05 06 003C [] {} [ 03{} 03{} ] {'w'} {} ]", protocol_error,
           "U5.0-3.1.3.2.5-1"_v5, 19},
          {"10 [ {'MQTT'} 05 06 003C [] {} [ 08{'r'} 08{'r'} ] {'w'} {} ]", protocol_error,
           "U5.0-3.1.3.2.6-1"_v5, 20},
          {"10 [ {'MQTT'} 05 06 003C [] {} [ 09{} 09{} ] {'w'} {} ]", protocol_error,
           "U5.0-3.1.3.2.7-1"_v5, 19},
          {"10 [ {'MQTT'} 05 06 003C [] {} [ 08{'r/#'} ] {'w'} {} ]", malformed, "MQTT-4.7.0-1"_v5,
           21},
          {"10 [ {'MQTT'} 05 06 003C [] {} [ 08{} ] {'w'} {} ]", protocol_error, "MQTT-4.7.3-1"_v5,
           17},
          {"10 [ {'MQTT'} 05 06 003C [] {} [ 230001 ] {'w'} {} ]", malformed, "U5.0-2.2.2.2-1"_v5,
           16},
          // A payload that is not of its declared format is a matter of the receiver (3.1.3.2.3).
      });
  Connect packet{.clean_start = true, .keep_alive = 60};
  packet.will = Will{
      .topic = "w", .payload = as_bytes("\xFF"), .properties = {.payload_format_indicator = 1}};
  expect_accepted(client_5_0, {{"10 [ {'MQTT'} 05 06 003C [] {} [ 0101 ] {'w'} {FF} ]", packet}});
  packet.will->properties.payload_format_indicator = 2;
  expect_contested(client_5_0, {{"10 [ {'MQTT'} 05 06 003C [] {} [ 0102 ] {'w'} {FF} ]", packet,
                                 ReasonCode::malformed_packet, "U5.0-2.2.2.2-1"_v5, 17}});
}

}  // namespace
}  // namespace mqttspec
