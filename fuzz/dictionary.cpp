// One entry a line: name="bytes", all of them as \xNN.
#include "fuzz/dictionary.hpp"

#include <cctype>
#include <set>

#include "codec/packets.hpp"
#include "codec/printable.hpp"

namespace mqttspec::fuzz {
namespace {

using namespace std::string_view_literals;

std::string entry(std::string_view name, std::string_view bytes) {
  std::string line;
  for (const char c : name)
    line +=
        std::isalnum(static_cast<unsigned char>(c)) != 0 ? static_cast<char>(std::tolower(c)) : '_';
  line += "=\"";
  for (const char c : bytes) line += "\\x" + hex(as_bytes({&c, 1}));
  return line + "\"\n";
}

std::string one_byte(unsigned value) { return {static_cast<char>(value)}; }

/// A value that its type allows; no range lacks 1.
std::string_view value_of(PropertyType type) {
  switch (type) {
    case PropertyType::byte:
    case PropertyType::variable_byte_integer:
      return "\1"sv;
    case PropertyType::two_byte_integer:
      return "\0\1"sv;
    case PropertyType::four_byte_integer:
      return "\0\0\0\1"sv;
    case PropertyType::utf8_string:
    case PropertyType::binary_data:
      return "\0\1a"sv;
    case PropertyType::utf8_string_pair:
      return "\0\1a\0\1b"sv;
  }
  return {};
}

constexpr struct {
  std::string_view name;
  std::string_view bytes;
} odds_and_ends[] = {
    {"protocol 3.1.1", "\0\4MQTT\4"sv},
    {"protocol 5.0", "\0\4MQTT\5"sv},
    {"shared", "\0\012$share/a/b"sv},
    {"single level", "+/"sv},
    {"multi level", "/#"sv},
    {"system", "$SYS/"sv},
    {"nul", "\0"sv},
    {"over-long", "\xC0\x80"sv},
    {"surrogate", "\xED\xA0\x80"sv},
    {"last character", "\xF4\x8F\xBF\xBF"sv},
    {"beyond unicode", "\xF4\x90\x80\x80"sv},
    {"byte order mark", "\xEF\xBB\xBF"sv},
    {"longest integer", "\xFF\xFF\xFF\x7F"sv},
    {"too long integer", "\x80\x80\x80\x80"sv},
    {"integer not shortest", "\x80\0"sv},
};

}  // namespace

std::string dictionary() {
  std::string text = "# Made from the tables by fuzz/dictionary.cpp; a test compares.\n";
  for (const auto& row : packet_table)
    text += entry(row.name, one_byte(static_cast<unsigned>(row.type) << 4 | row.flags));
  for (unsigned flags : {2U, 4U, 0xBU})
    text += entry("publish " + hex(as_bytes(one_byte(flags))),
                  one_byte(static_cast<unsigned>(PacketType::publish) << 4 | flags));
  for (const auto& row : property_table)
    text += entry(row.name,
                  one_byte(static_cast<unsigned>(row.property)) + std::string(value_of(row.type)));
  std::set<ReasonCode> seen;
  for (const auto& row : reason_table)
    if (seen.insert(row.code).second)
      text += entry(row.name, one_byte(static_cast<unsigned>(row.code)));
  for (const auto& [name, bytes] : odds_and_ends) text += entry(name, bytes);
  return text;
}

}  // namespace mqttspec::fuzz
