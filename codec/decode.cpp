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
bool parse_body(Scan& scan, grammar::Cursor first, grammar::Cursor last) {
  switch (PacketType(*scan.packet >> 4)) {
    case PacketType::connect:
      return grammar::parse_connect(scan, first, last);
    case PacketType::connack:
      return grammar::parse_connack<version>(scan, first, last);
    case PacketType::publish:
      return grammar::parse_publish<version>(scan, first, last);
    case PacketType::puback:
      return grammar::parse_puback<version>(scan, first, last);
    case PacketType::pubrec:
      return grammar::parse_pubrec<version>(scan, first, last);
    case PacketType::pubrel:
      return grammar::parse_pubrel<version>(scan, first, last);
    case PacketType::pubcomp:
      return grammar::parse_pubcomp<version>(scan, first, last);
    case PacketType::subscribe:
      return grammar::parse_subscribe<version>(scan, first, last);
    case PacketType::suback:
      return grammar::parse_suback<version>(scan, first, last);
    case PacketType::unsubscribe:
      return grammar::parse_unsubscribe<version>(scan, first, last);
    case PacketType::unsuback:
      return grammar::parse_unsuback<version>(scan, first, last);
    // The fixed header has made sure that these two have nothing behind it: 3.12 and 3.13.
    case PacketType::pingreq:
      scan.visitor.on(Pingreq{});
      return true;
    case PacketType::pingresp:
      scan.visitor.on(Pingresp{});
      return true;
    case PacketType::disconnect:
      return grammar::parse_disconnect<version>(scan, first, last);
    case PacketType::auth:
      return grammar::parse_auth(scan, first, last);
  }
  assert(false && "the fixed header lets no other type through");
  return false;
}

Scan scan_of(Bytes bytes, const DecodeContext& context, PacketVisitor& visitor) {
  return {.context = context,
          .visitor = visitor,
          .packet = bytes.data(),
          .end = bytes.data() + bytes.size(),
          .version = context.version,
          .sender = context.sender};
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
std::size_t parse(Scan& scan) {
  grammar::Cursor first = scan.packet;
  grammar::FixedHeader header;
  if (!grammar::run(grammar::fixed_header, first, scan.end, scan, header)) return 0;
  if (const auto there = grammar::left(first, scan.end); there < header.remaining_length) {
    scan.need_more = header.remaining_length - there;
    return 0;
  }
  const grammar::Cursor last = first + header.remaining_length;
  const bool parsed = scan.version == Version::v3_1_1
                          ? parse_body<Version::v3_1_1>(scan, first, last)
                          : parse_body<Version::v5_0>(scan, first, last);
  return parsed ? static_cast<std::size_t>(last - scan.packet) : 0;
}

/// Decoding is strict at first. What fails as contested is decoded again, so that these rare
/// packets cost the others nothing.
[[gnu::cold, gnu::noinline]] std::expected<std::size_t, DecodeFailure> decode_otherwise(
    const Scan& scan) {
  const auto& reason = scan.violation;
  if (scan.context.strict || !reason || reason->kind != ViolationKind::contested)
    return failure_of(scan);
  Scan tolerant = scan_of({scan.packet, scan.end}, scan.context, scan.visitor);
  tolerant.tolerant = true;
  const std::size_t size = parse(tolerant);
  if (size == 0) return failure_of(tolerant);
  scan.visitor.contested(*reason);
  return size;
}

}  // namespace

// Flattened, since the compiler leaves a parser that two functions run out of line.
[[gnu::flatten]] std::expected<std::size_t, DecodeFailure> decode(Bytes bytes,
                                                                  const DecodeContext& context,
                                                                  PacketVisitor& visitor) {
  Scan scan = scan_of(bytes, context, visitor);
  if (const std::size_t size = parse(scan); size != 0) return size;
  return decode_otherwise(scan);
}

std::expected<Decoded, DecodeFailure> decode_packet(Bytes bytes, const DecodeContext& context) {
  Keeper keeper;
  const auto size = decode(bytes, context, keeper);
  if (!size) return std::unexpected(size.error());
  return Decoded{keeper.kept, *size, keeper.note};
}

}  // namespace mqttspec
