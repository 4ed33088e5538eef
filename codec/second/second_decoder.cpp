// The Fixed Header (section 2.1 of 5.0, 2.2 of 3.1.1) and the way from a type to its packet.
#include "codec/second/second_decoder.hpp"

#include <cassert>

#include "codec/second/packets.hpp"

namespace mqttspec::second {
namespace {

constexpr Rule publish_qos_3 = malformed("MQTT-3.3.1-4"_v311 | "MQTT-3.3.1-4"_v5);
constexpr Rule dup_at_qos_0 = malformed("MQTT-3.3.1-2"_v311 | "MQTT-3.3.1-2"_v5);
constexpr Rule pubrel_flags = malformed("MQTT-3.6.1-1"_v311 | "MQTT-3.6.1-1"_v5);
constexpr Rule subscribe_flags = malformed("MQTT-3.8.1-1"_v311 | "MQTT-3.8.1-1"_v5);
constexpr Rule unsubscribe_flags = malformed("MQTT-3.10.1-1"_v311 | "MQTT-3.10.1-1"_v5);
constexpr Rule disconnect_flags = malformed("MQTT-3.14.1-1"_v311 | "MQTT-3.14.1-1"_v5);
constexpr Rule auth_flags = malformed("MQTT-3.15.1-1"_v5);

/// The rule that byte 1 breaks, or nullptr.
const Rule* judge_first_byte(std::uint8_t first, const DecodeContext& context) {
  if (first < 0x10) return &reserved_type;
  const PacketType type{static_cast<std::uint8_t>(first >> 4)};
  if (type == PacketType::auth && context.version == Version::v3_1_1) return &reserved_type;
  if (!may_send(context.version, context.sender, type)) return &wrong_direction;
  const unsigned flags = first & 0x0F;
  if (type == PacketType::publish) {
    const unsigned qos = flags >> 1 & 3;
    if (qos == 3) return &publish_qos_3;
    return qos == 0 && (flags & 8) != 0 ? &dup_at_qos_0 : nullptr;
  }
  if (flags == row(type).flags) return nullptr;
  switch (type) {
    case PacketType::pubrel:
      return &pubrel_flags;
    case PacketType::subscribe:
      return &subscribe_flags;
    case PacketType::unsubscribe:
      return &unsubscribe_flags;
    case PacketType::disconnect:
      return &disconnect_flags;
    case PacketType::auth:
      return &auth_flags;
    default:
      return &reserved_flags;
  }
}

/// A packet that always has the same Remaining Length. A row without a statement of a version does
/// not hold in that version.
struct FixedLength {
  PacketType type;
  std::size_t remaining_length;
  Rule rule;
};

constexpr FixedLength fixed_lengths[] = {
    {PacketType::connack, 2, malformed("U3.1.1-3.2.1-1"_v311)},
    {PacketType::puback, 2, malformed("U3.1.1-3.4.1-1"_v311)},
    {PacketType::pubrec, 2, malformed("U3.1.1-3.5.1-1"_v311)},
    {PacketType::pubrel, 2, malformed("U3.1.1-3.6.1-1"_v311)},
    {PacketType::pubcomp, 2, malformed("U3.1.1-3.7.1-1"_v311)},
    {PacketType::unsuback, 2, malformed("U3.1.1-3.11.1-1"_v311)},
    {PacketType::pingreq, 0, malformed("U3.1.1-3.12.3-1"_v311 | "U5.0-3.12.3-1"_v5)},
    {PacketType::pingresp, 0, malformed("U3.1.1-3.13.3-1"_v311 | "U5.0-3.13.3-1"_v5)},
    {PacketType::disconnect, 0, malformed("U3.1.1-3.14.3-1"_v311)},
};

struct FixedHeader {
  std::size_t size = 0;
  std::size_t remaining_length = 0;
  const Rule* broken = nullptr;  // by the Remaining Length
  std::size_t offset = 0;
};

/// Reads the Remaining Length; `size` stays 0 if it does not end in `bytes`.
FixedHeader read_fixed_header(Bytes bytes, Version version) {
  FixedHeader header;
  for (std::size_t i = 1; i < bytes.size(); ++i) {
    header.remaining_length |= static_cast<std::size_t>(bytes[i] & 0x7F) << 7 * (i - 1);
    header.offset = i;
    if (bytes[i] < 0x80) {
      if (bytes[i] == 0 && i > 1 && version == Version::v5_0) header.broken = &integer_not_minimal;
      header.size = i + 1;
      return header;
    }
    if (i == 4) {
      header.broken = &integer_too_long;
      return header;
    }
  }
  return header;
}

/// The rule that this Remaining Length breaks, however it is written, or nullptr.
const Rule* judge_length(std::uint8_t first, const FixedHeader& header,
                         const DecodeContext& context) {
  const PacketType type{static_cast<std::uint8_t>(first >> 4)};
  if (type != PacketType::publish)
    for (const auto& row : fixed_lengths)
      if (row.type == type && row.remaining_length != header.remaining_length &&
          row.rule.statements.of(context.version))
        return &row.rule;
  if (context.version == Version::v5_0 &&
      header.size + header.remaining_length > context.maximum_packet_size)
    return context.sender == Sender::client ? &too_large_for_server : &too_large_for_client;
  return nullptr;
}

template <class Typed>
std::expected<std::size_t, DecodeFailure> read_and_visit(Reader& reader, std::size_t size,
                                                         PacketVisitor& visitor,
                                                         Typed packet = {}) {
  if (!read_packet(reader, packet)) return std::unexpected(reader.violation());
  visitor.on(packet);
  return size;
}

std::expected<std::size_t, DecodeFailure> read_typed(Reader& reader, std::uint8_t first,
                                                     std::size_t size, PacketVisitor& visitor) {
  switch (PacketType{static_cast<std::uint8_t>(first >> 4)}) {
    case PacketType::connect:
      return read_and_visit<Connect>(reader, size, visitor);
    case PacketType::connack:
      return read_and_visit<Connack>(reader, size, visitor);
    case PacketType::publish: {
      Publish publish;
      publish.dup = (first & 8) != 0;
      publish.qos = Qos{static_cast<std::uint8_t>(first >> 1 & 3)};
      publish.retain = (first & 1) != 0;
      if (!read_packet(reader, publish)) return std::unexpected(reader.violation());
      visitor.on(publish);
      return size;
    }
    case PacketType::puback:
      return read_and_visit<Puback>(reader, size, visitor);
    case PacketType::pubrec:
      return read_and_visit<Pubrec>(reader, size, visitor);
    case PacketType::pubrel:
      return read_and_visit<Pubrel>(reader, size, visitor);
    case PacketType::pubcomp:
      return read_and_visit<Pubcomp>(reader, size, visitor);
    case PacketType::subscribe:
      return read_and_visit<Subscribe>(reader, size, visitor);
    case PacketType::suback:
      return read_and_visit<Suback>(reader, size, visitor);
    case PacketType::unsubscribe:
      return read_and_visit<Unsubscribe>(reader, size, visitor);
    case PacketType::unsuback:
      return read_and_visit<Unsuback>(reader, size, visitor);
    case PacketType::pingreq:
      return read_and_visit<Pingreq>(reader, size, visitor);
    case PacketType::pingresp:
      return read_and_visit<Pingresp>(reader, size, visitor);
    case PacketType::disconnect:
      return read_and_visit<Disconnect>(reader, size, visitor);
    case PacketType::auth:
      return read_and_visit<Auth>(reader, size, visitor);
  }
  return std::unexpected(NeedMore{1});
}

std::unexpected<DecodeFailure> fail(const Rule& rule, const DecodeContext& context,
                                    std::size_t offset) {
  const auto statement = rule.statements.of(context.version);
  assert(statement);
  return std::unexpected<DecodeFailure>(Violation{*statement, offset, rule.kind, rule.reason_code});
}

std::expected<std::size_t, DecodeFailure> read_whole(Bytes bytes, const DecodeContext& context,
                                                     PacketVisitor& visitor, bool tolerant) {
  if (bytes.empty()) return std::unexpected(NeedMore{2});
  const std::uint8_t first = bytes[0];
  if (const Rule* broken = judge_first_byte(first, context)) return fail(*broken, context, 0);
  const auto header = read_fixed_header(bytes, context.version);
  if (header.broken != nullptr) return fail(*header.broken, context, header.offset);
  if (header.size == 0) return std::unexpected(NeedMore{1});
  if (const Rule* broken = judge_length(first, header, context)) return fail(*broken, context, 1);
  const std::size_t size = header.size + header.remaining_length;
  if (bytes.size() < size) return std::unexpected(NeedMore{size - bytes.size()});

  const std::uint8_t* const packet = bytes.data();
  Reader reader(packet, packet + header.size, packet + size, context.version, context.sender);
  if (tolerant) reader.tolerate();
  return read_typed(reader, first, size, visitor);
}

}  // namespace

std::expected<std::size_t, DecodeFailure> decode(Bytes bytes, const DecodeContext& context,
                                                 PacketVisitor& visitor) {
  auto outcome = read_whole(bytes, context, visitor, false);
  if (outcome || context.strict) return outcome;
  const auto* reason = std::get_if<Violation>(&outcome.error());
  if (reason == nullptr || reason->kind != ViolationKind::contested) return outcome;
  const auto tolerated = read_whole(bytes, context, visitor, true);
  if (tolerated) visitor.contested(*reason);
  return tolerated;
}

}  // namespace mqttspec::second
