// Tables of PUBACK, PUBREC, PUBREL and PUBCOMP packets: sections 3.4 to 3.7 of both Standards.
#include "codec/decode_table.hpp"

namespace mqttspec {
namespace {

TEST(PublishAck, In3_1_1) {
  for (const auto& context : {client_3_1_1, server_3_1_1}) {
    expect_accepted(context, {
                                 {"40 02 0001", Puback{.packet_id = 1}},
                                 {"50 02 FFFF", Pubrec{.packet_id = 0xFFFF}},
                                 {"62 02 0100", Pubrel{.packet_id = 0x100}},
                                 {"70 02 1234", Pubcomp{.packet_id = 0x1234}},
                             });
    expect_rejected(context, {
                                 {"40 02 0000", protocol_error, "MQTT-2.3.1-6"_v311, 2},
                                 {"50 02 0000", protocol_error, "MQTT-2.3.1-6"_v311, 2},
                                 {"62 02 0000", protocol_error, "MQTT-2.3.1-6"_v311, 2},
                                 {"70 02 0000", protocol_error, "MQTT-4.3.3-2"_v311, 2},
                             });
  }
}

TEST(PublishAck, AcceptedIn5_0) {
  static constexpr UserProperty users[] = {{"k", "v"}, {"k", "v"}};
  const AckProperties full{.reason_string = "why", .user_properties = list(users)};
  for (const auto& context : {client_5_0, server_5_0})
    expect_accepted(
        context,
        {
            {"40 02 0001", Puback{.packet_id = 1}},
            {"40 03 0001 00", Puback{.packet_id = 1}},
            {"40 04 0001 00 00", Puback{.packet_id = 1}},
            {"40 03 0001 97", Puback{.packet_id = 1, .reason_code = ReasonCode::quota_exceeded}},
            {"40 [ 0001 80 [ 26{'k'}{'v'} 1F{'why'} 26{'k'}{'v'} ] ]",
             Puback{
                 .packet_id = 1, .reason_code = ReasonCode::unspecified_error, .properties = full}},
            {"50 02 0001", Pubrec{.packet_id = 1}},
            {"50 [ 0001 00 [ 26{'k'}{'v'} 26{'k'}{'v'} 1F{'why'} ] ]",
             Pubrec{.packet_id = 1, .properties = full}},
            {"62 02 0001", Pubrel{.packet_id = 1}},
            {"62 03 0001 92",
             Pubrel{.packet_id = 1, .reason_code = ReasonCode::packet_identifier_not_found}},
            {"70 02 0001", Pubcomp{.packet_id = 1}},
            {"70 [ 0001 92 [ 1F{} ] ]",
             Pubcomp{.packet_id = 1,
                     .reason_code = ReasonCode::packet_identifier_not_found,
                     .properties = {.reason_string = ""}}},
        });
  expect_accepted(server_5_0,
                  {
                      {"40 03 0001 10", Puback{.packet_id = 1, .reason_code = ReasonCode{0x10}}},
                      {"50 03 0001 10", Pubrec{.packet_id = 1, .reason_code = ReasonCode{0x10}}},
                  });
}

TEST(PublishAck, FieldsRejectedIn5_0) {
  for (const auto& context : {client_5_0, server_5_0})
    expect_rejected(context, {
                                 {"40 00", malformed, "MQTT-2.2.1-5"_v5, 2},
                                 {"40 01 00", malformed, "MQTT-2.2.1-5"_v5, 2},
                                 {"40 02 0000", protocol_error, "MQTT-2.2.1-5"_v5, 2},
                                 {"50 02 0000", protocol_error, "MQTT-2.2.1-5"_v5, 2},
                                 {"62 02 0000", protocol_error, "MQTT-2.2.1-5"_v5, 2},
                                 {"70 02 0000", protocol_error, "MQTT-2.2.1-5"_v5, 2},
                                 {"40 03 0001 01", protocol_error, "MQTT-3.4.2-1"_v5, 4},
                                 {"50 03 0001 92", protocol_error, "MQTT-3.5.2-1"_v5, 4},
                                 {"62 03 0001 80", protocol_error, "MQTT-3.6.2-1"_v5, 4},
                                 {"70 03 0001 10", protocol_error, "MQTT-3.7.2-1"_v5, 4},
                                 {"40 [ 0001 00 00 00 ]", malformed, "U5.0-3.4.3-1"_v5, 6},
                                 {"50 [ 0001 00 [ 1F{} ] 00 ]", malformed, "U5.0-3.5.3-1"_v5, 9},
                                 {"62 [ 0001 00 00 00 ]", malformed, "U5.0-3.6.3-1"_v5, 6},
                                 {"70 [ 0001 00 00 'x' ]", malformed, "U5.0-3.7.3-1"_v5, 6},
                                 {"40 [ 0001 00 01 ]", malformed, "U5.0-2.2.2.1-1"_v5, 5},
                                 {"40 [ 0001 00 8000 ]", malformed, "MQTT-1.5.5-1"_v5, 6},
                             });
  expect_rejected(client_5_0, {
                                  {"40 03 0001 10", protocol_error, "U5.0-3.4.2.1-4"_v5, 4},
                                  {"50 03 0001 10", protocol_error, "U5.0-3.5.2.1-4"_v5, 4},
                              });
}

TEST(PublishAck, PropertiesRejected) {
  for (const auto& context : {client_5_0, server_5_0})
    expect_rejected(context,
                    {
                        {"40 [ 0001 00 [ 1F{} 1F{} ] ]", protocol_error, "U5.0-3.4.2.2.2-1"_v5, 9},
                        {"50 [ 0001 00 [ 1F{} 1F{} ] ]", protocol_error, "U5.0-3.5.2.2.2-2"_v5, 9},
                        {"62 [ 0001 00 [ 1F{} 1F{} ] ]", protocol_error, "U5.0-3.6.2.2.2-2"_v5, 9},
                        {"70 [ 0001 00 [ 1F{} 1F{} ] ]", protocol_error, "U5.0-3.7.2.2.2-2"_v5, 9},
                        {"40 [ 0001 00 [ 1F{'a' 00} ] ]", malformed, "MQTT-1.5.4-2"_v5, 10},
                        {"50 [ 0001 00 [ 1F{C1BF} ] ]", malformed, "MQTT-1.5.4-1"_v5, 9},
                        {"62 [ 0001 00 [ 1F 0001 ] ]", malformed, "U5.0-2.2.2.2-1"_v5, 7},
                        {"70 [ 0001 00 [ 11 00000000 ] ]", malformed, "U5.0-2.2.2.2-1"_v5, 6},
                    });
}

}  // namespace
}  // namespace mqttspec
