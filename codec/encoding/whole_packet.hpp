// Encoding: measure, write, and where the writer has a doubt let the decoder judge the bytes, so
// that both refuse the same. Generic over what holds the text of the packet; static, since a
// function that no other file can call is inlined where it is called once, which is worth a tenth.
#pragma once

#include "codec/check.hpp"
#include "codec/encode.hpp"
#include "codec/encoding/packets.hpp"

namespace mqttspec::encoding {

inline constexpr std::size_t largest_remaining_length = 268'435'455;

template <class Typed>
static Version version_of(const Typed& packet, const EncodeContext& context) {
  if constexpr (Typed::type == PacketType::connect)
    return packet.version;
  else
    return context.version;
}

template <class Typed>
static Counter measure(const Typed& packet, Version version) {
  Counter counter;
  put(counter, version, packet);
  return counter;
}

static std::size_t whole_size(const Counter& counter) {
  return 1 + size_of_variable_byte_integer(counter.size()) + counter.size();
}

/// What stands earlier wins: what the decoder finds, or what could not be written at all.
static std::optional<Violation> judge(Bytes bytes, const EncodeContext& context,
                                      const std::optional<Violation>& refusal) {
  const auto decoded = check(
      bytes, {.version = context.version, .sender = context.sender, .strict = context.strict});
  if (decoded) return refusal;
  const auto* found = std::get_if<Violation>(&decoded.error());
  assert(found != nullptr && "what was written is whole");
  if (refusal && refusal->offset <= found->offset) return refusal;
  return *found;
}

// Flattened, so that the place in the buffer stays in a register: whatever is written through a
// pointer to bytes might otherwise change it.
template <class Typed>
[[gnu::flatten]] static std::expected<std::size_t, EncodeFailure> encode_typed(
    const Typed& packet, const EncodeContext& context, std::span<std::uint8_t> buffer) {
  const Version version = version_of(packet, context);
  const Counter counter = measure(packet, version);
  const std::size_t size = whole_size(counter);
  if (buffer.size() < size) return std::unexpected(BufferTooSmall{size - buffer.size()});

  Writer writer(buffer.data(), version, counter.blocks());
  writer.byte(static_cast<std::uint8_t>(static_cast<unsigned>(Typed::type) << 4 |
                                        fixed_header_flags(packet)));
  writer.variable_byte_integer(counter.size());
  put(writer, version, packet);
  assert(writer.size() == size);

  if (rules_are_known<Typed> && !writer.has_doubt() && counter.size() <= largest_remaining_length &&
      may_send(context.version, context.sender, Typed::type))
    return size;
  if (const auto violation = judge(buffer.first(size), context, writer.refusal()))
    return std::unexpected(*violation);
  return size;
}

/// The overloads of codec/encode.hpp for one kind of variant.
template <class AnyPacket>
static std::expected<std::size_t, EncodeFailure> encode_any(const AnyPacket& packet,
                                                            const EncodeContext& context,
                                                            std::span<std::uint8_t> buffer) {
  return std::visit([&](const auto& typed) { return encode_typed(typed, context, buffer); },
                    packet);
}

template <class AnyPacket>
static std::size_t encoded_size_of_any(const AnyPacket& packet, const EncodeContext& context) {
  return std::visit(
      [&](const auto& typed) { return whole_size(measure(typed, version_of(typed, context))); },
      packet);
}

template <class AnyPacket>
static std::expected<std::size_t, Violation> append_any(const AnyPacket& packet,
                                                        const EncodeContext& context,
                                                        std::vector<std::uint8_t>& out) {
  const std::size_t before = out.size();
  out.resize(before + encoded_size_of_any(packet, context));
  const auto written = encode_any(packet, context, std::span(out).subspan(before));
  if (written) return *written;
  out.resize(before);
  return std::unexpected(std::get<Violation>(written.error()));
}

}  // namespace mqttspec::encoding
