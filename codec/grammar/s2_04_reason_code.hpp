// Section 2.4 of 5.0: Reason Codes, and the return codes of 3.1.1 (its sections 3.2.2.3 and 3.9.3).
//
//   Reason Code   Byte, one of those that the packet's section lists for its sender
#pragma once

#include <array>

#include "codec/grammar/s1_05_data_types.hpp"
#include "spec/reason_code_table.hpp"

namespace mqttspec::grammar {

/// The statements that a Reason Code can break.
struct ReasonCodeRules {
  Cited unlisted;                         // the packet never has this code; or it is missing
  Cited wrong_sender = unlisted;          // the packet has it from the other side only
  std::optional<ReasonCode> contested{};  // unlisted in one table, but not in another
};

/// For each byte, the senders that may use it in one packet type: bit 0 Client, bit 1 Server.
using ReasonCodeSenders = std::array<std::uint8_t, 256>;

constexpr std::uint8_t sender_bit(Sender sender) { return sender == Sender::client ? 1 : 2; }

constexpr ReasonCodeSenders senders_of_codes(Version version, PacketType packet) {
  ReasonCodeSenders senders{};
  if (version == Version::v3_1_1) {
    const std::uint8_t highest = packet == PacketType::connack ? 5 : 2;
    for (std::uint8_t code = 0; code <= highest; ++code) senders[code] = 2;
    if (packet == PacketType::suback) senders[static_cast<std::uint8_t>(return_code::failure)] = 2;
    return senders;
  }
  for (const auto& use : reason_uses)
    if (use.packet == packet)
      for (const Sender sender : {Sender::client, Sender::server})
        if (may_carry(packet, use.code, sender))
          senders[static_cast<std::uint8_t>(use.code)] |= sender_bit(sender);
  return senders;
}

template <Version version, PacketType packet>
inline constexpr ReasonCodeSenders reason_code_senders = senders_of_codes(version, packet);

/// Notes a code at `at` that none or only the other side may send. True where that is contested()
/// and the Scan tolerant.
bool reject_reason_code(Scan& scan, Cursor at, const ReasonCodeSenders& senders,
                        const ReasonCodeRules& rules);

enum class AtEnd : std::uint8_t { required, success };

/// One Reason Code. Where nothing is left of the packet, it is missing, or stands for 0x00.
template <Version version, PacketType packet, AtEnd at_end>
struct ReasonCodeField : Primitive<ReasonCodeField<version, packet, at_end>, ReasonCode> {
  ReasonCodeRules rules;
  constexpr explicit ReasonCodeField(ReasonCodeRules code_rules) : rules(code_rules) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    Scan& scan = scan_of(context);
    if (first == last) return at_end == AtEnd::success || malformed(scan, first, rules.unlisted);
    constexpr const auto& senders = reason_code_senders<version, packet>;
    if ((senders[*first] & sender_bit(scan.sender)) == 0 &&
        !reject_reason_code(scan, first, senders, rules))
      return false;
    value = ReasonCode(*first++);
    return true;
  }
};

/// The Payload of SUBACK and UNSUBACK: one Reason Code or more, to the end of the packet.
template <Version version, PacketType packet>
struct ReasonCodeList : Primitive<ReasonCodeList<version, packet>, Bytes> {
  ReasonCodeRules rules;
  constexpr explicit ReasonCodeList(ReasonCodeRules code_rules) : rules(code_rules) {}

  template <class Context, class RContext, class Attribute>
  bool parse(Cursor& first, Cursor const& last, const Context& context, RContext&,
             Attribute& value) const {
    Scan& scan = scan_of(context);
    if (first == last) return protocol_error(scan, first, "U3.1.1-2.4-1"_v311 | "U5.0-2.3-1"_v5);
    constexpr const auto& senders = reason_code_senders<version, packet>;
    for (Cursor at = first; at != last; ++at)
      if ((senders[*at] & sender_bit(scan.sender)) == 0)
        return reject_reason_code(scan, at, senders, rules);
    value = Bytes(first, last);
    first = last;
    return true;
  }
};

}  // namespace mqttspec::grammar
