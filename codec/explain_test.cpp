// Packets of every type field by field, and what is shown of broken ones.
#include "codec/explain.hpp"

#include <gtest/gtest.h>

#include "codec/printable.hpp"

namespace mqttspec {
namespace {

constexpr Version v3 = Version::v3_1_1;
constexpr Version v5 = Version::v5_0;

// "offset+size name: value [section]" for each field, properties after a dash.
std::string shown(std::string_view packet, Version version) {
  const auto bytes = parse_hex(packet);
  if (!bytes) return "bad hexadecimal digits";
  std::string text;
  for (const auto& field : explain(*bytes, {.version = version})) {
    text += field.depth == 1 ? "- " : "";
    text += std::to_string(field.offset) + "+" + std::to_string(field.size) + " " + field.name +
            ": " + field.value + " [" + field.section + "]\n";
  }
  return text;
}

struct Row {
  Version version;
  std::string_view packet;
  std::string_view expected;
};

void expect_shown(std::span<const Row> table) {
  for (const auto& [version, packet, expected] : table)
    EXPECT_EQ(shown(packet, version), expected) << packet;
}

TEST(Explain, Connect) {
  constexpr Row table[] = {
      {v3, "10 16 0004 4d515454 04 ce 003c 0001 61 0001 74 0000 0001 75 0002 7077",
       R"(0+1 Control Packet type: CONNECT [2.2.1]
1+1 Remaining Length: 22 [2.2.3]
2+6 Protocol Name: "MQTT" [3.1.2.1]
8+1 Protocol Level: 4 [3.1.2.2]
9+1 Connect Flags: User Name, Password, Will QoS 1, Will, Clean Session [3.1.2.3]
10+2 Keep Alive: 60 [3.1.2.10]
12+3 Client Identifier: "a" [3.1.3.1]
15+3 Will Topic: "t" [3.1.3.2]
18+2 Will Message: 0 B [3.1.3.3]
20+3 User Name: "u" [3.1.3.4]
23+1 (not read): 1 B: 00 [])"
       "\n"},
      {v5, "10 1f 0004 4d515454 05 26 0000 05 11 00000001 0000 05 18 00000002 0001 74 0001 78",
       R"(0+1 Control Packet type: CONNECT [2.1.2]
1+1 Remaining Length: 31 [2.1.4]
2+6 Protocol Name: "MQTT" [3.1.2.1]
8+1 Protocol Version: 5 [3.1.2.2]
9+1 Connect Flags: Will Retain, Will, Clean Start [3.1.2.3]
10+2 Keep Alive: 0 [3.1.2.10]
12+1 Property Length: 5 [3.1.2.11.1]
- 13+5 Session Expiry Interval: 1 [3.1.2.11.2]
18+2 Client Identifier: "" [3.1.3.1]
20+1 Property Length: 5 [3.1.3.2.1]
- 21+5 Will Delay Interval: 2 [3.1.3.2.2]
26+3 Will Topic: "t" [3.1.3.3]
29+3 Will Payload: 1 B: 78 [3.1.3.4]
)"},
      {v5, "10 0a 0004 4d515454 03 01 0000",
       R"(0+1 Control Packet type: CONNECT [2.1.2]
1+1 Remaining Length: 10 [2.1.4]
2+6 Protocol Name: "MQTT" [3.1.2.1]
8+1 Protocol Level: 3 [3.1.2.2]
9+1 Connect Flags: reserved bit [3.1.2.3]
10+2 Keep Alive: 0 [3.1.2.10]
)"},
  };
  expect_shown(table);
}

TEST(Explain, Connack) {
  constexpr Row table[] = {
      {v3, "20 02 01 05",
       R"(0+1 Control Packet type: CONNACK [2.2.1]
1+1 Remaining Length: 2 [2.2.3]
2+1 Connect Acknowledge Flags: Session Present [3.2.2.1]
3+1 Connect Return code: not authorized [3.2.2.3]
)"},
      {v5, "20 06 04 00 03 21 000a",
       R"(0+1 Control Packet type: CONNACK [2.1.2]
1+1 Remaining Length: 6 [2.1.4]
2+1 Connect Acknowledge Flags: reserved bits 2 [3.2.2.1]
3+1 Connect Reason Code: Success [3.2.2.2]
4+1 Property Length: 3 [3.2.2.3.1]
- 5+3 Receive Maximum: 10 [3.2.2.3.3]
)"},
  };
  expect_shown(table);
}

TEST(Explain, Publish) {
  constexpr Row table[] = {
      {v3, "3b 06 0001 74 0007 21",
       R"(0+1 Control Packet type: PUBLISH, DUP, QoS 1, RETAIN [2.2.1]
1+1 Remaining Length: 6 [2.2.3]
2+3 Topic Name: "t" [3.3.2.1]
5+2 Packet Identifier: 7 [3.3.2.2]
7+1 Application Message: 1 B: 21 [3.3.3]
)"},
      {v5, "30 19 0001 74 0e 23 0003 26 0001 61 0001 62 0b 8001 7f 0102030405",
       R"(0+1 Control Packet type: PUBLISH, QoS 0 [2.1.2]
1+1 Remaining Length: 25 [2.1.4]
2+3 Topic Name: "t" [3.3.2.1]
5+1 Property Length: 14 [3.3.2.3.1]
- 6+3 Topic Alias: 3 [3.3.2.3.4]
- 9+7 User Property: "a" = "b" [3.3.2.3.7]
- 16+3 Subscription Identifier: 128 [3.3.2.3.8]
- 19+1 (not read): 1 B: 7f []
20+5 Application Message: 5 B: 01 02 03 04 05 [3.3.3]
)"},
  };
  expect_shown(table);
}

TEST(Explain, Acknowledgements) {
  constexpr Row table[] = {
      {v3, "62 02 0001",
       R"(0+1 Control Packet type: PUBREL [2.2.1]
1+1 Remaining Length: 2 [2.2.3]
2+2 Packet Identifier: 1 [3.6.2]
)"},
      {v5, "41 08 0001 10 04 1f 0001 78",
       R"(0+1 Control Packet type: PUBACK, flags 1 [2.1.2]
1+1 Remaining Length: 8 [2.1.4]
2+2 Packet Identifier: 1 [3.4.2]
4+1 Reason Code: No matching subscribers [3.4.2.1]
5+1 Property Length: 4 [3.4.2.2.1]
- 6+4 Reason String: "x" [3.4.2.2.2]
)"},
      {v5, "70 07 0001 55 03 23 0001",
       R"(0+1 Control Packet type: PUBCOMP [2.1.2]
1+1 Remaining Length: 7 [2.1.4]
2+2 Packet Identifier: 1 [3.7.2]
4+1 Reason Code: unknown [3.7.2.1]
5+1 Property Length: 3 [3.7.2.2.1]
- 6+3 Topic Alias: 1 (has no place here) []
)"},
  };
  expect_shown(table);
}

TEST(Explain, Subscriptions) {
  constexpr Row table[] = {
      {v3, "82 0a 0001 0001 61 02 0001 62 05",
       R"(0+1 Control Packet type: SUBSCRIBE [2.2.1]
1+1 Remaining Length: 10 [2.2.3]
2+2 Packet Identifier: 1 [3.8.2]
4+3 Topic Filter: "a" [3.8.3]
7+1 Requested QoS: QoS 2 [3.8.3]
8+3 Topic Filter: "b" [3.8.3]
11+1 Requested QoS: QoS 1, reserved bits 1 [3.8.3]
)"},
      {v5, "82 09 0001 02 0b 05 0001 61 6d",
       R"(0+1 Control Packet type: SUBSCRIBE [2.1.2]
1+1 Remaining Length: 9 [2.1.4]
2+2 Packet Identifier: 1 [3.8.2]
4+1 Property Length: 2 [3.8.2.1.1]
- 5+2 Subscription Identifier: 5 [3.8.2.1.2]
7+3 Topic Filter: "a" [3.8.3]
10+1 Subscription Options: QoS 1, No Local, Retain As Published, Retain Handling 2, )"
       "reserved bits 1 [3.8.3.1]\n"},
      {v3, "90 04 0001 01 80",
       R"(0+1 Control Packet type: SUBACK [2.2.1]
1+1 Remaining Length: 4 [2.2.3]
2+2 Packet Identifier: 1 [3.9.2]
4+1 Return Code: Success - Maximum QoS 1 [3.9.3]
5+1 Return Code: Failure [3.9.3]
)"},
      {v5, "a2 06 0001 00 0001 23",
       R"(0+1 Control Packet type: UNSUBSCRIBE [2.1.2]
1+1 Remaining Length: 6 [2.1.4]
2+2 Packet Identifier: 1 [3.10.2]
4+1 Property Length: 0 [3.10.2.1.1]
5+3 Topic Filter: "#" [3.10.3]
)"},
      {v3, "b0 02 0001",
       R"(0+1 Control Packet type: UNSUBACK [2.2.1]
1+1 Remaining Length: 2 [2.2.3]
2+2 Packet Identifier: 1 [3.11.2]
)"},
      {v5, "b0 04 0001 00 11",
       R"(0+1 Control Packet type: UNSUBACK [2.1.2]
1+1 Remaining Length: 4 [2.1.4]
2+2 Packet Identifier: 1 [3.11.2]
4+1 Property Length: 0 [3.11.2.1.1]
5+1 Reason Code: No subscription existed [3.11.3]
)"},
  };
  expect_shown(table);
}

TEST(Explain, PacketsWithoutMuchInThem) {
  constexpr Row table[] = {
      {v5, "c0 00", "0+1 Control Packet type: PINGREQ [2.1.2]\n1+1 Remaining Length: 0 [2.1.4]\n"},
      {v3, "d0 00", "0+1 Control Packet type: PINGRESP [2.2.1]\n1+1 Remaining Length: 0 [2.2.3]\n"},
      {v3, "e0 01 00",
       R"(0+1 Control Packet type: DISCONNECT [2.2.1]
1+1 Remaining Length: 1 [2.2.3]
2+1 (not read): 1 B: 00 []
)"},
      {v5, "e0 01 04",
       R"(0+1 Control Packet type: DISCONNECT [2.1.2]
1+1 Remaining Length: 1 [2.1.4]
2+1 Reason Code: Disconnect with Will Message [3.14.2.1]
)"},
      {v5, "f0 06 18 04 15 0001 6d",
       R"(0+1 Control Packet type: AUTH [2.1.2]
1+1 Remaining Length: 6 [2.1.4]
2+1 Reason Code: Continue authentication [3.15.2.1]
3+1 Property Length: 4 [3.15.2.2.1]
- 4+4 Authentication Method: "m" [3.15.2.2.2]
)"},
      {v3, "f0 01 00",
       R"(0+1 Control Packet type: reserved type 15 [2.2.1]
1+1 Remaining Length: 1 [2.2.3]
2+1 (not read): 1 B: 00 []
)"},
  };
  expect_shown(table);
}

TEST(Explain, WhatIsCutShort) {
  constexpr Row table[] = {
      {v5, "", ""},
      {v5, "30", "0+1 Control Packet type: PUBLISH, QoS 0 [2.1.2]\n"},
      {v5, "c0 ffffffff 01",
       "0+1 Control Packet type: PINGREQ [2.1.2]\n1+5 (not read): 5 B: ff ff ff ff 01 []\n"},
      {v3, "32 06 0001 74 00",
       R"(0+1 Control Packet type: PUBLISH, QoS 1 [2.2.1]
1+1 Remaining Length: 6 [2.2.3]
2+3 Topic Name: "t" [3.3.2.1]
5+1 (not read): 1 B: 00 []
)"},
      {v5, "40 05 0001 00 05 1f",
       R"(0+1 Control Packet type: PUBACK [2.1.2]
1+1 Remaining Length: 5 [2.1.4]
2+2 Packet Identifier: 1 [3.4.2]
4+1 Reason Code: Success [3.4.2.1]
5+1 Property Length: length 5, but 1 byte is left [3.4.2.2.1]
- 6+1 (not read): 1 B: 1f []
)"},
      {v3, "10 10 0400 4d515454 04 02 003c 0004 61626364",
       R"(0+1 Control Packet type: CONNECT [2.2.1]
1+1 Remaining Length: 16 [2.2.3]
2+16 Protocol Name: length 1024, but 14 bytes are left []
)"},
      {v5, "10 0f 0004 4d515454 05 02 003c 00 0004 6162",
       R"(0+1 Control Packet type: CONNECT [2.1.2]
1+1 Remaining Length: 15 [2.1.4]
2+6 Protocol Name: "MQTT" [3.1.2.1]
8+1 Protocol Version: 5 [3.1.2.2]
9+1 Connect Flags: Clean Start [3.1.2.3]
10+2 Keep Alive: 60 [3.1.2.10]
12+1 Property Length: 0 [3.1.2.11.1]
13+4 Client Identifier: length 4, but 2 bytes are left []
)"},
      {v5, "30 09 0001 74 05 26 0007 6162",
       R"(0+1 Control Packet type: PUBLISH, QoS 0 [2.1.2]
1+1 Remaining Length: 9 [2.1.4]
2+3 Topic Name: "t" [3.3.2.1]
5+1 Property Length: 5 [3.3.2.3.1]
- 6+5 User Property: length 7, but 2 bytes are left []
)"},
      {v5, "c0 00 c0 00",
       "0+1 Control Packet type: PINGREQ [2.1.2]\n1+1 Remaining Length: 0 [2.1.4]\n"},
  };
  expect_shown(table);
}

}  // namespace
}  // namespace mqttspec
