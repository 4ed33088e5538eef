// Tables of SUBACK and UNSUBACK packets: sections 3.9 and 3.11 of both Standards.
#include "codec/decode_table.hpp"

namespace mqttspec {
namespace {

const Bytes all_codes_3_1_1 = as_bytes(std::string_view("\x00\x01\x02\x80", 4));

TEST(Suback, In3_1_1) {
  expect_accepted(
      server_3_1_1,
      {
          {"90 [ 0001 00 ]", Suback{.packet_id = 1, .reason_codes = all_codes_3_1_1.first(1)}},
          {"90 [ 0001 00010280 ]", Suback{.packet_id = 1, .reason_codes = all_codes_3_1_1}},
      });
  expect_rejected(server_3_1_1, {
                                    {"90 00", malformed, "MQTT-2.3.1-7"_v311, 2},
                                    {"90 [ 00 ]", malformed, "MQTT-2.3.1-7"_v311, 2},
                                    {"90 [ 0000 00 ]", protocol_error, "MQTT-2.3.1-7"_v311, 2},
                                    {"90 [ 0001 ]", protocol_error, "U3.1.1-2.4-1"_v311, 4},
                                    {"90 [ 0001 03 ]", protocol_error, "MQTT-3.9.3-2"_v311, 4},
                                    {"90 [ 0001 00 81 ]", protocol_error, "MQTT-3.9.3-2"_v311, 5},
                                });
}

TEST(Suback, In5_0) {
  static constexpr UserProperty users[] = {{"k", "v"}};
  expect_accepted(
      server_5_0,
      {
          {"90 [ 0001 [] 00010280 ]", Suback{.packet_id = 1, .reason_codes = all_codes_3_1_1}},
          {"90 [ FFFF [ 1F{'r'} 26{'k'}{'v'} ] A2 ]",
           Suback{.packet_id = 0xFFFF,
                  .properties = {.reason_string = "r", .user_properties = list(users)},
                  .reason_codes = as_bytes("\xA2")}},
      });
  expect_rejected(server_5_0,
                  {
                      {"90 [ 0000 00 00 ]", protocol_error, "MQTT-2.2.1-6"_v5, 2},
                      {"90 [ 0001 ]", malformed, "MQTT-2.2.2-1"_v5, 4},
                      {"90 [ 0001 00 ]", protocol_error, "U5.0-2.3-1"_v5, 5},
                      {"90 [ 0001 00 03 ]", protocol_error, "MQTT-3.9.3-2"_v5, 5},
                      {"90 [ 0001 00 00 11 ]", protocol_error, "MQTT-3.9.3-2"_v5, 6},
                      {"90 [ 0001 [ 1F{} 1F{} ] 00 ]", protocol_error, "U5.0-3.9.2.1.2-2"_v5, 8},
                      {"90 [ 0001 [ 0B01 ] 00 ]", malformed, "U5.0-2.2.2.2-1"_v5, 5},
                      {"90 [ 0001 03 1F{} ]", protocol_error, "U5.0-2.3-1"_v5, 8},
                      {"90 [ 0001 04 1F{} ]", malformed, "U5.0-2.2.2.1-1"_v5, 4},
                  });
}

TEST(Unsuback, In3_1_1) {
  expect_accepted(server_3_1_1, {{"B0 02 0001", Unsuback{.packet_id = 1}}});
  expect_rejected(server_3_1_1, {{"B0 02 0000", protocol_error, "MQTT-2.3.1-7"_v311, 2}});
}

TEST(Unsuback, In5_0) {
  const Bytes codes = as_bytes(std::string_view("\x00\x11\x87", 3));
  expect_accepted(server_5_0,
                  {
                      {"B0 [ 0001 [] 001187 ]", Unsuback{.packet_id = 1, .reason_codes = codes}},
                      {"B0 [ 0001 [ 1F{'r'} ] 00 ]", Unsuback{.packet_id = 1,
                                                              .properties = {.reason_string = "r"},
                                                              .reason_codes = codes.first(1)}},
                  });
  expect_rejected(server_5_0,
                  {
                      {"B0 00", malformed, "MQTT-2.2.1-6"_v5, 2},
                      {"B0 [ 0000 00 00 ]", protocol_error, "MQTT-2.2.1-6"_v5, 2},
                      {"B0 [ 0001 ]", malformed, "MQTT-2.2.2-1"_v5, 4},
                      {"B0 [ 0001 00 ]", protocol_error, "U5.0-2.3-1"_v5, 5},
                      {"B0 [ 0001 00 01 ]", protocol_error, "MQTT-3.11.3-2"_v5, 5},
                      {"B0 [ 0001 00 00 A2 ]", protocol_error, "MQTT-3.11.3-2"_v5, 6},
                      {"B0 [ 0001 [ 1F{} 1F{} ] 00 ]", protocol_error, "U5.0-3.11.2.1.2-2"_v5, 8},
                  });
}

}  // namespace
}  // namespace mqttspec
