// The rules of the fixed header for each packet type, and the statements behind them.
#include "codec/grammar/s2_01_fixed_header.hpp"

namespace mqttspec::grammar {
namespace {

// Of 3.1.1 the types whose Remaining Length the Standard gives as a number; of 5.0 the two that
// have neither Variable Header nor Payload.
constexpr std::optional<std::uint8_t> only_length(Version version, PacketType type) {
  using enum PacketType;
  if (type == pingreq || type == pingresp) return 0;
  if (version == Version::v5_0) return std::nullopt;
  if (type == connack || type == puback || type == pubrec || type == pubrel || type == pubcomp ||
      type == unsuback)
    return 2;
  if (type == disconnect) return 0;
  return std::nullopt;
}

// The flags are fixed for each type, and free for PUBLISH but for QoS 3 and for DUP at QoS 0
// (3.3.1).
constexpr bool are_right_flags(PacketType type, std::uint8_t first_byte) {
  if (type != PacketType::publish) return (first_byte & 0x0F) == row(type).flags;
  return (first_byte & 0x06) != 0x06 && (first_byte & 0x0E) != 0x08;
}

constexpr bool is_type(std::uint8_t first_byte) {
  return first_byte >> 4 >= 1 && first_byte >> 4 <= packet_table.size();
}

constexpr std::array<std::uint8_t, 256> lengths_of(Version version, Sender sender) {
  std::array<std::uint8_t, 256> lengths{};
  for (unsigned i = 0; i < lengths.size(); ++i) {
    const auto first_byte = static_cast<std::uint8_t>(i);
    const auto type = PacketType(first_byte >> 4);
    const bool right =
        is_type(first_byte) && may_send(version, sender, type) && are_right_flags(type, first_byte);
    lengths[i] = right ? only_length(version, type).value_or(any_length) : wrong_first_byte;
  }
  return lengths;
}

Cited flags_statement(PacketType type, std::uint8_t first_byte) {
  switch (type) {
    case PacketType::publish:
      if ((first_byte & 0x06) == 0x06) return "MQTT-3.3.1-4"_v311 | "MQTT-3.3.1-4"_v5;
      return "MQTT-3.3.1-2"_v311 | "MQTT-3.3.1-2"_v5;
    case PacketType::pubrel:
      return "MQTT-3.6.1-1"_v311 | "MQTT-3.6.1-1"_v5;
    case PacketType::subscribe:
      return "MQTT-3.8.1-1"_v311 | "MQTT-3.8.1-1"_v5;
    case PacketType::unsubscribe:
      return "MQTT-3.10.1-1"_v311 | "MQTT-3.10.1-1"_v5;
    case PacketType::disconnect:
      return "MQTT-3.14.1-1"_v311 | "MQTT-3.14.1-1"_v5;
    case PacketType::auth:
      return "MQTT-3.15.1-1"_v5;
    default:
      return "MQTT-2.2.2-1"_v311 | "MQTT-2.1.3-1"_v5;
  }
}

Cited length_statement(PacketType type) {
  switch (type) {
    case PacketType::connack:
      return "U3.1.1-3.2.1-1"_v311;
    case PacketType::puback:
      return "U3.1.1-3.4.1-1"_v311;
    case PacketType::pubrec:
      return "U3.1.1-3.5.1-1"_v311;
    case PacketType::pubrel:
      return "U3.1.1-3.6.1-1"_v311;
    case PacketType::pubcomp:
      return "U3.1.1-3.7.1-1"_v311;
    case PacketType::unsuback:
      return "U3.1.1-3.11.1-1"_v311;
    case PacketType::pingreq:
      return "U3.1.1-3.12.3-1"_v311 | "U5.0-3.12.3-1"_v5;
    case PacketType::pingresp:
      return "U3.1.1-3.13.3-1"_v311 | "U5.0-3.13.3-1"_v5;
    default:  // DISCONNECT; no other type gets here
      return "U3.1.1-3.14.3-1"_v311;
  }
}

}  // namespace

constinit const LengthTable length_table = {{
    {lengths_of(Version::v3_1_1, Sender::client), lengths_of(Version::v3_1_1, Sender::server)},
    {lengths_of(Version::v5_0, Sender::client), lengths_of(Version::v5_0, Sender::server)},
}};

[[gnu::cold]] Rejected reject_first_byte(Scan& scan, Cursor at) {
  const auto type = PacketType(*at >> 4);
  const Cited direction = "U3.1.1-2.2.1-1"_v311 | "U5.0-2.1.2-1"_v5;
  const auto sent_by = [&](Sender sender) { return may_send(scan.version, sender, type); };
  if (!is_type(*at) || (!sent_by(Sender::client) && !sent_by(Sender::server)))
    return malformed(scan, at, direction);
  if (!sent_by(scan.sender)) return protocol_error(scan, at, direction);
  return malformed(scan, at, flags_statement(type, *at));
}

[[gnu::cold]] Cursor end_of_unusual_length(Scan& scan, VariableByteIntegerRead read) {
  using enum VariableByteIntegerRead::Ended;
  if (read.ended == not_shortest && scan.version == Version::v3_1_1) return read.at + 1;
  if (read.ended == cut)
    needs_more(scan, 1);
  else
    reject_variable_byte_integer(scan, read);
  return nullptr;
}

[[gnu::cold]] Rejected reject_length(Scan& scan, FixedHeader header) {
  const Cursor at = scan.packet + 1;
  if (header.only_length != any_length && header.only_length != header.remaining_length)
    return malformed(scan, at, length_statement(PacketType(*scan.packet >> 4)));
  const StatementId statement =
      scan.sender == Sender::client ? "MQTT-3.2.2-15"_v5 : "MQTT-3.1.2-24"_v5;
  return reject(scan, at, statement, ViolationKind::protocol_error, ReasonCode::packet_too_large);
}

}  // namespace mqttspec::grammar
