// Tables of PUBLISH packets: section 3.3 of both Standards.
#include "codec/decode_table.hpp"

namespace mqttspec {
namespace {

TEST(Publish, AcceptedIn3_1_1) {
  for (const auto& context : {client_3_1_1, server_3_1_1})
    expect_accepted(
        context,
        {
            {"30 [ {'a/b'} ]", Publish{.topic = "a/b"}},
            {"31 [ {'a/b'} 'hello' ]",
             Publish{.retain = true, .topic = "a/b", .payload = as_bytes("hello")}},
            {"32 [ {'a'} 0001 'x' ]", Publish{.qos = Qos::at_least_once,
                                              .topic = "a",
                                              .packet_id = 1,
                                              .payload = as_bytes("x")}},
            {"3D [ {'/'} FFFF ]", Publish{.dup = true,
                                          .qos = Qos::exactly_once,
                                          .retain = true,
                                          .topic = "/",
                                          .packet_id = 0xFFFF}},
            // At QoS 0 these are payload: [MQTT-2.3.1-5] cannot be seen to be broken.
            {"30 [ {'a'} 0001 ]",
             Publish{.topic = "a", .payload = as_bytes(std::string_view("\0\1", 2))}},
            {"30 [ {'$SYS/x y'} ]", Publish{.topic = "$SYS/x y"}},
            {"30 [ {EFBBBF 'a'} ]", Publish{.topic = "\xEF\xBB\xBF"
                                                     "a"}},
            {"30 [ {'a' 01 7F C285 EFBFBF} ]", Publish{.topic = "a\x01\x7F\xC2\x85\xEF\xBF\xBF"}},
            {"30 [ {F48FBFBF ED9FBF EE8080} ]",
             Publish{.topic = "\xF4\x8F\xBF\xBF\xED\x9F\xBF\xEE\x80\x80"}},
        });
}

TEST(Publish, AcceptedIn5_0) {
  static constexpr UserProperty users[] = {{"", ""}, {"a", "b"}};
  static constexpr SubscriptionIdentifier identifiers[] = {{1}, {268'435'455}, {1}};
  const Publish full{.dup = true,
                     .qos = Qos::at_least_once,
                     .topic = "t",
                     .packet_id = 10,
                     .properties = {.payload_format_indicator = 0,
                                    .message_expiry_interval = 0xFFFFFFFF,
                                    .topic_alias = 0xFFFF,
                                    .response_topic = "r/s",
                                    .correlation_data = as_bytes("c"),
                                    .content_type = "text",
                                    .user_properties = list(users)},
                     .payload = as_bytes("p")};
  for (const auto& context : {client_5_0, server_5_0})
    expect_accepted(
        context,
        {
            {"30 [ {'a/b'} [] ]", Publish{.topic = "a/b"}},
            {"34 [ {'a/b'} 000A [] 'x' ]", Publish{.qos = Qos::exactly_once,
                                                   .topic = "a/b",
                                                   .packet_id = 10,
                                                   .payload = as_bytes("x")}},
            {"30 [ {} [ 230001 ] ]", Publish{.properties = {.topic_alias = 1}}},
            {"30 [ {'a'} [ 0101 ] FF ]", Publish{.topic = "a",
                                                 .properties = {.payload_format_indicator = 1},
                                                 .payload = as_bytes("\xFF")}},
            {"3A [ {'t'} 000A [ 26{}{} 0100 02FFFFFFFF 03{'text'} 08{'r/s'} 09{'c'} 23FFFF "
             "26{'a'}{'b'} ] 'p' ]",
             full},
        });
  const Publish identified{.topic = "a",
                           .properties = {.subscription_identifiers = list(identifiers)}};
  Publish mixed = identified;
  mixed.properties.user_properties = list(users);
  expect_accepted(server_5_0,
                  {
                      {"30 [ {'a'} [ 0B01 0BFFFFFF7F 0B01 ] ]", identified},
                      {"30 [ {'a'} [ 26{}{} 0B01 0BFFFFFF7F 26{'a'}{'b'} 0B01 ] ]", mixed},
                  });
}

TEST(Publish, RejectedIn3_1_1) {
  for (const auto& context : {client_3_1_1, server_3_1_1})
    expect_rejected(context, {
                                 {"30 00", malformed, "MQTT-3.3.2-1"_v311, 2},
                                 {"30 [ 00 ]", malformed, "MQTT-3.3.2-1"_v311, 2},
                                 {"30 [ 0003 'ab' ]", malformed, "MQTT-3.3.2-1"_v311, 2},
                                 {"30 [ {} 'x' ]", protocol_error, "MQTT-4.7.3-1"_v311, 2},
                                 {"30 [ {'a/#'} ]", malformed, "MQTT-3.3.2-2"_v311, 6},
                                 {"30 [ {'+/a'} ]", malformed, "MQTT-3.3.2-2"_v311, 4},
                                 {"30 [ {'a+' FF} ]", malformed, "MQTT-3.3.2-2"_v311, 5},
                                 {"30 [ {'a' 00 '+'} ]", malformed, "MQTT-4.7.3-2"_v311, 5},
                                 {"30 [ {'a' FF '+'} ]", malformed, "MQTT-1.5.3-1"_v311, 5},
                                 {"30 [ {'a' C080} ]", malformed, "MQTT-1.5.3-1"_v311, 5},
                                 {"30 [ {E08080} ]", malformed, "MQTT-1.5.3-1"_v311, 4},
                                 {"30 [ {F0808080} ]", malformed, "MQTT-1.5.3-1"_v311, 4},
                                 {"30 [ {'a' EDA080} ]", malformed, "MQTT-1.5.3-1"_v311, 5},
                                 {"30 [ {'a' EDBFBF} ]", malformed, "MQTT-1.5.3-1"_v311, 5},
                                 {"30 [ {F4908080} ]", malformed, "MQTT-1.5.3-1"_v311, 4},
                                 {"30 [ {F5808080} ]", malformed, "MQTT-1.5.3-1"_v311, 4},
                                 {"30 [ {'ab' E282} 'xy' ]", malformed, "MQTT-1.5.3-1"_v311, 6},
                                 {"30 [ {'ab' BF} ]", malformed, "MQTT-1.5.3-1"_v311, 6},
                                 {"32 [ {'a'} ]", malformed, "MQTT-2.3.1-1"_v311, 5},
                                 {"32 [ {'a'} 00 ]", malformed, "MQTT-2.3.1-1"_v311, 5},
                                 {"34 [ {'a'} 0000 'x' ]", protocol_error, "MQTT-2.3.1-1"_v311, 5},
                             });
}

TEST(Publish, FieldsRejectedIn5_0) {
  expect_rejected(client_5_0,
                  {
                      {"30 00", malformed, "MQTT-3.3.2-1"_v5, 2},
                      {"30 [ 0001 ]", malformed, "MQTT-3.3.2-1"_v5, 2},
                      {"30 [ {'#'} 00 ]", malformed, "MQTT-3.3.2-2"_v5, 4},
                      {"30 [ {'a' 00} 00 ]", malformed, "MQTT-4.7.3-2"_v5, 5},
                      {"30 [ {'a' C0} 00 ]", malformed, "MQTT-1.5.4-1"_v5, 5},
                      {"32 [ {'a'} 00 ]", malformed, "MQTT-2.2.1-3"_v5, 5},
                      {"32 [ {'a'} 0000 00 ]", protocol_error, "MQTT-2.2.1-3"_v5, 5},
                      {"30 [ {'a'} ]", malformed, "MQTT-2.2.2-1"_v5, 5},
                      {"30 [ {'a'} 02 01 ]", malformed, "U5.0-2.2.2.1-1"_v5, 5},
                      {"30 [ {'a'} 80 ]", malformed, "U5.0-2.2.2.1-1"_v5, 5},
                      {"30 [ {'a'} 8000 ]", malformed, "MQTT-1.5.5-1"_v5, 6},
                      {"30 [ {'a'} FFFFFFFF ]", malformed, "U5.0-1.5.5-1"_v5, 8},
                      {"30 [ {} [] ]", protocol_error, "U5.0-3.3.2.1-2"_v5, 5},
                      {"30 [ {} [ 0100 ] 'x' ]", protocol_error, "U5.0-3.3.2.1-2"_v5, 7},
                      {"30 [ {} [ 230000 ] ]", alias_invalid, "MQTT-3.3.2-8"_v5, 6},
                  });
  expect_rejected(server_5_0, {
                                  {"34 [ {'a'} 0000 00 ]", protocol_error, "MQTT-2.2.1-4"_v5, 5},
                                  {"34 [ {'a'} ]", malformed, "MQTT-2.2.1-4"_v5, 5},
                              });
}

TEST(Publish, PropertiesRejected) {
  // The Property Length stands at byte 5.
  for (const auto& context : {client_5_0, server_5_0})
    expect_rejected(
        context,
        {
            {"30 [ {'a'} [ 230000 ] ]", alias_invalid, "MQTT-3.3.2-8"_v5, 7},
            {"30 [ {'a'} [ 230001 230001 ] ]", protocol_error, "U5.0-3.3.2.3.4-1"_v5, 9},
            {"30 [ {'a'} [ 08{'r'} 08{'r'} ] ]", protocol_error, "U5.0-3.3.2.3.5-1"_v5, 10},
            {"30 [ {'a'} [ 08{'r+'} ] ]", malformed, "MQTT-3.3.2-14"_v5, 10},
            {"30 [ {'a'} [ 08{'#'} ] ]", malformed, "MQTT-3.3.2-14"_v5, 9},
            {"30 [ {'a'} [ 08{} ] ]", protocol_error, "MQTT-4.7.3-1"_v5, 7},
            {"30 [ {'a'} [ 08{00} ] ]", malformed, "MQTT-4.7.3-2"_v5, 9},
            {"30 [ {'a'} [ 08{F8} ] ]", malformed, "MQTT-1.5.4-1"_v5, 9},
            {"30 [ {'a'} [ 08 0002 'r' ] ]", malformed, "MQTT-3.3.2-13"_v5, 7},
            {"30 [ {'a'} [ 09{} 09{} ] ]", protocol_error, "U5.0-3.3.2.3.6-1"_v5, 9},
            {"30 [ {'a'} [ 09 0001 ] ]", malformed, "U5.0-2.2.2.2-1"_v5, 7},
            {"30 [ {'a'} [ 03{} 03{} ] ]", protocol_error, "U5.0-3.3.2.3.9-1"_v5, 9},
            {"30 [ {'a'} [ 03 ] ]", malformed, "MQTT-3.3.2-19"_v5, 7},
            {"30 [ {'a'} [ 03{'a' E2} ] ]", malformed, "MQTT-1.5.4-1"_v5, 10},
            {"30 [ {'a'} [ 26{'k'} ] ]", malformed, "MQTT-1.5.7-1"_v5, 10},
            {"30 [ {'a'} [ 26{'k'} 0002 'v' ] ]", malformed, "MQTT-1.5.7-1"_v5, 10},
            {"30 [ {'a'} [ 26{00}{} ] ]", malformed, "MQTT-1.5.7-1"_v5, 9},
            {"30 [ {'a'} [ 26{}{'v' FF} ] ]", malformed, "MQTT-1.5.7-1"_v5, 12},
            {"30 [ {'a'} [ 23 00 ] 01 ]", malformed, "U5.0-2.2.2.2-1"_v5, 7},
            {"30 [ {'a'} [ 02 000000 ] 00 ]", malformed, "U5.0-2.2.2.2-1"_v5, 7},
            {"30 [ {'a'} [ 01 ] 01 ]", malformed, "U5.0-2.2.2.2-1"_v5, 7},
            {"30 [ {'a'} [ 00 ] ]", malformed, "U5.0-2.2.2.2-1"_v5, 6},
            {"30 [ {'a'} [ 7F ] ]", malformed, "U5.0-2.2.2.2-1"_v5, 6},
            {"30 [ {'a'} [ 8001 ] ]", malformed, "U5.0-2.2.2.2-1"_v5, 6},
            {"30 [ {'a'} [ 80 ] 01 ]", malformed, "U5.0-2.2.2.2-1"_v5, 6},
            {"30 [ {'a'} [ 8100 01 ] ]", malformed, "MQTT-1.5.5-1"_v5, 7},
            {"30 [ {'a'} [ 80808080 ] ]", malformed, "U5.0-1.5.5-1"_v5, 9},
            {"30 [ {'a'} [ 1F{} ] ]", malformed, "U5.0-2.2.2.2-1"_v5, 6},
        });
}

TEST(Publish, Contested) {
  Publish format{.topic = "a", .properties = {.payload_format_indicator = 2}};
  Publish last_format{.topic = "a", .properties = {.payload_format_indicator = 1}};
  Publish last_interval{.topic = "a", .properties = {.message_expiry_interval = 2}};
  for (const auto& context : {client_5_0, server_5_0})
    expect_contested(context, {
                                  {"30 [ {'a'} [ 0102 ] ]", format, ReasonCode::malformed_packet,
                                   "U5.0-2.2.2.2-1"_v5, 7},
                                  {"30 [ {'a'} [ 0100 0101 ] ]", last_format,
                                   ReasonCode::protocol_error, "U5.0-3.3.2.3.2-1"_v5, 8},
                                  {"30 [ {'a'} [ 0200000001 0200000002 ] ]", last_interval,
                                   ReasonCode::protocol_error, "U5.0-3.3.2.3.3-1"_v5, 11},
                              });
}

TEST(Publish, SubscriptionIdentifiersRejected) {
  expect_rejected(client_5_0, {
                                  {"30 [ {'a'} [ 0B01 ] ]", protocol_error, "MQTT-3.3.4-6"_v5, 6},
                                  {"30 [ {'a'} [ 0B00 ] ]", protocol_error, "MQTT-3.3.4-6"_v5, 6},
                              });
  expect_rejected(server_5_0,
                  {
                      {"30 [ {'a'} [ 0B00 ] ]", protocol_error, "U5.0-3.3.2.3.8-2"_v5, 7},
                      {"30 [ {'a'} [ 0B80 ] 01 ]", malformed, "U5.0-2.2.2.2-1"_v5, 7},
                      {"30 [ {'a'} [ 0B8100 ] ]", malformed, "MQTT-1.5.5-1"_v5, 8},
                      {"30 [ {'a'} [ 0BFFFFFFFF ] ]", malformed, "U5.0-1.5.5-1"_v5, 10},
                  });
}

}  // namespace
}  // namespace mqttspec
