// Section 2.1 of 5.0, 2.2 of 3.1.1: the fixed header, with which every packet begins.
//
//   byte 1    packet type (bits 7-4), flags (bits 3-0)
//   byte 2…   Remaining Length: Variable Byte Integer
//
// Its faults are found before the rest of the packet has arrived. Running out of bytes is none.
#pragma once

#include <array>
#include "codec/grammar/s1_05_data_types.hpp"
#include "codec/grammar/sequence.hpp"

namespace mqttspec::grammar {

struct FixedHeader {
  std::uint8_t first_byte = 0;
  std::uint32_t remaining_length = 0;

  PacketType type() const { return PacketType(first_byte >> 4); }
  std::uint8_t flags() const { return first_byte & 0x0F; }
};

/// What byte 1 says of the Remaining Length: the only one that there can be, or one of these two.
inline constexpr std::uint8_t any_length = 0xFE;
inline constexpr std::uint8_t wrong_first_byte = 0xFF;

/// By version, sender and byte 1.
using LengthTable = std::array<std::array<std::array<std::uint8_t, 256>, 2>, 2>;
extern const LengthTable length_table;

inline std::uint8_t length_behind(std::uint8_t first_byte, const Scan& scan) {
  return length_table[static_cast<std::size_t>(scan.version)][static_cast<std::size_t>(scan.sender)]
                     [first_byte];
}

/// Notes what is wrong with byte 1 at `at`.
bool reject_first_byte(Scan& scan, Cursor at);

/// Notes that the Remaining Length at `at` is not the one that all packets of this type have.
bool reject_remaining_length(Scan& scan, Cursor at, PacketType type);

/// Notes that the packet is larger than its receiver permits (5.0 only).
bool reject_packet_size(Scan& scan, Cursor at);

/// Byte 1.
struct FirstByte : Primitive<FirstByte, std::uint8_t> {
  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    Scan& scan = scan_of(context);
    if (first == last) {
      scan.need_more = 2;
      return false;
    }
    if (length_behind(*first, scan) == wrong_first_byte) return reject_first_byte(scan, first);
    value = *first++;
    return true;
  }
};

/// The Remaining Length. Where it is right and the packet is not there as a whole, this fails with
/// the number of bytes that are missing.
struct RemainingLength : Primitive<RemainingLength, std::uint32_t> {
  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    using enum VariableByteIntegerRead::Ended;
    Scan& scan = scan_of(context);
    const auto read = read_variable_byte_integer(first, last);
    if (read.ended != whole && !(read.ended == not_shortest && scan.version == Version::v3_1_1)) {
      if (read.ended != cut) return reject_variable_byte_integer(scan, read);
      scan.need_more = 1;
      return false;
    }
    const Cursor body = read.ended == whole ? read.at : read.at + 1;
    const std::uint8_t only_length = length_behind(*scan.packet, scan);
    if (only_length != any_length && read.value != only_length)
      return reject_remaining_length(scan, first, PacketType(*scan.packet >> 4));
    const auto size = left(scan.packet, body) + read.value;
    if (size > scan.maximum_packet_size && scan.version == Version::v5_0)
      return reject_packet_size(scan, first);
    if (left(body, last) < read.value) {
      scan.need_more = read.value - left(body, last);
      return false;
    }
    value = read.value;
    first = body;
    return true;
  }
};

inline constexpr auto fixed_header = FirstByte{} >> RemainingLength{};

}  // namespace mqttspec::grammar

BOOST_FUSION_ADAPT_STRUCT(mqttspec::grammar::FixedHeader, first_byte, remaining_length)
