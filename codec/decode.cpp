// Finds the first packet in a run of bytes by its fixed header and has its grammar read the rest.
#include "codec/decode.hpp"

#include <cassert>

#include "codec/grammar/packets.hpp"
#include "codec/grammar/s2_01_fixed_header.hpp"

namespace mqttspec {
namespace {

using grammar::Scan;

/// Parses what is behind the fixed header, which lets no type through that the version lacks.
template <Version version>
bool parse_body(Scan& scan, grammar::Cursor first, grammar::Cursor last, PacketVisitor& visitor) {
  switch (PacketType(*scan.packet >> 4)) {
    case PacketType::connect:
      return grammar::parse_connect(scan, first, last, visitor);
    case PacketType::connack:
      return grammar::parse_connack<version>(scan, first, last, visitor);
    case PacketType::publish:
      return grammar::parse_publish<version>(scan, first, last, visitor);
    case PacketType::puback:
      return grammar::parse_puback<version>(scan, first, last, visitor);
    case PacketType::pubrec:
      return grammar::parse_pubrec<version>(scan, first, last, visitor);
    case PacketType::pubrel:
      return grammar::parse_pubrel<version>(scan, first, last, visitor);
    case PacketType::pubcomp:
      return grammar::parse_pubcomp<version>(scan, first, last, visitor);
    case PacketType::subscribe:
      return grammar::parse_subscribe<version>(scan, first, last, visitor);
    case PacketType::suback:
      return grammar::parse_suback<version>(scan, first, last, visitor);
    case PacketType::unsubscribe:
      return grammar::parse_unsubscribe<version>(scan, first, last, visitor);
    case PacketType::unsuback:
      return grammar::parse_unsuback<version>(scan, first, last, visitor);
    // The fixed header has made sure that these two have nothing behind it: 3.12 and 3.13.
    case PacketType::pingreq:
      visitor.on(Pingreq{});
      return true;
    case PacketType::pingresp:
      visitor.on(Pingresp{});
      return true;
    case PacketType::disconnect:
      return grammar::parse_disconnect<version>(scan, first, last, visitor);
    case PacketType::auth:
      return grammar::parse_auth(scan, first, last, visitor);
  }
  assert(false && "the fixed header lets no other type through");
  return false;
}

Scan scan_of(Bytes bytes, const DecodeContext& context) {
  return {.packet = bytes.data(),
          .version = context.version,
          .sender = context.sender,
          .maximum_packet_size = context.maximum_packet_size};
}

std::unexpected<DecodeFailure> failure_of(const Scan& scan) {
  if (scan.violation) return std::unexpected<DecodeFailure>(*scan.violation);
  assert(scan.need_more != 0);
  return std::unexpected<DecodeFailure>(NeedMore{scan.need_more});
}

/// Keeps a copy of the packet that it is given.
class Keeper final : public PacketVisitor {
 public:
  void on(const Connect& packet) override { kept = packet; }
  void on(const Connack& packet) override { kept = packet; }
  void on(const Publish& packet) override { kept = packet; }
  void on(const Puback& packet) override { kept = packet; }
  void on(const Pubrec& packet) override { kept = packet; }
  void on(const Pubrel& packet) override { kept = packet; }
  void on(const Pubcomp& packet) override { kept = packet; }
  void on(const Subscribe& packet) override { kept = packet; }
  void on(const Suback& packet) override { kept = packet; }
  void on(const Unsubscribe& packet) override { kept = packet; }
  void on(const Unsuback& packet) override { kept = packet; }
  void on(const Pingreq& packet) override { kept = packet; }
  void on(const Pingresp& packet) override { kept = packet; }
  void on(const Disconnect& packet) override { kept = packet; }
  void on(const Auth& packet) override { kept = packet; }
  void contested(const Violation& reason) override { note = reason; }

  Packet kept = Pingreq{};
  std::optional<Violation> note;
};

/// The packet's size in bytes, or 0; then `scan` says why.
std::size_t parse(Scan& scan, Bytes bytes, PacketVisitor& visitor) {
  grammar::Cursor first = bytes.data();
  const grammar::Cursor end = first + bytes.size();
  grammar::FixedHeader header;
  if (!grammar::run(grammar::fixed_header, first, end, scan, header)) return 0;
  if (const auto there = grammar::left(first, end); there < header.remaining_length) {
    scan.need_more = header.remaining_length - there;
    return 0;
  }
  const grammar::Cursor last = first + header.remaining_length;
  const bool parsed = scan.version == Version::v3_1_1
                          ? parse_body<Version::v3_1_1>(scan, first, last, visitor)
                          : parse_body<Version::v5_0>(scan, first, last, visitor);
  if (!parsed) return 0;
  return static_cast<std::size_t>(last - bytes.data());
}

/// Decoding is strict at first. What fails as contested is decoded again, so that these rare
/// packets cost the others nothing.
[[gnu::cold]] std::expected<std::size_t, DecodeFailure> decode_contested(
    Bytes bytes, const DecodeContext& context, PacketVisitor& visitor, const Violation& reason) {
  Scan scan = scan_of(bytes, context);
  scan.tolerant = true;
  const std::size_t size = parse(scan, bytes, visitor);
  if (size == 0) return failure_of(scan);
  visitor.contested(reason);
  return size;
}

}  // namespace

// Flattened, since the compiler leaves a parser that two functions run out of line.
[[gnu::flatten]] std::expected<std::size_t, DecodeFailure> decode(Bytes bytes,
                                                                  const DecodeContext& context,
                                                                  PacketVisitor& visitor) {
  Scan scan = scan_of(bytes, context);
  if (const std::size_t size = parse(scan, bytes, visitor); size != 0) return size;
  if (!context.strict && scan.violation && scan.violation->kind == ViolationKind::contested)
    return decode_contested(bytes, context, visitor, *scan.violation);
  return failure_of(scan);
}

std::expected<Decoded, DecodeFailure> decode_packet(Bytes bytes, const DecodeContext& context) {
  Keeper keeper;
  const auto size = decode(bytes, context, keeper);
  if (!size) return std::unexpected(size.error());
  return Decoded{keeper.kept, *size, keeper.note};
}

}  // namespace mqttspec
