// Section 1.5 of both Standards: integers, strings and binary data, as X3 primitives over bytes.
//
//   Byte, Two and Four Byte Integer   1, 2, 4 bytes, the highest first            1.5.1-1.5.3
//   UTF-8 Encoded String              Two Byte Integer n, n bytes of UTF-8        1.5.4
//   Variable Byte Integer             1 to 4 bytes of 7 bits, the lowest first    1.5.5
//   Binary Data                       Two Byte Integer n, n bytes                 1.5.6
//
// A field that does not fit into what encloses it is reported at its own first byte; what is wrong
// inside a string at the byte where it goes wrong.
#pragma once

#include "codec/bytes.hpp"
#include "codec/grammar/primitive.hpp"
#include "codec/utf8.hpp"

namespace mqttspec::grammar {

using namespace mqttspec::literals;

constexpr std::size_t left(Cursor first, Cursor last) {
  return static_cast<std::size_t>(last - first);
}

/// Reads an integer that is known to be there.
template <class Integer>
Integer big_endian(Cursor at) {
  Integer value = 0;
  for (std::size_t i = 0; i < sizeof(Integer); ++i)
    value = static_cast<Integer>((static_cast<std::uint64_t>(value) << 8) | at[i]);
  return value;
}

/// A Byte, Two Byte Integer or Four Byte Integer; `cut` is broken if it does not fit.
template <class Integer>
struct FixedInteger : Primitive<FixedInteger<Integer>, Integer> {
  Cited cut;
  constexpr explicit FixedInteger(Cited rule) : cut(rule) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    if (left(first, last) < sizeof(Integer)) return malformed(scan_of(context), first, cut);
    value = big_endian<Integer>(first);
    first += sizeof(Integer);
    return true;
  }
};
using Byte = FixedInteger<std::uint8_t>;
using TwoByteInteger = FixedInteger<std::uint16_t>;
using FourByteInteger = FixedInteger<std::uint32_t>;

/// How reading a Variable Byte Integer ended. Unless `ended` is whole, `at` is the byte that is
/// wrong: the fourth if it announces a fifth, the last if the value needs fewer bytes.
struct VariableByteIntegerRead {
  enum class Ended : std::uint8_t { whole, cut, too_long, not_shortest } ended;
  std::uint32_t value;
  Cursor at;
};

/// read_variable_byte_integer() for what does not end with its first byte.
VariableByteIntegerRead read_longer_variable_byte_integer(Cursor first, Cursor last);

inline VariableByteIntegerRead read_variable_byte_integer(Cursor first, Cursor last) {
  if (first != last && *first < 0x80) [[likely]]
    return {VariableByteIntegerRead::Ended::whole, *first, first + 1};
  return read_longer_variable_byte_integer(first, last);
}

/// Notes that the read integer is longer than four bytes or than it need be. 5.0 only, but for the
/// Remaining Length.
Rejected reject_variable_byte_integer(Scan& scan, VariableByteIntegerRead read);

/// A Variable Byte Integer inside a packet, 5.0 only; `cut` is broken if it does not fit.
struct VariableByteInteger : Primitive<VariableByteInteger, std::uint32_t> {
  Cited cut;
  constexpr explicit VariableByteInteger(Cited rule) : cut(rule) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    using Ended = VariableByteIntegerRead::Ended;
    const auto read = read_variable_byte_integer(first, last);
    if (read.ended == Ended::cut) return malformed(scan_of(context), first, cut);
    if (read.ended != Ended::whole) return reject_variable_byte_integer(scan_of(context), read);
    value = read.value;
    first = read.at;
    return true;
  }
};

/// The statements that a string can break.
struct TextRules {
  Cited missing;  // no byte is left for it
  Cited cut;      // its length, or the bytes that its length announces, are not all there
  Cited ill_formed = "MQTT-1.5.3-1"_v311 | "MQTT-1.5.4-1"_v5;
  Cited null = "MQTT-1.5.3-2"_v311 | "MQTT-1.5.4-2"_v5;
  Cited wildcard = ill_formed;   // of topics only
  std::optional<Cited> empty{};  // if it may not have length 0
};

/// Notes what is wrong with the character at `at`.
Rejected reject_character(Scan& scan, Cursor at, const TextRules& rules);

/// Two Byte Integer n and n bytes. Notes a breach and returns false, or moves `first` behind them.
inline bool take_sized(Cursor& first, Cursor last, Scan& scan, const Cited& missing,
                       const Cited& cut, Bytes& value) {
  if (left(first, last) < 2) return malformed(scan, first, first == last ? missing : cut);
  const std::size_t size = big_endian<std::uint16_t>(first);
  if (left(first, last) - 2 < size) return malformed(scan, first, cut);
  value = Bytes(first + 2, size);
  first += 2 + size;
  return true;
}

/// A UTF-8 Encoded String whose characters `find_fault` judges: see codec/utf8.hpp.
template <Cursor (*find_fault)(Cursor, Cursor)>
struct Text : Primitive<Text<find_fault>, std::string_view> {
  TextRules rules;
  constexpr explicit Text(TextRules text_rules) : rules(text_rules) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    Scan& scan = scan_of(context);
    const Cursor at = first;
    Bytes bytes;
    if (!take_sized(first, last, scan, rules.missing, rules.cut, bytes)) return false;
    if (bytes.empty() && rules.empty) return protocol_error(scan, at, *rules.empty);
    const Cursor end = bytes.data() + bytes.size();
    if (const Cursor fault = find_fault(bytes.data(), end); fault != end)
      return reject_character(scan, fault, rules);
    value = as_text(bytes);
    return true;
  }
};
using Utf8String = Text<find_text_fault>;

/// Binary Data.
struct BinaryData : Primitive<BinaryData, Bytes> {
  Cited missing;
  Cited cut;
  constexpr BinaryData(Cited missing_rule, Cited cut_rule) : missing(missing_rule), cut(cut_rule) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    Bytes bytes;
    if (!take_sized(first, last, scan_of(context), missing, cut, bytes)) return false;
    value = bytes;
    return true;
  }
};

/// All bytes that are left.
struct Rest : Primitive<Rest, Bytes> {
  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context&, RContext&, Attribute& value) const {
    value = Bytes(first, last);
    first = last;
    return true;
  }
};

/// The end of the packet; `surplus` is broken by a byte that is left over.
struct End : Check<End> {
  Cited surplus;
  constexpr explicit End(Cited rule) : surplus(rule) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute&) const {
    return first == last || malformed(scan_of(context), first, surplus);
  }
};

/// A field that this version does not have: nothing is read, the value keeps its default.
template <class Attribute_>
struct Absent : Primitive<Absent<Attribute_>, Attribute_> {
  template <class Context, class RContext, class Attribute>
  bool parse(Cursor&, Cursor const&, const Context&, RContext&, Attribute&) const {
    return true;
  }
};

/// Parses `subject`, then asks `check(scan, first, attribute)`, which notes a breach and returns
/// false if fields contradict one another.
template <class Subject, class Attribute_, class Checker>
struct Checked : Primitive<Checked<Subject, Attribute_, Checker>, Attribute_> {
  Subject subject;
  Checker checker;
  constexpr Checked(const Subject& of, Checker by) : subject(of), checker(by) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext& rcontext,
             Attribute& attribute) const {
    return subject.parse(first, last, context, rcontext, attribute) &&
           checker(scan_of(context), first, attribute);
  }
};

template <class Attribute, class Subject, class Checker>
constexpr auto checked(const Subject& subject, Checker checker) {
  return Checked<Subject, Attribute, Checker>(subject, checker);
}

}  // namespace mqttspec::grammar
