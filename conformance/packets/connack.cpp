// See connack.hpp.
#include "conformance/packets/connack.hpp"

#include "conformance/packets/compare.hpp"

namespace mqttspec::conformance::packets {

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

Mismatch ConnackSpec::mismatch(const Packet& packet, const PacketSetting& setting) const {
  const auto* connack = std::get_if<Connack>(&packet);
  if (connack == nullptr) return wrong_type(packet, type());
  const auto code = connack->reason_code;
  if (refused_ && code == ReasonCode::success) return "it accepts";
  if (!codes_.empty())
    if (auto wrong = wrong_code(setting.version, type(), code, codes_)) return wrong;
  if (session_present_ && connack->session_present != *session_present_)
    return is_not("Session Present", connack->session_present, *session_present_);
  return properties_.mismatch(connack->properties, setting);
}

std::string ConnackSpec::describe(const PacketSetting& setting) const {
  std::string text = "CONNACK";
  if (refused_) text += " with a code that refuses";
  if (!codes_.empty()) text += " " + describe_codes(setting.version, type(), codes_);
  if (session_present_) text += *session_present_ ? " session-present" : " not session-present";
  return text + properties_.describe();
}

}  // namespace mqttspec::conformance::packets
