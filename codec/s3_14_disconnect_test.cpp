// Tables of DISCONNECT and AUTH packets: sections 3.14 and 3.15.
#include "codec/decode_table.hpp"

namespace mqttspec {
namespace {

TEST(Disconnect, Accepted) {
  static constexpr UserProperty users[] = {{"k", "v"}};
  for (const auto& context : {client_5_0, server_5_0})
    expect_accepted(
        context,
        {
            {"E0 00", Disconnect{}},
            {"E0 01 00", Disconnect{}},
            {"E0 02 00 00", Disconnect{}},
            {"E0 01 81", Disconnect{.reason_code = ReasonCode::malformed_packet}},
            {"E0 [ 80 [ 26{'k'}{'v'} 1F{'r'} ] ]",
             Disconnect{.reason_code = ReasonCode::unspecified_error,
                        .properties = {.reason_string = "r", .user_properties = list(users)}}},
        });
  expect_accepted(
      client_5_0,
      {
          {"E0 01 04", Disconnect{.reason_code = ReasonCode::disconnect_with_will_message}},
          {"E0 [ 00 [ 1100000000 ] ]", Disconnect{.properties = {.session_expiry_interval = 0}}},
      });
  expect_accepted(
      server_5_0,
      {
          {"E0 [ 9C [ 1C{'other'} ] ]", Disconnect{.reason_code = ReasonCode::use_another_server,
                                                   .properties = {.server_reference = "other"}}},
          {"E0 01 8E", Disconnect{.reason_code = ReasonCode::session_taken_over}},
      });
}

TEST(Disconnect, Rejected) {
  for (const auto& context : {client_5_0, server_5_0})
    expect_rejected(context,
                    {
                        {"E0 01 01", protocol_error, "MQTT-3.14.2-1"_v5, 2},
                        {"E0 [ 00 00 00 ]", malformed, "U5.0-3.14.3-1"_v5, 4},
                        {"E0 [ 00 01 ]", malformed, "U5.0-2.2.2.1-1"_v5, 3},
                        {"E0 [ 00 8000 ]", malformed, "MQTT-1.5.5-1"_v5, 4},
                        {"E0 [ 00 [ 1F{} 1F{} ] ]", protocol_error, "U5.0-3.14.2.2.3-2"_v5, 7},
                        {"E0 [ 00 [ 1F{00} ] ]", malformed, "MQTT-1.5.4-2"_v5, 7},
                        {"E0 [ 00 [ 210001 ] ]", malformed, "U5.0-2.2.2.2-1"_v5, 4},
                    });
  expect_rejected(client_5_0, {
                                  {"E0 01 8E", protocol_error, "U5.0-3.14.2.1-4"_v5, 2},
                                  {"E0 01 9C", protocol_error, "U5.0-3.14.2.1-4"_v5, 2},
                                  {"E0 [ 00 [ 1100000000 1100000000 ] ]", protocol_error,
                                   "U5.0-3.14.2.2.2-1"_v5, 9},
                                  {"E0 [ 00 [ 11000000 ] ]", malformed, "U5.0-2.2.2.2-1"_v5, 5},
                              });
  expect_rejected(server_5_0,
                  {
                      {"E0 01 04", protocol_error, "U5.0-3.14.2.1-4"_v5, 2},
                      {"E0 [ 00 [ 1100000000 ] ]", protocol_error, "MQTT-3.14.2-2"_v5, 4},
                      {"E0 [ 9D [ 1C{} 1C{} ] ]", protocol_error, "U5.0-3.14.2.2.5-1"_v5, 7},
                  });
}

TEST(Disconnect, Contested) {
  constexpr auto protocol = ReasonCode::protocol_error;
  for (const auto& context : {client_5_0, server_5_0})
    // Table 2-6 has this code for DISCONNECT, table 3-10 has not.
    expect_contested(context,
                     {{"E0 01 8C", Disconnect{.reason_code = ReasonCode::bad_authentication_method},
                       protocol, "MQTT-3.14.2-1"_v5, 2}});
  expect_contested(client_5_0,
                   {{"E0 [ 00 [ 1C{'s'} ] ]", Disconnect{.properties = {.server_reference = "s"}},
                     protocol, "U5.0-3.14.2.2.5-2"_v5, 4}});
  // What is contested excuses nothing else; what comes first is the note.
  expect_contested(client_5_0, {{"E0 [ 8C [ 1C{'s'} ] ]",
                                 Disconnect{.reason_code = ReasonCode::bad_authentication_method,
                                            .properties = {.server_reference = "s"}},
                                 protocol, "MQTT-3.14.2-1"_v5, 2}});
  const auto worse = packet_bytes("E0 [ 8C [ 1F{00} ] ]");
  const auto decoded = decode_packet(Bytes(worse), {.sender = Sender::client});
  ASSERT_FALSE(decoded);
  EXPECT_TRUE(decoded.error() ==
              DecodeFailure(Violation{"MQTT-1.5.4-2"_v5, 7, ViolationKind::malformed,
                                      ReasonCode::malformed_packet}));
}

TEST(Auth, ContestedShortForm) {
  // 3.15.2.1 allows this, 3.15.2.2.2 does not.
  expect_contested(server_5_0,
                   {{"F0 00", Auth{}, ReasonCode::protocol_error, "U5.0-3.15.2.2.2-1"_v5, 2}});
}

TEST(Auth, Accepted) {
  static constexpr UserProperty users[] = {{"k", "v"}};
  const Auth step{.reason_code = ReasonCode::continue_authentication,
                  .properties = {.authentication_method = "m",
                                 .authentication_data = as_bytes("d"),
                                 .reason_string = "r",
                                 .user_properties = list(users)}};
  for (const auto& context : {client_5_0, server_5_0})
    expect_accepted(context, {
                                 {"F0 [ 18 [ 15{'m'} 16{'d'} 1F{'r'} 26{'k'}{'v'} ] ]", step},
                                 {"F0 [ 18 [ 26{'k'}{'v'} 1F{'r'} 16{'d'} 15{'m'} ] ]", step},
                             });
  expect_accepted(client_5_0,
                  {{"F0 [ 19 [ 15{} ] ]", Auth{.reason_code = ReasonCode::re_authenticate,
                                               .properties = {.authentication_method = ""}}}});
  expect_accepted(server_5_0,
                  {{"F0 [ 00 [ 15{'m'} ] ]", Auth{.properties = {.authentication_method = "m"}}}});
}

TEST(Auth, Rejected) {
  for (const auto& context : {client_5_0, server_5_0})
    expect_rejected(
        context, {
                     {"F0 01 18", malformed, "MQTT-2.2.2-1"_v5, 3},
                     {"F0 [ 18 00 ]", protocol_error, "U5.0-3.15.2.2.2-1"_v5, 4},
                     {"F0 [ 18 [ 16{'d'} ] ]", protocol_error, "U5.0-3.15.2.2.2-1"_v5, 8},
                     {"F0 [ 18 [ 15{} 15{} ] ]", protocol_error, "U5.0-3.15.2.2.2-1"_v5, 7},
                     {"F0 [ 18 [ 15{} 16{} 16{} ] ]", protocol_error, "U5.0-3.15.2.2.3-1"_v5, 10},
                     {"F0 [ 18 [ 15{} 1F{} 1F{} ] ]", protocol_error, "U5.0-3.15.2.2.4-2"_v5, 10},
                     {"F0 [ 18 [ 15{} ] 00 ]", malformed, "U5.0-3.15.3-1"_v5, 7},
                     {"F0 [ 01 [ 15{} ] ]", protocol_error, "MQTT-3.15.2-1"_v5, 2},
                     {"F0 [ 80 [ 15{} ] ]", protocol_error, "MQTT-3.15.2-1"_v5, 2},
                     {"F0 [ 18 [ 11 00000000 ] ]", malformed, "U5.0-2.2.2.2-1"_v5, 4},
                 });
  expect_rejected(client_5_0,
                  {
                      {"F0 [ 00 [ 15{'m'} ] ]", protocol_error, "U5.0-3.15.2.1-3"_v5, 2},
                      // Only a Server can leave out what stands for Success.
                      {"F0 00", protocol_error, "U5.0-3.15.2.2.2-1"_v5, 2},
                  });
  expect_rejected(server_5_0, {{"F0 [ 19 [ 15{'m'} ] ]", protocol_error, "U5.0-3.15.2.1-3"_v5, 2}});
}

}  // namespace
}  // namespace mqttspec
