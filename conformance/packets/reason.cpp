// See reason.hpp.
#include "conformance/packets/reason.hpp"

#include "conformance/packets/compare.hpp"

namespace mqttspec::conformance::packets {

ReasonSpec& ReasonSpec::codes(std::initializer_list<ReasonCode> codes) {
  codes_ = codes;
  return *this;
}

owned::Packet ReasonSpec::packet(const PacketSetting& setting) const {
  const auto as = [&]<class Typed>(Typed packet) -> owned::Packet {
    if (setting.version == Version::v5_0 && !codes_.empty()) packet.reason_code = codes_.front();
    properties_.values.fill(packet.properties, setting);
    return packet;
  };
  if (type_ == PacketType::auth) return as(owned::Auth{});
  return as(owned::Disconnect{});
}

Mismatch ReasonSpec::mismatch(const Packet& packet, const PacketSetting& setting) const {
  if (auto wrong = wrong_type(packet, type_)) return wrong;
  const auto compare = [&](const auto& typed) -> Mismatch {
    if (!codes_.empty())
      if (auto wrong = wrong_code(setting.version, type_, typed.reason_code, codes_)) return wrong;
    return properties_.mismatch(typed.properties, setting);
  };
  if (type_ == PacketType::auth) return compare(std::get<Auth>(packet));
  return compare(std::get<Disconnect>(packet));
}

std::string ReasonSpec::describe(const PacketSetting& setting) const {
  std::string text(to_string(type_));
  if (!codes_.empty()) text += " " + describe_codes(setting.version, type_, codes_);
  return text + properties_.describe();
}

}  // namespace mqttspec::conformance::packets
