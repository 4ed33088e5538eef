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

/// What byte 1 says of the Remaining Length: the only one that there can be, or one of these two.
inline constexpr std::uint8_t any_length = 0xFE;
inline constexpr std::uint8_t wrong_first_byte = 0xFF;

struct FixedHeader {
  std::uint8_t only_length = any_length;
  std::uint32_t remaining_length = 0;
};

/// By version, sender and byte 1.
using LengthTable = std::array<std::array<std::array<std::uint8_t, 256>, 2>, 2>;
extern const LengthTable length_table;

inline std::uint8_t length_behind(std::uint8_t first_byte, const Scan& scan) {
  return length_table[static_cast<std::size_t>(scan.version)][static_cast<std::size_t>(scan.sender)]
                     [first_byte];
}

/// Notes what is wrong with byte 1 at `at`.
Rejected reject_first_byte(Scan& scan, Cursor at);

/// Byte 1, as what it says of the Remaining Length.
struct FirstByte : Primitive<FirstByte, std::uint8_t> {
  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    Scan& scan = scan_of(context);
    if (first == last) return needs_more(scan, 2);
    value = length_behind(*first, scan);
    if (value == wrong_first_byte) return reject_first_byte(scan, first);
    ++first;
    return true;
  }
};

/// The end of a Remaining Length that is not in its shortest form, which 3.1.1 has no rule against.
/// Null where that, or something else, is wrong with it or missing, which is noted.
Cursor end_of_unusual_length(Scan& scan, VariableByteIntegerRead read);

/// The Remaining Length.
struct RemainingLength : Primitive<RemainingLength, std::uint32_t> {
  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    const auto read = read_variable_byte_integer(first, last);
    const bool is_usual = read.ended == VariableByteIntegerRead::Ended::whole;
    const Cursor end = is_usual ? read.at : end_of_unusual_length(scan_of(context), read);
    if (end == nullptr) return false;
    value = read.value;
    first = end;
    return true;
  }
};

/// Notes that the packet with this header is not as long as all of its type, or too long for its
/// receiver.
Rejected reject_length(Scan& scan, FixedHeader header);

/// Checked before the packet has arrived as a whole.
struct LengthIsPermitted {
  bool operator()(Scan& scan, Cursor body, const FixedHeader& header) const {
    const bool fits_type =
        header.only_length == any_length || header.only_length == header.remaining_length;
    // The receiver's maximum is a notion of 5.0.
    const bool fits_receiver =
        left(scan.packet, body) + header.remaining_length <= scan.context.maximum_packet_size ||
        scan.version == Version::v3_1_1;
    return (fits_type && fits_receiver) || reject_length(scan, header);
  }
};

inline constexpr auto fixed_header =
    checked<FixedHeader>(FirstByte{} >> RemainingLength{}, LengthIsPermitted{});

}  // namespace mqttspec::grammar

BOOST_FUSION_ADAPT_STRUCT(mqttspec::grammar::FixedHeader, only_length, remaining_length)
