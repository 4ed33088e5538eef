// Tables of SUBSCRIBE and UNSUBSCRIBE packets: sections 3.8 and 3.10 of both Standards.
#include "codec/decode_table.hpp"

namespace mqttspec {
namespace {

TEST(Subscribe, AcceptedIn3_1_1) {
  static constexpr Subscription one[] = {
      {.topic_filter = "a/b", .maximum_qos = Qos::at_least_once}};
  static constexpr Subscription many[] = {{.topic_filter = "#"},
                                          {.topic_filter = "+/+/#", .maximum_qos = Qos{1}},
                                          {.topic_filter = "$share/+", .maximum_qos = Qos{2}}};
  static constexpr Subscription shared[] = {{.topic_filter = "$share/+/x"}};
  expect_accepted(client_3_1_1, {
                                    {"82 [ 000A {'a/b'} 01 ]",
                                     Subscribe{.packet_id = 10, .subscriptions = list(one)}},
                                    {"82 [ FFFF {'#'} 00 {'+/+/#'} 01 {'$share/+'} 02 ]",
                                     Subscribe{.packet_id = 0xFFFF, .subscriptions = list(many)}},
                                    {"82 [ 0001 {'$share/+/x'} 00 ]",
                                     Subscribe{.packet_id = 1, .subscriptions = list(shared)}},
                                });
}

TEST(Subscribe, AcceptedIn5_0) {
  static constexpr Subscription plain[] = {{.topic_filter = "a"}};
  static constexpr Subscription all[] = {
      {.topic_filter = "$share", .no_local = true},
      {.topic_filter = "$share/g/#",
       .maximum_qos = Qos::exactly_once,
       .retain_as_published = true,
       .retain_handling = RetainHandling::do_not_send},
      {.topic_filter = "$share/g//", .retain_handling = RetainHandling::send_if_new},
      {.topic_filter = "$shared/+", .maximum_qos = Qos::at_least_once, .no_local = true},
      {.topic_filter = "/"},
  };
  static constexpr UserProperty users[] = {{"k", "v"}};
  expect_accepted(
      client_5_0,
      {
          {"82 [ 0001 [] {'a'} 00 ]", Subscribe{.packet_id = 1, .subscriptions = list(plain)}},
          {"82 [ 0001 [ 26{'k'}{'v'} 0BFFFFFF7F ] {'a'} 00 ]",
           Subscribe{.packet_id = 1,
                     .properties = {.subscription_identifier = 268'435'455,
                                    .user_properties = list(users)},
                     .subscriptions = list(plain)}},
          {"82 [ 0001 [ 0B8001 ] {'a'} 00 ]",
           Subscribe{.packet_id = 1,
                     .properties = {.subscription_identifier = 128},
                     .subscriptions = list(plain)}},
          {"82 [ 0001 [] {'$share'} 04 {'$share/g/#'} 2A {'$share/g//'} 10 {'$shared/+'} 05 "
           "{'/'} 00 ]",
           Subscribe{.packet_id = 1, .subscriptions = list(all)}},
      });
}

TEST(Subscribe, RejectedIn3_1_1) {
  expect_rejected(client_3_1_1,
                  {
                      {"82 00", malformed, "MQTT-2.3.1-1"_v311, 2},
                      {"82 [ 00 ]", malformed, "MQTT-2.3.1-1"_v311, 2},
                      {"82 [ 0000 {'a'} 00 ]", protocol_error, "MQTT-2.3.1-1"_v311, 2},
                      {"82 [ 0001 ]", protocol_error, "MQTT-3.8.3-3"_v311, 4},
                      {"82 [ 0001 00 ]", malformed, "MQTT-3.8.3-1"_v311, 4},
                      {"82 [ 0001 0002 'a' ]", malformed, "MQTT-3.8.3-1"_v311, 4},
                      {"82 [ 0001 {'a'} ]", malformed, "U3.1.1-3.8.3-2"_v311, 7},
                      {"82 [ 0001 {'a'} 00 {'b'} ]", malformed, "U3.1.1-3.8.3-2"_v311, 11},
                      {"82 [ 0001 {'a'} 03 ]", malformed, "MQTT-3.8.3-4"_v311, 7},
                      {"82 [ 0001 {'a'} 04 ]", malformed, "MQTT-3.8.3-4"_v311, 7},
                      {"82 [ 0001 {'a'} 01 {'b'} 80 ]", malformed, "MQTT-3.8.3-4"_v311, 11},
                      {"82 [ 0001 {} 00 ]", protocol_error, "MQTT-4.7.3-1"_v311, 4},
                      {"82 [ 0001 {'a#'} 00 ]", malformed, "MQTT-4.7.1-2"_v311, 7},
                      {"82 [ 0001 {'#/a'} 00 ]", malformed, "MQTT-4.7.1-2"_v311, 6},
                      {"82 [ 0001 {'a/#/'} 00 ]", malformed, "MQTT-4.7.1-2"_v311, 8},
                      {"82 [ 0001 {'a+'} 00 ]", malformed, "MQTT-4.7.1-3"_v311, 7},
                      {"82 [ 0001 {'+a/#'} 00 ]", malformed, "MQTT-4.7.1-3"_v311, 6},
                      {"82 [ 0001 {'++'} 00 ]", malformed, "MQTT-4.7.1-3"_v311, 6},
                      {"82 [ 0001 {'a' 00} 00 ]", malformed, "MQTT-4.7.3-2"_v311, 7},
                      {"82 [ 0001 {'a' EDBFBF} 00 ]", malformed, "MQTT-1.5.3-1"_v311, 7},
                  });
}

TEST(Subscribe, FieldsRejectedIn5_0) {
  expect_rejected(client_5_0,
                  {
                      {"82 [ 0000 00 {'a'} 00 ]", protocol_error, "MQTT-2.2.1-3"_v5, 2},
                      {"82 [ 0001 ]", malformed, "MQTT-2.2.2-1"_v5, 4},
                      {"82 [ 0001 00 ]", protocol_error, "MQTT-3.8.3-2"_v5, 5},
                      {"82 [ 0001 00 00 ]", malformed, "MQTT-3.8.3-1"_v5, 5},
                      {"82 [ 0001 00 {'a'} ]", malformed, "MQTT-3.8.3-2"_v5, 8},
                      {"82 [ 0001 00 {'a'} 40 ]", malformed, "MQTT-3.8.3-5"_v5, 8},
                      {"82 [ 0001 00 {'a'} 83 ]", malformed, "MQTT-3.8.3-5"_v5, 8},
                      {"82 [ 0001 00 {'a'} 03 ]", protocol_error, "U5.0-3.8.3.1-1"_v5, 8},
                      {"82 [ 0001 00 {'a'} 30 ]", protocol_error, "U5.0-3.8.3.1-10"_v5, 8},
                      {"82 [ 0001 00 {'$share/g/a'} 04 ]", protocol_error, "MQTT-3.8.3-4"_v5, 17},
                      {"82 [ 0001 00 {} 00 ]", protocol_error, "MQTT-4.7.3-1"_v5, 5},
                      {"82 [ 0001 00 {'a/b#'} 00 ]", malformed, "MQTT-4.7.1-1"_v5, 10},
                      {"82 [ 0001 00 {'a/+b'} 00 ]", malformed, "MQTT-4.7.1-2"_v5, 9},
                      {"82 [ 0001 00 {'a' 00} 00 ]", malformed, "MQTT-4.7.3-2"_v5, 8},
                      {"82 [ 0001 00 {'a' 80} 00 ]", malformed, "MQTT-1.5.4-1"_v5, 8},
                  });
}

TEST(Subscribe, SharedFiltersRejected) {
  // The filter stands at bytes 7 and up.
  expect_rejected(client_5_0,
                  {
                      {"82 [ 0001 00 {'$share/'} 00 ]", malformed, "MQTT-4.8.2-1"_v5, 14},
                      {"82 [ 0001 00 {'$share//a'} 00 ]", malformed, "MQTT-4.8.2-1"_v5, 14},
                      {"82 [ 0001 00 {'$share/g'} 00 ]", malformed, "MQTT-4.8.2-2"_v5, 15},
                      {"82 [ 0001 00 {'$share/g/'} 00 ]", malformed, "MQTT-4.8.2-2"_v5, 16},
                      {"82 [ 0001 00 {'$share/#'} 00 ]", malformed, "MQTT-4.8.2-2"_v5, 14},
                      {"82 [ 0001 00 {'$share/+/a'} 00 ]", malformed, "MQTT-4.8.2-2"_v5, 14},
                      {"82 [ 0001 00 {'$share/g+/a'} 00 ]", malformed, "MQTT-4.8.2-2"_v5, 15},
                      {"82 [ 0001 00 {'$share/g' 00 '/a'} 00 ]", malformed, "MQTT-4.7.3-2"_v5, 15},
                      {"82 [ 0001 00 {'$share/g' FF} 00 ]", malformed, "MQTT-1.5.4-1"_v5, 15},
                      {"82 [ 0001 00 {'$share/g/a#'} 00 ]", malformed, "MQTT-4.7.1-1"_v5, 17},
                      {"82 [ 0001 00 {'$share/g/+a'} 00 ]", malformed, "MQTT-4.7.1-2"_v5, 16},
                      {"A2 [ 0001 00 {'$share/g'} ]", malformed, "MQTT-4.8.2-2"_v5, 15},
                      {"A2 [ 0001 00 {'$share//x'} ]", malformed, "MQTT-4.8.2-1"_v5, 14},
                  });
}

TEST(Subscribe, PropertiesRejected) {
  expect_rejected(
      client_5_0,
      {
          {"82 [ 0001 [ 0B00 ] {'a'} 00 ]", protocol_error, "U5.0-3.8.2.1.2-2"_v5, 6},
          {"82 [ 0001 [ 0B01 0B02 ] {'a'} 00 ]", protocol_error, "U5.0-3.8.2.1.2-3"_v5, 7},
          {"82 [ 0001 [ 0B8000 ] {'a'} 00 ]", malformed, "MQTT-1.5.5-1"_v5, 7},
          {"82 [ 0001 [ 1F{} ] {'a'} 00 ]", malformed, "U5.0-2.2.2.2-1"_v5, 5},
          {"82 [ 0001 7F {'a'} 00 ]", malformed, "U5.0-2.2.2.1-1"_v5, 4},
          {"A2 [ 0001 [ 0B01 ] {'a'} ]", malformed, "U5.0-2.2.2.2-1"_v5, 5},
      });
}

TEST(Unsubscribe, Accepted) {
  static constexpr TopicFilter filters[] = {{"a/b"}, {"#"}, {"+"}};
  static constexpr TopicFilter shared[] = {{"$share/g/a"}};
  static constexpr UserProperty users[] = {{"k", "v"}};
  expect_accepted(client_3_1_1, {
                                    {"A2 [ 0001 {'a/b'} {'#'} {'+'} ]",
                                     Unsubscribe{.packet_id = 1, .topic_filters = list(filters)}},
                                });
  expect_accepted(client_5_0, {
                                  {"A2 [ 0001 [] {'a/b'} {'#'} {'+'} ]",
                                   Unsubscribe{.packet_id = 1, .topic_filters = list(filters)}},
                                  {"A2 [ 0001 [ 26{'k'}{'v'} ] {'$share/g/a'} ]",
                                   Unsubscribe{.packet_id = 1,
                                               .properties = {.user_properties = list(users)},
                                               .topic_filters = list(shared)}},
                              });
}

TEST(Unsubscribe, Rejected) {
  expect_rejected(client_3_1_1,
                  {
                      {"A2 [ 0000 {'a'} ]", protocol_error, "MQTT-2.3.1-1"_v311, 2},
                      {"A2 [ 0001 ]", protocol_error, "MQTT-3.10.3-2"_v311, 4},
                      {"A2 [ 0001 00 ]", malformed, "MQTT-3.10.3-1"_v311, 4},
                      {"A2 [ 0001 {'a'} 0002 'b' ]", malformed, "MQTT-3.10.3-1"_v311, 7},
                      {"A2 [ 0001 {} ]", protocol_error, "MQTT-4.7.3-1"_v311, 4},
                      {"A2 [ 0001 {'#a'} ]", malformed, "MQTT-4.7.1-2"_v311, 6},
                      {"A2 [ 0001 {'a'} {'b+'} ]", malformed, "MQTT-4.7.1-3"_v311, 10},
                      {"A2 [ 0001 {FE} ]", malformed, "MQTT-1.5.3-1"_v311, 6},
                  });
  expect_rejected(client_5_0, {
                                  {"A2 [ 0000 00 {'a'} ]", protocol_error, "MQTT-2.2.1-3"_v5, 2},
                                  {"A2 [ 0001 ]", malformed, "MQTT-2.2.2-1"_v5, 4},
                                  {"A2 [ 0001 00 ]", protocol_error, "MQTT-3.10.3-2"_v5, 5},
                                  {"A2 [ 0001 00 0001 ]", malformed, "MQTT-3.10.3-1"_v5, 5},
                                  {"A2 [ 0001 00 {'a/#b'} ]", malformed, "MQTT-4.7.1-1"_v5, 9},
                                  {"A2 [ 0001 00 {'a' 00} ]", malformed, "MQTT-4.7.3-2"_v5, 8},
                              });
}

}  // namespace
}  // namespace mqttspec
