// See connect.hpp.
#include "conformance/packets/connect.hpp"

namespace mqttspec::conformance::packets {

ConnectSpec& ConnectSpec::keep_session(std::uint32_t expiry) {
  clean_ = false;
  keeps_session_ = true;
  return with(Property::session_expiry_interval, expiry);
}
ConnectSpec& ConnectSpec::clean(bool clean) {
  clean_ = clean;
  return *this;
}
ConnectSpec& ConnectSpec::keep_alive(std::uint16_t seconds) {
  keep_alive_ = seconds;
  return *this;
}
ConnectSpec& ConnectSpec::will(WillSpec will) {
  will_ = std::move(will);
  return *this;
}
ConnectSpec& ConnectSpec::user_name(std::string_view name) {
  user_name_ = name;
  own_credentials_ = true;
  return *this;
}
ConnectSpec& ConnectSpec::password(std::string_view password) {
  password_ = password;
  own_credentials_ = true;
  return *this;
}
ConnectSpec& ConnectSpec::anonymous() {
  own_credentials_ = true;
  return *this;
}
ConnectSpec& ConnectSpec::exact_client_id(std::string_view id) {
  exact_id_ = id;
  return *this;
}

owned::Packet ConnectSpec::packet(const PacketSetting& setting) const {
  owned::Connect packet;
  packet.version = setting.version;
  packet.clean_start = clean_;
  packet.keep_alive = keep_alive_;
  packet.client_id = exact_id_ ? *exact_id_ : setting.names.client_id(client_);
  properties_.fill(packet.properties, setting);
  if (will_) packet.will = will_->part(setting);
  packet.user_name = user_name_;
  packet.password = password_;
  if (own_credentials_ || setting.user_name.empty()) return packet;
  packet.user_name = setting.user_name;
  if (!setting.password.empty()) packet.password = setting.password;
  return packet;
}

}  // namespace mqttspec::conformance::packets
