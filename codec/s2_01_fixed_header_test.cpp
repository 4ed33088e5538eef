// Tables of fixed headers: section 2.2 of 3.1.1, 2.1 of 5.0.
#include "codec/decode_table.hpp"

namespace mqttspec {
namespace {

TEST(FixedHeader, TypesAndDirections) {
  for (const auto& context : {client_3_1_1, server_3_1_1})
    expect_rejected(context, {
                                 {"00 00", malformed, "U3.1.1-2.2.1-1"_v311, 0},
                                 {"0F", malformed, "U3.1.1-2.2.1-1"_v311, 0},
                                 {"F0 00", malformed, "U3.1.1-2.2.1-1"_v311, 0},
                             });
  for (const auto& context : {client_5_0, server_5_0})
    expect_rejected(context, {{"00 00", malformed, "U5.0-2.1.2-1"_v5, 0}});
  for (const std::string_view hex : {"20 02 0000", "90 03 0001 00", "B0 02 0001", "D0 00"}) {
    expect_rejected(client_3_1_1, {{hex, protocol_error, "U3.1.1-2.2.1-1"_v311, 0}});
    expect_rejected(client_5_0, {{hex, protocol_error, "U5.0-2.1.2-1"_v5, 0}});
  }
  for (const std::string_view hex : {"10 00", "82 00", "A2 00", "C0 00"}) {
    expect_rejected(server_3_1_1, {{hex, protocol_error, "U3.1.1-2.2.1-1"_v311, 0}});
    expect_rejected(server_5_0, {{hex, protocol_error, "U5.0-2.1.2-1"_v5, 0}});
  }
  expect_rejected(server_3_1_1, {{"E0 00", protocol_error, "U3.1.1-2.2.1-1"_v311, 0}});
}

TEST(FixedHeader, FlagsIn3_1_1) {
  expect_rejected(client_3_1_1, {
                                    {"11", malformed, "MQTT-2.2.2-1"_v311, 0},
                                    {"12 00", malformed, "MQTT-2.2.2-1"_v311, 0},
                                    {"41 02 0001", malformed, "MQTT-2.2.2-1"_v311, 0},
                                    {"58 02 0001", malformed, "MQTT-2.2.2-1"_v311, 0},
                                    {"60 02 0001", malformed, "MQTT-3.6.1-1"_v311, 0},
                                    {"63 02 0001", malformed, "MQTT-3.6.1-1"_v311, 0},
                                    {"72 02 0001", malformed, "MQTT-2.2.2-1"_v311, 0},
                                    {"80 06 0001", malformed, "MQTT-3.8.1-1"_v311, 0},
                                    {"8A 06 0001", malformed, "MQTT-3.8.1-1"_v311, 0},
                                    {"A0 05 0001", malformed, "MQTT-3.10.1-1"_v311, 0},
                                    {"C4 00", malformed, "MQTT-2.2.2-1"_v311, 0},
                                    {"E1 00", malformed, "MQTT-3.14.1-1"_v311, 0},
                                });
  expect_rejected(server_3_1_1, {
                                    {"21 02 0000", malformed, "MQTT-2.2.2-1"_v311, 0},
                                    {"92 03 0001 00", malformed, "MQTT-2.2.2-1"_v311, 0},
                                    {"B2 02 0001", malformed, "MQTT-2.2.2-1"_v311, 0},
                                    {"D1 00", malformed, "MQTT-2.2.2-1"_v311, 0},
                                });
}

TEST(FixedHeader, FlagsIn5_0) {
  expect_rejected(client_5_0, {
                                  {"14", malformed, "MQTT-2.1.3-1"_v5, 0},
                                  {"42 02 0001", malformed, "MQTT-2.1.3-1"_v5, 0},
                                  {"51 02 0001", malformed, "MQTT-2.1.3-1"_v5, 0},
                                  {"60 02 0001", malformed, "MQTT-3.6.1-1"_v5, 0},
                                  {"6A 02 0001", malformed, "MQTT-3.6.1-1"_v5, 0},
                                  {"78 02 0001", malformed, "MQTT-2.1.3-1"_v5, 0},
                                  {"81 06 0001", malformed, "MQTT-3.8.1-1"_v5, 0},
                                  {"A3 05 0001", malformed, "MQTT-3.10.1-1"_v5, 0},
                                  {"C1 00", malformed, "MQTT-2.1.3-1"_v5, 0},
                                  {"E2 00", malformed, "MQTT-3.14.1-1"_v5, 0},
                                  {"F1 00", malformed, "MQTT-3.15.1-1"_v5, 0},
                              });
  expect_rejected(server_5_0, {
                                  {"28 03 000000", malformed, "MQTT-2.1.3-1"_v5, 0},
                                  {"91", malformed, "MQTT-2.1.3-1"_v5, 0},
                                  {"B4", malformed, "MQTT-2.1.3-1"_v5, 0},
                                  {"D8 00", malformed, "MQTT-2.1.3-1"_v5, 0},
                                  {"E8 00", malformed, "MQTT-3.14.1-1"_v5, 0},
                                  {"F2 00", malformed, "MQTT-3.15.1-1"_v5, 0},
                              });
}

TEST(FixedHeader, FlagsOfPublish) {
  for (const std::string_view hex : {"36", "37 05 {'a'} 0001", "3E", "3F"}) {
    expect_rejected(client_3_1_1, {{hex, malformed, "MQTT-3.3.1-4"_v311, 0}});
    expect_rejected(server_5_0, {{hex, malformed, "MQTT-3.3.1-4"_v5, 0}});
  }
  for (const std::string_view hex : {"38", "39 [ {'a'} 00 ]"}) {
    expect_rejected(server_3_1_1, {{hex, malformed, "MQTT-3.3.1-2"_v311, 0}});
    expect_rejected(client_5_0, {{hex, malformed, "MQTT-3.3.1-2"_v5, 0}});
  }
}

TEST(FixedHeader, RemainingLengthAsAVariableByteInteger) {
  const Publish packet{.topic = "a/b"};
  expect_accepted(client_3_1_1, {
                                    {"30 05 {'a/b'}", packet},
                                    {"30 8500 {'a/b'}", packet},
                                    {"30 85808000 {'a/b'}", packet},
                                    {"C0 808000", Pingreq{}},
                                });
  expect_rejected(client_3_1_1, {
                                    {"30 8580808000", malformed, "U3.1.1-2.2.3-2"_v311, 4},
                                    {"C0 80808080", malformed, "U3.1.1-2.2.3-2"_v311, 4},
                                });
  expect_rejected(client_5_0, {
                                  {"30 8600 {'a/b'} 00", malformed, "MQTT-1.5.5-1"_v5, 2},
                                  {"30 86808000 {'a/b'} 00", malformed, "MQTT-1.5.5-1"_v5, 4},
                                  {"C0 8000", malformed, "MQTT-1.5.5-1"_v5, 2},
                                  {"30 FFFFFFFF", malformed, "U5.0-1.5.5-1"_v5, 4},
                              });
}

TEST(FixedHeader, LongPackets) {
  const std::string payload(200, 'p');
  const std::string longer(20'000, 'p');
  expect_accepted(
      client_3_1_1,
      {
          {"30 [ {'a'} '" + payload + "' ]", Publish{.topic = "a", .payload = as_bytes(payload)}},
          {"30 [ {'a'} '" + longer + "' ]", Publish{.topic = "a", .payload = as_bytes(longer)}},
      });
}

TEST(FixedHeader, RemainingLengthThatIsFixed) {
  expect_rejected(client_3_1_1, {
                                    {"40 00", malformed, "U3.1.1-3.4.1-1"_v311, 1},
                                    {"40 03 0001 00", malformed, "U3.1.1-3.4.1-1"_v311, 1},
                                    {"50 01 00", malformed, "U3.1.1-3.5.1-1"_v311, 1},
                                    {"62 04 0001 0000", malformed, "U3.1.1-3.6.1-1"_v311, 1},
                                    {"70 03 0001 00", malformed, "U3.1.1-3.7.1-1"_v311, 1},
                                    {"C0 01 00", malformed, "U3.1.1-3.12.3-1"_v311, 1},
                                    {"E0 01 00", malformed, "U3.1.1-3.14.3-1"_v311, 1},
                                    {"E0 8001", malformed, "U3.1.1-3.14.3-1"_v311, 1},
                                });
  expect_rejected(server_3_1_1, {
                                    {"20 00", malformed, "U3.1.1-3.2.1-1"_v311, 1},
                                    {"20 03 000000", malformed, "U3.1.1-3.2.1-1"_v311, 1},
                                    {"B0 01 00", malformed, "U3.1.1-3.11.1-1"_v311, 1},
                                    {"B0 03 0001 00", malformed, "U3.1.1-3.11.1-1"_v311, 1},
                                    {"D0 02 0000", malformed, "U3.1.1-3.13.3-1"_v311, 1},
                                });
  expect_rejected(client_5_0, {{"C0 01 00", malformed, "U5.0-3.12.3-1"_v5, 1}});
  expect_rejected(server_5_0, {{"D0 01 00", malformed, "U5.0-3.13.3-1"_v5, 1}});
}

TEST(FixedHeader, MaximumPacketSize) {
  DecodeContext from_client = client_5_0;
  DecodeContext from_server = server_5_0;
  DecodeContext old = client_3_1_1;
  from_client.maximum_packet_size = from_server.maximum_packet_size = old.maximum_packet_size = 8;
  const Publish packet{.topic = "a/b"};
  expect_accepted(from_client, {{"30 [ {'a/b'} 00 ]", packet}});
  expect_rejected(from_client, {{"30 [ {'a/b'} 00 'x' ]", too_large, "MQTT-3.2.2-15"_v5, 1},
                                {"30 FFFFFF7F", too_large, "MQTT-3.2.2-15"_v5, 1}});
  expect_rejected(from_server, {{"30 [ {'a/b'} 00 'x' ]", too_large, "MQTT-3.1.2-24"_v5, 1}});
  // 3.1.1 knows no such limit.
  expect_accepted(
      old, {{"30 [ {'a/bc'} 'x' 'y' ]", Publish{.topic = "a/bc", .payload = as_bytes("xy")}}});
}

TEST(FixedHeader, PacketsThatAreNoMore) {
  expect_accepted(client_3_1_1, {{"C0 00", Pingreq{}}, {"E0 00", Disconnect{}}});
  expect_accepted(server_3_1_1, {{"D0 00", Pingresp{}}});
  expect_accepted(client_5_0, {{"C0 00", Pingreq{}}, {"E0 00", Disconnect{}}});
  expect_accepted(server_5_0, {{"D0 00", Pingresp{}}, {"E0 00", Disconnect{}}});
}

}  // namespace
}  // namespace mqttspec
