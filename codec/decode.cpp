// Finds the first packet in a run of bytes by its fixed header and has its grammar read the rest.
#include "codec/decode.hpp"

#include <cassert>

#include "codec/grammar/packets.hpp"

namespace mqttspec {
namespace {

using grammar::Scan;

bool parse_body(Scan& scan, grammar::Cursor first, grammar::Cursor last, PacketVisitor& visitor) {
  switch (PacketType(*scan.packet >> 4)) {
    case PacketType::connect:
      return grammar::parse_connect(scan, first, last, visitor);
    case PacketType::connack:
      return grammar::parse_connack(scan, first, last, visitor);
    case PacketType::publish:
      return grammar::parse_publish(scan, first, last, visitor);
    case PacketType::puback:
      return grammar::parse_puback(scan, first, last, visitor);
    case PacketType::pubrec:
      return grammar::parse_pubrec(scan, first, last, visitor);
    case PacketType::pubrel:
      return grammar::parse_pubrel(scan, first, last, visitor);
    case PacketType::pubcomp:
      return grammar::parse_pubcomp(scan, first, last, visitor);
    case PacketType::subscribe:
      return grammar::parse_subscribe(scan, first, last, visitor);
    case PacketType::suback:
      return grammar::parse_suback(scan, first, last, visitor);
    case PacketType::unsubscribe:
      return grammar::parse_unsubscribe(scan, first, last, visitor);
    case PacketType::unsuback:
      return grammar::parse_unsuback(scan, first, last, visitor);
    // The fixed header has made sure that these two have nothing behind it: 3.12 and 3.13.
    case PacketType::pingreq:
      visitor.on(Pingreq{});
      return true;
    case PacketType::pingresp:
      visitor.on(Pingresp{});
      return true;
    case PacketType::disconnect:
      return grammar::parse_disconnect(scan, first, last, visitor);
    case PacketType::auth:
      return grammar::parse_auth(scan, first, last, visitor);
  }
  assert(false && "the fixed header lets no other type through");
  return false;
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

  Packet kept = Pingreq{};
};

}  // namespace

std::expected<std::size_t, DecodeFailure> decode(Bytes bytes, const DecodeContext& context,
                                                 PacketVisitor& visitor) {
  const grammar::Cursor begin = bytes.data();
  Scan scan{.packet = begin,
            .version = context.version,
            .sender = context.sender,
            .maximum_packet_size = context.maximum_packet_size};
  grammar::Cursor first = begin;
  std::uint32_t remaining_length = 0;
  if (!grammar::parse_fixed_header(scan, first, begin + bytes.size(), remaining_length))
    return failure_of(scan);
  const grammar::Cursor last = first + remaining_length;
  if (!parse_body(scan, first, last, visitor)) return failure_of(scan);
  return static_cast<std::size_t>(last - begin);
}

std::expected<Decoded, DecodeFailure> decode_packet(Bytes bytes, const DecodeContext& context) {
  Keeper keeper;
  const auto size = decode(bytes, context, keeper);
  if (!size) return std::unexpected(size.error());
  return Decoded{std::move(keeper.kept), *size};
}

}  // namespace mqttspec
