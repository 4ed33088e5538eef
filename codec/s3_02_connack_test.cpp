// Tables of CONNACK packets: section 3.2 of both Standards.
#include "codec/decode_table.hpp"

namespace mqttspec {
namespace {

TEST(Connack, In3_1_1) {
  expect_accepted(server_3_1_1,
                  {
                      {"20 02 0000", Connack{}},
                      {"20 02 0100", Connack{.session_present = true}},
                      {"20 02 0001", Connack{.reason_code = ReasonCode{1}}},
                      {"20 02 0005", Connack{.reason_code = return_code::not_authorized}},
                  });
  expect_rejected(server_3_1_1, {
                                    {"20 02 0200", malformed, "U3.1.1-3.2.2.1-1"_v311, 2},
                                    {"20 02 8000", malformed, "U3.1.1-3.2.2.1-1"_v311, 2},
                                    {"20 02 0006", protocol_error, "MQTT-3.2.2-6"_v311, 3},
                                    {"20 02 0080", protocol_error, "MQTT-3.2.2-6"_v311, 3},
                                    {"20 02 0102", protocol_error, "MQTT-3.2.2-4"_v311, 3},
                                    {"20 02 0106", protocol_error, "MQTT-3.2.2-6"_v311, 3},
                                });
}

TEST(Connack, AcceptedIn5_0) {
  static constexpr UserProperty users[] = {{"k", "v"}};
  const Connack full{.session_present = true,
                     .properties = {.session_expiry_interval = 10,
                                    .receive_maximum = 0xFFFF,
                                    .maximum_qos = 1,
                                    .retain_available = 0,
                                    .maximum_packet_size = 1,
                                    .assigned_client_identifier = "c",
                                    .topic_alias_maximum = 9,
                                    .reason_string = "r",
                                    .wildcard_subscription_available = 0,
                                    .subscription_identifier_available = 1,
                                    .shared_subscription_available = 0,
                                    .server_keep_alive = 30,
                                    .response_information = "i",
                                    .server_reference = "s",
                                    .authentication_method = "m",
                                    .authentication_data = as_bytes("d"),
                                    .user_properties = list(users)}};
  const Connack busy{.reason_code = ReasonCode::server_busy, .properties = {.reason_string = ""}};
  const Connack data{.properties = {.authentication_data = as_bytes("d")}};
  expect_accepted(server_5_0,
                  {
                      {"20 [ 00 00 [] ]", Connack{}},
                      {"20 [ 01 00 [] ]", Connack{.session_present = true}},
                      {"20 [ 00 89 [ 1F{} ] ]", busy},
                      {"20 [ 01 00 [ 110000000A 21FFFF 2401 2500 2700000001 12{'c'} 220009 "
                       "1F{'r'} 26{'k'}{'v'} 2800 2901 2A00 13001E 1A{'i'} 1C{'s'} 15{'m'} "
                       "16{'d'} ] ]",
                       full},
                  });
  expect_contested(server_5_0, {{"20 [ 00 00 [ 16{'d'} ] ]", data, ReasonCode::protocol_error,
                                 "U5.0-3.1.2.11.10-1"_v5, 9}});
}

TEST(Connack, FieldsRejectedIn5_0) {
  expect_rejected(server_5_0, {
                                  {"20 00", malformed, "U5.0-2.1.4-1"_v5, 2},
                                  {"20 [ 00 ]", malformed, "MQTT-3.2.2-8"_v5, 3},
                                  {"20 [ 02 00 00 ]", malformed, "MQTT-3.2.2-1"_v5, 2},
                                  {"20 [ 81 00 00 ]", malformed, "MQTT-3.2.2-1"_v5, 2},
                                  {"20 [ 00 01 00 ]", protocol_error, "MQTT-3.2.2-8"_v5, 3},
                                  {"20 [ 00 8E 00 ]", protocol_error, "MQTT-3.2.2-8"_v5, 3},
                                  {"20 [ 01 87 00 ]", protocol_error, "MQTT-3.2.2-6"_v5, 3},
                                  {"20 [ 00 00 ]", malformed, "MQTT-2.2.2-1"_v5, 4},
                                  {"20 [ 00 00 01 ]", malformed, "U5.0-2.2.2.1-1"_v5, 4},
                                  {"20 [ 00 00 00 00 ]", malformed, "U5.0-3.2.3-1"_v5, 5},
                                  {"20 [ 00 00 8000 ]", malformed, "MQTT-1.5.5-1"_v5, 5},
                                  {"20 [ 00 00 80808080 00 ]", malformed, "U5.0-1.5.5-1"_v5, 7},
                              });
}

TEST(Connack, PropertiesRejected) {
  expect_rejected(
      server_5_0,
      {
          {"20 [ 00 00 [ 1100000000 1100000000 ] ]", protocol_error, "U5.0-3.2.2.3.2-1"_v5, 10},
          {"20 [ 00 00 [ 210000 ] ]", protocol_error, "U5.0-3.2.2.3.3-1"_v5, 6},
          {"20 [ 00 00 [ 2402 ] ]", protocol_error, "U5.0-3.2.2.3.4-1"_v5, 6},
          {"20 [ 00 00 [ 2401 2400 ] ]", protocol_error, "U5.0-3.2.2.3.4-1"_v5, 7},
          {"20 [ 00 00 [ 2502 ] ]", protocol_error, "U5.0-3.2.2.3.5-4"_v5, 6},
          {"20 [ 00 00 [ 2700000000 ] ]", protocol_error, "U5.0-3.2.2.3.6-2"_v5, 6},
          {"20 [ 00 00 [ 12{'c'} 12{'c'} ] ]", protocol_error, "U5.0-3.2.2.3.7-1"_v5, 9},
          {"20 [ 00 00 [ 220001 220001 ] ]", protocol_error, "U5.0-3.2.2.3.8-1"_v5, 8},
          {"20 [ 00 00 [ 1F{} 1F{} ] ]", protocol_error, "U5.0-3.2.2.3.9-2"_v5, 8},
          {"20 [ 00 00 [ 2803 ] ]", protocol_error, "U5.0-3.2.2.3.11-4"_v5, 6},
          {"20 [ 00 00 [ 29FF ] ]", protocol_error, "U5.0-3.2.2.3.12-4"_v5, 6},
          {"20 [ 00 00 [ 2A02 ] ]", protocol_error, "U5.0-3.2.2.3.13-4"_v5, 6},
          {"20 [ 00 00 [ 130000 130000 ] ]", protocol_error, "U5.0-3.2.2.3.14-1"_v5, 8},
          {"20 [ 00 00 [ 1A{} 1A{} ] ]", protocol_error, "U5.0-3.2.2.3.15-1"_v5, 8},
          {"20 [ 00 00 [ 1C{} 1C{} ] ]", protocol_error, "U5.0-3.2.2.3.16-1"_v5, 8},
          {"20 [ 00 00 [ 15{} 15{} ] ]", protocol_error, "U5.0-3.2.2.3.17-1"_v5, 8},
          {"20 [ 00 00 [ 16{} 16{} ] ]", protocol_error, "U5.0-3.2.2.3.18-1"_v5, 8},
          {"20 [ 00 00 [ 12{C3} ] ]", malformed, "MQTT-1.5.4-1"_v5, 8},
          {"20 [ 00 00 [ 1F{'a' 00} ] ]", malformed, "MQTT-1.5.4-2"_v5, 9},
      });
}

}  // namespace
}  // namespace mqttspec
