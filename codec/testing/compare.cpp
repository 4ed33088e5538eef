// See compare.hpp.
#include "codec/testing/compare.hpp"

#include <fmt/format.h>

#include "codec/second/second_decoder.hpp"
#include "codec/testing/hex.hpp"

namespace mqttspec {
namespace {

class KeepPacket final : public PacketVisitor {
 public:
  explicit KeepPacket(Decoded& kept) : whole_(kept), kept_(kept.packet) {}
  void on(const Connect& packet) override { kept_ = packet; }
  void on(const Connack& packet) override { kept_ = packet; }
  void on(const Publish& packet) override { kept_ = packet; }
  void on(const Puback& packet) override { kept_ = packet; }
  void on(const Pubrec& packet) override { kept_ = packet; }
  void on(const Pubrel& packet) override { kept_ = packet; }
  void on(const Pubcomp& packet) override { kept_ = packet; }
  void on(const Subscribe& packet) override { kept_ = packet; }
  void on(const Suback& packet) override { kept_ = packet; }
  void on(const Unsubscribe& packet) override { kept_ = packet; }
  void on(const Unsuback& packet) override { kept_ = packet; }
  void on(const Pingreq& packet) override { kept_ = packet; }
  void on(const Pingresp& packet) override { kept_ = packet; }
  void on(const Disconnect& packet) override { kept_ = packet; }
  void on(const Auth& packet) override { kept_ = packet; }
  void contested(const Violation& reason) override { whole_.contested = reason; }

 private:
  Decoded& whole_;
  Packet& kept_;
};

bool agree(const Outcome& a, const Outcome& b) {
  if (a.has_value() != b.has_value()) return false;
  if (!a) return a.error() == b.error();
  return a->size == b->size && a->packet == b->packet && a->contested == b->contested;
}

}  // namespace

Outcome second_decode_packet(Bytes bytes, const DecodeContext& context) {
  Decoded decoded{};
  KeepPacket keep(decoded);
  const auto size = second::decode(bytes, context, keep);
  if (!size) return std::unexpected(size.error());
  decoded.size = *size;
  return decoded;
}

std::string describe(const Violation& violation) {
  return fmt::format("{} {} of {} @{} 0x{:02X}", to_string(violation.kind),
                     violation.statement.id(), to_string(violation.statement.version()),
                     violation.offset, static_cast<unsigned>(violation.reason_code));
}

std::string describe(const Outcome& outcome) {
  if (outcome) {
    const std::string packet =
        fmt::format("ok {} of {} bytes", to_string(type_of(outcome->packet)), outcome->size);
    return outcome->contested ? packet + ", " + describe(*outcome->contested) : packet;
  }
  if (const auto* more = std::get_if<NeedMore>(&outcome.error()))
    return fmt::format("needs {} more bytes", more->bytes);
  return describe(std::get<Violation>(outcome.error()));
}

std::string disagreement(Bytes bytes, const DecodeContext& context) {
  const auto first = decode_packet(bytes, context);
  const auto second = second_decode_packet(bytes, context);
  if (agree(first, second)) return {};
  return fmt::format("grammar: {}\nsecond:  {}\nas {} from {}: {}", describe(first),
                     describe(second), to_string(context.version),
                     context.sender == Sender::client ? "client" : "server", to_hex(bytes));
}

}  // namespace mqttspec
