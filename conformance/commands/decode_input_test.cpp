// The same CONNECT as the tools of the trade print it; a Client Identifier full of what could be
// taken for something else.
#include "conformance/commands/decode_input.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "codec/bytes.hpp"
#include "codec/printable.hpp"

namespace mqttspec::conformance::commands {
namespace {

constexpr std::string_view connect =
    "102700044d5154540402003c001b6123627c632020642032302030302030303030"
    "3a20227822205c6e";

// The pieces in hexadecimal, with their marks; of what has no bytes the reason.
std::string read(std::string_view input, Notation notation = Notation::guessed,
                 bool each_line = false) {
  std::istringstream in{std::string(input)};
  PasteReader reader(in, notation, each_line);
  std::string text;
  while (const auto piece = reader.next()) {
    if (!text.empty()) text += "\n";
    if (!*piece) {
      text += piece->error().why;
      continue;
    }
    const auto from = (*piece)->from;
    if (from) text += *from == Sender::client ? "> " : "< ";
    text += hex((*piece)->bytes);
  }
  return text;
}

struct Row {
  std::string_view name;
  std::string_view input;
};

constexpr Row tools[] = {
    {"hexdump -C", R"(00000000  10 27 00 04 4d 51 54 54  04 02 00 3c 00 1b 61 23  |.'..MQTT...<..a#|
00000010  62 7c 63 20 20 64 20 32  30 20 30 30 20 30 30 30  |b|c  d 20 00 000|
00000020  30 3a 20 22 78 22 20 5c  6e                       |0: "x" \n|
00000029
)"},
    {"hexdump", R"(0000000 2710 0400 514d 5454 0204 3c00 1b00 2361
0000010 7c62 2063 6420 3220 2030 3030 3020 3030
0000020 3a30 2220 2278 5c20 006e               
0000029
)"},
    {"xxd", R"(00000000: 1027 0004 4d51 5454 0402 003c 001b 6123  .'..MQTT...<..a#
00000010: 627c 6320 2064 2032 3020 3030 2030 3030  b|c  d 20 00 000
00000020: 303a 2022 7822 205c 6e                   0: "x" \n
)"},
    {"xxd -g1", R"(00000000: 10 27 00 04 4d 51 54 54 04 02 00 3c 00 1b 61 23  .'..MQTT...<..a#
00000010: 62 7c 63 20 20 64 20 32 30 20 30 30 20 30 30 30  b|c  d 20 00 000
00000020: 30 3a 20 22 78 22 20 5c 6e                       0: "x" \n
)"},
    {"xxd -p",
     "102700044d5154540402003c001b6123627c632020642032302030302030\n"
     "3030303a20227822205c6e\n"},
    {"xxd -i", R"(unsigned char p_bin[] = {
  0x10, 0x27, 0x00, 0x04, 0x4d, 0x51, 0x54, 0x54, 0x04, 0x02, 0x00, 0x3c,
  0x00, 0x1b, 0x61, 0x23, 0x62, 0x7c, 0x63, 0x20, 0x20, 0x64, 0x20, 0x32,
  0x30, 0x20, 0x30, 0x30, 0x20, 0x30, 0x30, 0x30, 0x30, 0x3a, 0x20, 0x22,
  0x78, 0x22, 0x20, 0x5c, 0x6e
};
unsigned int p_bin_len = 41;
)"},
    {"od -An -tx1", R"( 10 27 00 04 4d 51 54 54 04 02 00 3c 00 1b 61 23
 62 7c 63 20 20 64 20 32 30 20 30 30 20 30 30 30
 30 3a 20 22 78 22 20 5c 6e
)"},
    {"od -t x1", R"(0000000 10 27 00 04 4d 51 54 54 04 02 00 3c 00 1b 61 23
0000020 62 7c 63 20 20 64 20 32 30 20 30 30 20 30 30 30
0000040 30 3a 20 22 78 22 20 5c 6e
0000051
)"},
    {"od -x", R"(0000000 2710 0400 514d 5454 0204 3c00 1b00 2361
0000020 7c62 2063 6420 3220 2030 3030 3020 3030
0000040 3a30 2220 2278 5c20 006e
0000051
)"},
    {"od -A d -t x1z",
     R"(0000000 10 27 00 04 4d 51 54 54 04 02 00 3c 00 1b 61 23  >.'..MQTT...<..a#<
0000016 62 7c 63 20 20 64 20 32 30 20 30 30 20 30 30 30  >b|c  d 20 00 000<
0000032 30 3a 20 22 78 22 20 5c 6e                       >0: "x" \n<
0000041
)"},
    {"Wireshark", R"(0000   10 27 00 04 4d 51 54 54 04 02 00 3c 00 1b 61 23   .'..MQTT...<..a#
0010   62 7c 63 20 20 64 20 32 30 20 30 30 20 30 30 30   b|c  d 20 00 000
0020   30 3a 20 22 78 22 20 5c 6e                        0: "x" \n

)"},
    {"tcpdump -X",
     "\t0x0000:  1027 0004 4d51 5454 0402 003c 001b 6123  .'..MQTT...<..a#\n"
     "\t0x0010:  627c 6320 2064 2032 3020 3030 2030 3030  b|c..d.20.00.000\n"
     "\t0x0020:  303a 2022 7822 205c 6e                   0:.\"x\".\\n\n"},
    {"base64", "ECcABE1RVFQEAgA8ABthI2J8YyAgZCAyMCAwMCAwMDAwOiAieCIgXG4=\n"},
    {"Python", R"(b'\x10\'\x00\x04MQTT\x04\x02\x00<\x00\x1ba#b|c  d 20 00 0000: "x" \\n')"},
    {"Node.js",
     "<Buffer 10 27 00 04 4d 51 54 54 04 02 00 3c 00 1b 61 23 62 7c 63 20 20 64 20 32 "
     "30 20 30 30 20 30 30 30 30 3a 20 22 78 22 20 5c 6e>"},
    {"JSON", R"([
  16, 39, 0, 4, 77, 81, 84, 84, 4, 2, 0, 60, 0, 27, 97, 35, 98, 124, 99, 32, 32, 100,
  32, 50, 48, 32, 48, 48, 32, 48, 48, 48, 48, 58, 32, 34, 120, 34, 32, 92, 110
])"},
    {"Java",
     "[16, 39, 0, 4, 77, 81, 84, 84, 4, 2, 0, 60, 0, 27, 97, 35, 98, 124, 99, 32, 32, 100, "
     "32, 50, 48, 32, 48, 48, 32, 48, 48, 48, 48, 58, 32, 34, 120, 34, 32, 92, 110]"},
};

TEST(DecodeInput, TakesWhatToolsPrint) {
  for (const auto& [name, input] : tools) EXPECT_EQ(read(input), connect) << name;
}

TEST(DecodeInput, TakesMarksBeforeAllOfIt) {
  for (const auto& [name, input] : tools) {
    if (input.starts_with("unsigned")) continue;
    EXPECT_EQ(read("> " + std::string(input)), "> " + std::string(connect)) << name;
    EXPECT_EQ(read("<- " + std::string(input)), "< " + std::string(connect)) << name;
  }
}

TEST(DecodeInput, TakesShortNotations) {
  constexpr std::pair<std::string_view, std::string_view> table[] = {
      {"0x10 0x1D", "101d"},
      {"{0x10, 0x00}", "1000"},
      {"{0x10, 0x0, 0xA};", "10000a"},
      {"10,00", "1000"},
      {"10:00", "1000"},
      {"10-1d-00", "101d00"},
      {R"(\x10\x00)", "1000"},
      {R"(\x10 \x00)", "1000"},
      {R"("\x10\x00" "a\n")", "1000610a"},
      {R"(bytearray(b"\x30\x03\0\x01t"))", "3003000174"},
      {"[c0 00]", "c000"},
      {"(c0 00)", "c000"},
      {"[]byte{0xc0, 0x00}", "c000"},
      {"bytes([192, 0])", "c000"},
      {"(byte) 0xc0, (byte) 0x00", "c000"},
      {"[-64, 0]", "c000"},
      {"192 0", "c000"},
      {"wAA=", "c000"},
      {"0xc000", "c000"},
      {"C0 00 # PINGREQ", "c000"},
      {"0xc0, 0x00 // PINGREQ", "c000"},
      {"> c000", "> c000"},
      {"<c000", "< c000"},
      {"-> c000\n<- d000", "> c000\n< d000"},
      {"", ""},
      {"# nothing\n\n// more of it", ""},
      {"xyz", "not hexadecimal"},
      {"Client a sending PUBLISH (d0, q1, r0, m1, 't', ... (5 bytes))",
       "it tells of a packet without its bytes"},
      {"1796051299: Received PUBACK from a (Mid: 1, RC:0)",
       "it tells of a packet without its bytes"},
      {"Client a sending lunch", "not hexadecimal"},
      {"c0 0", "not hexadecimal"},
      {"0xc0 00", "not hexadecimal"},
      {"[300, 1]", "not hexadecimal"},
      {R"(\xq)", "not hexadecimal"},
  };
  for (const auto& [input, expected] : table) EXPECT_EQ(read(input), expected) << input;
}

TEST(DecodeInput, DecidesBetweenNotationsAsDocumented) {
  constexpr std::pair<std::string_view, std::string_view> table[] = {
      {"10,12,10", "101210"},                            // two digits each: hexadecimal
      {"10,12,100", "0a0c64"},                           // three digits: decimal
      {"10,12,1", "0a0c01"},                             // one digit: decimal
      {"3003 0001 74", "3003000174"}, {"abcd", "abcd"},  // base64 as well
      {"000010", "000010"},                              // no offset: nothing stands behind it
      {"0000 c000", "c000"},                             // an offset
      {"00 00 c000", "0000c000"},
  };
  for (const auto& [input, expected] : table) EXPECT_EQ(read(input), expected) << input;
  EXPECT_EQ(read("10,12,100", Notation::hexadecimal), "not hexadecimal");
  EXPECT_EQ(read("10,12,10", Notation::decimal), "0a0c0a");
  EXPECT_EQ(read("abcd", Notation::base64), "69b71d");
  EXPECT_EQ(read("0000 c000", Notation::guessed, true), "0000c000");
}

TEST(DecodeInput, RepeatedRowsOfADump) {
  const std::string zeros(2 * 76, '0');
  EXPECT_EQ(read(R"(00000000  30 50 00 01 74 00 00 00  00 00 00 00 00 00 00 00  |0P..t...........|
00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
*
00000050  00 00                                             |..|
00000052
c000)"),
            "3050000174" + zeros + "00\nc000");
}

TEST(DecodeInput, OneDumpBehindAnother) {
  EXPECT_EQ(read("0000   c0 00    ..\n0000   d0 00    ..\n> e0 00"), "c000\nd000\n> e000");
}

TEST(DecodeInput, JoinsOnlyLinesThatBelongTogether) {
  const std::string first = "30200001740000000000000000000000";  // 16 of 34 bytes
  const std::string second = "00000000000000000000000000000000";
  EXPECT_EQ(read(first + "\n" + second + "\n0000"), first + second + "0000");
  EXPECT_EQ(read(first + "\n" + second + "\n0000c000"), first + second + "0000c000");
  // The packets do not end where the lines do.
  EXPECT_EQ(read(first + "\n" + second + "\n00"), first + "\n" + second + "\n00");
  EXPECT_EQ(read(first + "\n" + second + "\n\n0000"), first + "\n" + second + "\n0000");
  EXPECT_EQ(read(first + "\nc000"), first + "\nc000");
  // Fewer than 16 bytes, marks, and lines that stand for themselves.
  EXPECT_EQ(read("3003\n000174"), "3003\n000174");
  EXPECT_EQ(read(first + "\n> " + second + "\n0000"), first + "\n> " + second + "\n0000");
  EXPECT_EQ(read(first + "\n" + second + "\n0000", Notation::guessed, true),
            first + "\n" + second + "\n0000");
}

}  // namespace
}  // namespace mqttspec::conformance::commands
