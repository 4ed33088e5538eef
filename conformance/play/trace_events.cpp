// See trace_events.hpp.
#include "conformance/play/trace_events.hpp"

#include "codec/owned.hpp"

namespace mqttspec::conformance::play {

using Kind = model::TraceEvent::Kind;

namespace {

// What an event of a sent packet has to keep.
struct Sent {
  Sent(owned::Packet packet_, std::vector<std::uint8_t> bytes_)
      : packet(std::move(packet_)), bytes(std::move(bytes_)), borrowed(packet) {}

  owned::Packet packet;
  std::vector<std::uint8_t> bytes;
  BorrowedPacket borrowed;
};

model::TraceEvent event_of(Kind kind, const Passage& passage) {
  return {kind, passage.at, passage.connection, passage.version, nullptr, std::nullopt};
}

// The part of `bytes` that is the first packet, if its Fixed Header is right and all of it is
// there.
std::optional<Bytes> whole_packet(Bytes bytes) {
  std::size_t remaining_length = 0;
  for (std::size_t i = 1; i <= 4 && i < bytes.size(); ++i) {
    remaining_length |= std::size_t{bytes[i] & 0x7FU} << (7 * (i - 1));
    if ((bytes[i] & 0x80) != 0) continue;
    const auto size = 1 + i + remaining_length;
    return size <= bytes.size() ? std::optional(bytes.first(size)) : std::nullopt;
  }
  return std::nullopt;
}

bool acknowledges(PacketType type) {
  return type == PacketType::puback || type == PacketType::pubrec || type == PacketType::pubcomp ||
         type == PacketType::suback || type == PacketType::unsuback;
}

}  // namespace

model::TraceEvent sent_packet(owned::Packet packet, std::vector<std::uint8_t> bytes,
                              const Passage& passage) {
  const auto sent = std::make_shared<const Sent>(std::move(packet), std::move(bytes));
  auto event = event_of(Kind::client_packet, passage);
  event.bytes = {sent, &sent->bytes};
  event.packet = sent->borrowed.packet();
  return event;
}

SentBytes sent_bytes(std::vector<std::uint8_t> bytes, const Passage& passage) {
  SentBytes sent{event_of(Kind::client_garbage, passage), std::nullopt};
  sent.event.bytes = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
  // What can be contested is not ours to send, unless it is the point of the case.
  const auto decoded =
      decode_packet(Bytes(*sent.event.bytes),
                    {.version = passage.version, .sender = Sender::client, .strict = true});
  if (!decoded) {
    if (const auto* violation = std::get_if<Violation>(&decoded.error()))
      sent.violation = *violation;
  } else if (decoded->size == sent.event.bytes->size()) {
    sent.event.kind = Kind::client_packet;
    sent.event.packet = decoded->packet;
  }
  return sent;
}

std::expected<model::TraceEvent, DecodeFailure> received_packet(Bytes bytes, Passage passage,
                                                                bool either_version) {
  const auto whole = whole_packet(bytes);
  auto event = event_of(Kind::server_packet, passage);
  // Of what is not whole only the beginning can be judged.
  if (whole) {
    event.bytes = std::make_shared<const std::vector<std::uint8_t>>(whole->begin(), whole->end());
    bytes = Bytes(*event.bytes);
  }
  DecodeContext context{.version = passage.version, .sender = Sender::server};
  auto decoded = decode_packet(bytes, context);
  if (!decoded && either_version) {
    context.version = context.version == Version::v5_0 ? Version::v3_1_1 : Version::v5_0;
    // What is a packet of neither version is judged by the one that was asked for.
    if (auto other = decode_packet(bytes, context)) decoded = std::move(other);
  }
  if (!decoded) return std::unexpected(decoded.error());
  event.version = context.version;
  event.packet = decoded->packet;
  return event;
}

std::optional<TopicOfPublish> topic_of_publish(Bytes bytes) {
  const auto whole = whole_packet(bytes);
  if (!whole || (*whole)[0] >> 4 != static_cast<int>(PacketType::publish)) return std::nullopt;
  std::size_t begin = 2;
  while (((*whole)[begin - 1] & 0x80) != 0) ++begin;
  if (whole->size() < begin + 2) return std::nullopt;
  const std::size_t length = std::size_t{(*whole)[begin]} << 8 | (*whole)[begin + 1];
  if (whole->size() < begin + 2 + length) return std::nullopt;
  return TopicOfPublish{whole->size(), whole->subspan(begin + 2, length)};
}

std::optional<model::TraceEvent> received_echo_of_0(Bytes bytes, const Passage& passage) {
  const auto whole = whole_packet(bytes);
  if (!whole || !acknowledges(PacketType{static_cast<std::uint8_t>((*whole)[0] >> 4)}))
    return std::nullopt;
  std::size_t packet_id = 2;
  while (((*whole)[packet_id - 1] & 0x80) != 0) ++packet_id;
  if (whole->size() < packet_id + 2 || (*whole)[packet_id] != 0 || (*whole)[packet_id + 1] != 0)
    return std::nullopt;
  // The decoder takes no 0, so that it is shown another identifier.
  struct Echo {
    std::vector<std::uint8_t> bytes;
    std::vector<std::uint8_t> decoded;
  };
  const auto echo = std::make_shared<Echo>(Echo{{whole->begin(), whole->end()}, {}});
  echo->decoded = echo->bytes;
  echo->decoded[packet_id + 1] = 1;
  auto decoded =
      decode_packet(Bytes(echo->decoded), {.version = passage.version, .sender = Sender::server});
  if (!decoded) return std::nullopt;
  std::visit(
      [](auto& packet) {
        if constexpr (requires { packet.packet_id = 0; }) packet.packet_id = 0;
      },
      decoded->packet);
  auto event = event_of(Kind::server_packet, passage);
  event.bytes = {echo, &echo->bytes};
  event.packet = decoded->packet;
  return event;
}

}  // namespace mqttspec::conformance::play
