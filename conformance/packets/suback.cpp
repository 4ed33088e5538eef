// See suback.hpp.
#include "conformance/packets/suback.hpp"

#include <fmt/format.h>

#include "codec/notation.hpp"
#include "conformance/packets/compare.hpp"

namespace mqttspec::conformance::packets {

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

SubackSpec& SubackSpec::any_id() {
  any_id_ = true;
  return *this;
}

Mismatch SubackSpec::wrong_codes(Bytes codes, Version version) const {
  const auto wanted = count_.value_or(codes_.size());
  if ((count_ || !codes_.empty()) && codes.size() != wanted)
    return fmt::format("it has {} codes, not {}", codes.size(), wanted);
  for (std::size_t i = 0; i < codes_.size(); ++i)
    if (auto wrong = wrong_code(version, type_, ReasonCode{codes[i]}, codes_[i]))
      return fmt::format("for filter {}: {}", i + 1, *wrong);
  for (const auto code : codes)
    if (granted_ && is_failure(ReasonCode{code}))
      return "it refuses with " + notation::code_text(version, type_, ReasonCode{code});
  return {};
}

Mismatch SubackSpec::mismatch(const Packet& packet, const PacketSetting& setting) const {
  if (auto wrong = wrong_type(packet, type_)) return wrong;
  const auto compare = [&](const auto& ack) -> Mismatch {
    if constexpr (requires { ack.reason_codes; }) {
      if (!any_id_ && ack.packet_id != packet_id_)
        return is_not("Packet Identifier", ack.packet_id, packet_id_);
      // An UNSUBACK of 3.1.1 has no codes.
      if (type_ == PacketType::unsuback && setting.version == Version::v3_1_1) return {};
      if (auto wrong = wrong_codes(ack.reason_codes, setting.version)) return wrong;
      return properties_.mismatch(ack.properties, setting);
    }
    return {};
  };
  return std::visit(compare, packet);
}

std::string SubackSpec::describe(const PacketSetting& setting) const {
  std::string text(to_string(type_));
  if (!any_id_) text += " " + notation::packet_id_text(packet_id_);
  std::string_view separator = " ";
  for (const auto& permitted : codes_) {
    text += separator;
    text += describe_codes(setting.version, type_, permitted);
    separator = ", ";
  }
  if (count_) text += fmt::format(" with {} codes{}", *count_, granted_ ? " that grant" : "");
  return text + properties_.describe();
}

}  // namespace mqttspec::conformance::packets
