// Packets as cases write them: answers, acknowledgements and the packets with little in them.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/packets/builders.hpp"
#include "conformance/packets/compare.hpp"

namespace mqttspec::conformance::packets {

using Encoded = std::expected<std::vector<std::uint8_t>, Violation>;
using Mismatch = std::optional<std::string>;

Encoded encode_packet(const Packet& packet, const PacketSetting& setting) {
  std::vector<std::uint8_t> out;
  const auto size = encode(packet, {setting.version, setting.sender}, out);
  if (!size) return std::unexpected(size.error());
  return out;
}

Mismatch wrong_type(const Packet& packet, PacketType wanted) {
  if (type_of(packet) == wanted) return std::nullopt;
  return fmt::format("it is a {}, not a {}", to_string(type_of(packet)), to_string(wanted));
}

std::string describe_codes(std::span<const ReasonCode> codes) {
  std::string text;
  for (const auto code : codes)
    text += fmt::format("{}0x{:02X}", text.empty() ? "" : "|", static_cast<unsigned>(code));
  return text;
}

Mismatch wrong_code(ReasonCode code, std::span<const ReasonCode> permitted) {
  if (std::ranges::find(permitted, code) != permitted.end()) return std::nullopt;
  return fmt::format("the code is 0x{:02X}, not {}", static_cast<unsigned>(code),
                     describe_codes(permitted));
}

ConnackSpec& ConnackSpec::session_present(bool present) {
  session_present_ = present;
  return *this;
}
ConnackSpec& ConnackSpec::codes(std::initializer_list<ReasonCode> codes) {
  codes_ = codes;
  return *this;
}
ConnackSpec& ConnackSpec::refused() {
  refused_ = true;
  return *this;
}

Encoded ConnackSpec::bytes(const PacketSetting& setting) const {
  Connack packet;
  packet.session_present = session_present_.value_or(false);
  packet.reason_code = codes_.empty() ? ReasonCode::success : codes_.front();
  if (setting.version == Version::v5_0) properties_.fill(packet.properties, setting);
  return encode_packet(packet, setting);
}

Mismatch ConnackSpec::mismatch(const Packet& packet, const PacketSetting& setting) const {
  const auto* connack = std::get_if<Connack>(&packet);
  if (connack == nullptr) return wrong_type(packet, type());
  if (refused_ && connack->reason_code == ReasonCode::success) return "the code is 0x00";
  if (!codes_.empty())
    if (auto wrong = wrong_code(connack->reason_code, codes_)) return wrong;
  if (session_present_ && connack->session_present != *session_present_)
    return fmt::format("Session Present is {}, not {}", int(connack->session_present),
                       int(*session_present_));
  return properties_.mismatch(connack->properties, setting);
}

std::string ConnackSpec::describe() const {
  std::string text = "CONNACK";
  if (refused_) text += " with a code that refuses";
  if (!codes_.empty()) text += " code=" + describe_codes(codes_);
  if (session_present_) text += fmt::format(" Session Present={}", int(*session_present_));
  return text + properties_.describe();
}

AckSpec& AckSpec::codes(std::initializer_list<ReasonCode> codes) {
  codes_ = codes;
  return *this;
}
AckSpec& AckSpec::any_code() {
  any_code_ = true;
  return *this;
}

namespace {

template <class Ack>
Encoded ack_bytes(const PropertySpecs& properties, std::uint16_t packet_id, ReasonCode code,
                  const PacketSetting& setting) {
  Ack packet;
  packet.packet_id = packet_id;
  packet.reason_code = code;
  if (setting.version == Version::v5_0) properties.fill(packet.properties, setting);
  return encode_packet(packet, setting);
}

}  // namespace

Encoded AckSpec::bytes(const PacketSetting& setting) const {
  const auto code = codes_.empty() ? ReasonCode::success : codes_.front();
  if (type_ == PacketType::puback) return ack_bytes<Puback>(properties_, packet_id_, code, setting);
  if (type_ == PacketType::pubrec) return ack_bytes<Pubrec>(properties_, packet_id_, code, setting);
  if (type_ == PacketType::pubrel) return ack_bytes<Pubrel>(properties_, packet_id_, code, setting);
  return ack_bytes<Pubcomp>(properties_, packet_id_, code, setting);
}

Mismatch AckSpec::mismatch(const Packet& packet, const PacketSetting& setting) const {
  if (auto wrong = wrong_type(packet, type_)) return wrong;
  Mismatch found;
  const auto compare = [&](const auto& ack) {
    if constexpr (requires {
                    ack.properties.reason_string;
                    ack.packet_id;
                    ack.reason_code;
                  }) {
      if (ack.packet_id != packet_id_)
        found = fmt::format("Packet Identifier is {}, not {}", ack.packet_id, packet_id_);
      else if (!codes_.empty())
        found = wrong_code(ack.reason_code, codes_);
      else if (!any_code_ && is_failure(ack.reason_code))
        found = fmt::format("the code is 0x{:02X}", static_cast<unsigned>(ack.reason_code));
      if (!found) found = properties_.mismatch(ack.properties, setting);
    }
  };
  std::visit(compare, packet);
  return found;
}

std::string AckSpec::describe() const {
  return fmt::format("{} id={}{}{}", to_string(type_), packet_id_,
                     codes_.empty() ? "" : " code=" + describe_codes(codes_),
                     properties_.describe());
}

SubackSpec& SubackSpec::code(std::initializer_list<ReasonCode> permitted) {
  codes_.emplace_back(permitted);
  return *this;
}
SubackSpec& SubackSpec::granted(std::size_t count) {
  granted_ = true;
  count_ = count;
  return *this;
}
SubackSpec& SubackSpec::count(std::size_t count) {
  count_ = count;
  return *this;
}

Encoded SubackSpec::bytes(const PacketSetting& setting) const {
  std::vector<std::uint8_t> codes;
  for (const auto& permitted : codes_)
    codes.push_back(static_cast<std::uint8_t>(permitted.front()));
  if (type_ == PacketType::unsuback) {
    Unsuback packet;
    packet.packet_id = packet_id_;
    if (setting.version == Version::v5_0) packet.reason_codes = Bytes(codes);
    return encode_packet(packet, setting);
  }
  Suback packet;
  packet.packet_id = packet_id_;
  packet.reason_codes = Bytes(codes);
  return encode_packet(packet, setting);
}

Mismatch SubackSpec::mismatch(const Packet& packet, const PacketSetting& setting) const {
  if (auto wrong = wrong_type(packet, type_)) return wrong;
  const auto compare = [&](const auto& ack) -> Mismatch {
    if constexpr (requires { ack.reason_codes; }) {
      if (ack.packet_id != packet_id_)
        return fmt::format("Packet Identifier is {}, not {}", ack.packet_id, packet_id_);
      // An UNSUBACK of 3.1.1 has no codes.
      if (type_ == PacketType::unsuback && setting.version == Version::v3_1_1) return {};
      const auto wanted = count_.value_or(codes_.size());
      if ((count_ || !codes_.empty()) && ack.reason_codes.size() != wanted)
        return fmt::format("it has {} codes, not {}", ack.reason_codes.size(), wanted);
      for (std::size_t i = 0; i < codes_.size(); ++i)
        if (auto wrong = wrong_code(ReasonCode{ack.reason_codes[i]}, codes_[i]))
          return fmt::format("for filter {}: {}", i + 1, *wrong);
      for (const auto code : ack.reason_codes)
        if (granted_ && is_failure(ReasonCode{code}))
          return fmt::format("it refuses with 0x{:02X}", code);
      return properties_.mismatch(ack.properties, setting);
    }
    return {};
  };
  return std::visit(compare, packet);
}

std::string SubackSpec::describe() const {
  std::string text = fmt::format("{} id={}", to_string(type_), packet_id_);
  for (const auto& permitted : codes_) text += " " + describe_codes(permitted);
  if (count_) text += fmt::format(" with {} codes{}", *count_, granted_ ? " that grant" : "");
  return text + properties_.describe();
}

Encoded PingSpec::bytes(const PacketSetting& setting) const {
  if (type_ == PacketType::pingreq) return encode_packet(Pingreq{}, setting);
  return encode_packet(Pingresp{}, setting);
}
Mismatch PingSpec::mismatch(const Packet& packet, const PacketSetting&) const {
  return wrong_type(packet, type_);
}
std::string PingSpec::describe() const { return std::string(to_string(type_)); }

ReasonSpec& ReasonSpec::codes(std::initializer_list<ReasonCode> codes) {
  codes_ = codes;
  return *this;
}

Encoded ReasonSpec::bytes(const PacketSetting& setting) const {
  const auto code = codes_.empty() ? ReasonCode::success : codes_.front();
  if (type_ == PacketType::auth) {
    Auth packet;
    packet.reason_code = code;
    properties_.fill(packet.properties, setting);
    return encode_packet(packet, setting);
  }
  Disconnect packet;
  if (setting.version == Version::v5_0) {
    packet.reason_code = code;
    properties_.fill(packet.properties, setting);
  }
  return encode_packet(packet, setting);
}

Mismatch ReasonSpec::mismatch(const Packet& packet, const PacketSetting& setting) const {
  if (auto wrong = wrong_type(packet, type_)) return wrong;
  const auto compare = [&](const auto& typed) -> Mismatch {
    if constexpr (requires {
                    typed.reason_code;
                    typed.properties.reason_string;
                  }) {
      if (!codes_.empty())
        if (auto wrong = wrong_code(typed.reason_code, codes_)) return wrong;
      return properties_.mismatch(typed.properties, setting);
    }
    return {};
  };
  return std::visit(compare, packet);
}

std::string ReasonSpec::describe() const {
  return fmt::format("{}{}{}", to_string(type_),
                     codes_.empty() ? "" : " code=" + describe_codes(codes_),
                     properties_.describe());
}

}  // namespace mqttspec::conformance::packets
