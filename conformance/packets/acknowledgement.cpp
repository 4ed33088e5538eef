// See acknowledgement.hpp.
#include "conformance/packets/acknowledgement.hpp"

#include "codec/notation.hpp"
#include "conformance/packets/compare.hpp"

namespace mqttspec::conformance::packets {

AckSpec& AckSpec::codes(std::initializer_list<ReasonCode> codes) {
  codes_ = codes;
  return *this;
}
AckSpec& AckSpec::any_code() {
  any_code_ = true;
  return *this;
}

AckSpec& AckSpec::any_id() {
  any_id_ = true;
  return *this;
}

owned::Packet AckSpec::packet(const PacketSetting& setting) const {
  const auto as = [&]<class Ack>(Ack ack) -> owned::Packet {
    ack.packet_id = packet_id_;
    if (setting.version == Version::v5_0 && !codes_.empty()) ack.reason_code = codes_.front();
    properties_.values.fill(ack.properties, setting);
    return ack;
  };
  if (type_ == PacketType::puback) return as(owned::Puback{});
  if (type_ == PacketType::pubrec) return as(owned::Pubrec{});
  if (type_ == PacketType::pubrel) return as(owned::Pubrel{});
  return as(owned::Pubcomp{});
}

Mismatch AckSpec::mismatch(const Packet& packet, const PacketSetting& setting) const {
  if (auto wrong = wrong_type(packet, type_)) return wrong;
  const auto compare = [&]<class Typed>(const Typed& ack) -> Mismatch {
    if constexpr (requires { PublishAck<Typed::type>(ack); }) {
      if (!any_id_ && ack.packet_id != packet_id_)
        return is_not("Packet Identifier", ack.packet_id, packet_id_);
      const auto code = ack.reason_code;
      if (!codes_.empty()) {
        if (auto wrong = wrong_code(setting.version, type_, code, codes_)) return wrong;
      } else if (!any_code_ && is_failure(code)) {
        return "the code is " + notation::code_text(setting.version, type_, code);
      }
      return properties_.mismatch(ack.properties, setting);
    }
    return {};
  };
  return std::visit(compare, packet);
}

std::string AckSpec::describe(const PacketSetting& setting) const {
  std::string text(to_string(type_));
  if (!any_id_) text += " " + notation::packet_id_text(packet_id_);
  if (!codes_.empty()) text += " " + describe_codes(setting.version, type_, codes_);
  return text + properties_.describe();
}

}  // namespace mqttspec::conformance::packets
