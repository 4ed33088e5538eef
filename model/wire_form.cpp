// See wire_form.hpp.
#include "model/wire_form.hpp"

#include <string_view>

namespace mqttspec::model {

namespace {

template <class Text>
std::optional<std::string_view> text_view(const std::optional<Text>& text) {
  if (!text) return std::nullopt;
  return std::string_view(*text);
}

template <class Text>
std::optional<Bytes> bytes_view(const std::optional<Text>& text) {
  if (!text) return std::nullopt;
  return as_bytes(std::string_view(*text));
}

template <class Ack>
Ack acknowledgement(const AckOut& out, UserProperties user_properties) {
  Ack ack;
  ack.properties.user_properties = user_properties;
  ack.packet_id = out.packet_id;
  ack.reason_code = out.reason_code;
  ack.properties.reason_string = text_view(out.reason_string);
  return ack;
}

template <class Ack>
Ack codes_of(const SubackOut& out, std::vector<std::uint8_t>& reason_codes,
             UserProperties user_properties) {
  for (const ReasonCode code : out.reason_codes)
    reason_codes.push_back(static_cast<std::uint8_t>(code));
  Ack ack;
  ack.packet_id = out.packet_id;
  ack.properties.reason_string = text_view(out.reason_string);
  ack.properties.user_properties = user_properties;
  ack.reason_codes = Bytes(reason_codes);
  return ack;
}

}  // namespace

WireForm::WireForm(const PacketOut& packet) {
  std::visit([this](const auto& out) { this->fill(out); }, packet);
}

inline UserProperties WireForm::reporter(bool wanted) {
  if (wanted) user_properties_.push_back({"reporter", "mqttspec"});
  return std::span<const UserProperty>(user_properties_);
}

void WireForm::fill(const ConnackOut& out) {
  Connack connack;
  connack.session_present = out.session_present;
  connack.reason_code = out.reason_code;
  auto& properties = connack.properties;
  properties.session_expiry_interval = out.session_expiry_interval;
  properties.receive_maximum = out.receive_maximum;
  properties.maximum_qos = out.maximum_qos;
  properties.retain_available = out.retain_available;
  properties.maximum_packet_size = out.maximum_packet_size;
  properties.assigned_client_identifier = text_view(out.assigned_client_identifier);
  properties.topic_alias_maximum = out.topic_alias_maximum;
  properties.reason_string = text_view(out.reason_string);
  properties.wildcard_subscription_available = out.wildcard_subscription_available;
  properties.subscription_identifier_available = out.subscription_identifier_available;
  properties.shared_subscription_available = out.shared_subscription_available;
  properties.server_keep_alive = out.server_keep_alive;
  properties.response_information = text_view(out.response_information);
  properties.authentication_method = text_view(out.authentication_method);
  properties.authentication_data = bytes_view(out.authentication_data);
  properties.server_reference = text_view(out.server_reference);
  properties.user_properties = reporter(out.has_user_property);
  packet_ = connack;
}

void WireForm::fill(const PublishOut& out) {
  const auto& message = out.message;
  for (const auto& [name, value] : message.user_properties)
    user_properties_.push_back({name, value});
  for (const auto identifier : out.subscription_identifiers)
    subscription_identifiers_.push_back({identifier});
  Publish publish;
  publish.dup = out.dup;
  publish.qos = message.qos;
  publish.retain = message.retain;
  publish.topic = message.topic;
  publish.packet_id = out.packet_id;
  auto& properties = publish.properties;
  properties.payload_format_indicator = message.payload_format_indicator;
  properties.message_expiry_interval = message.message_expiry_interval;
  properties.topic_alias = out.topic_alias;
  properties.response_topic = text_view(message.response_topic);
  properties.correlation_data = bytes_view(message.correlation_data);
  properties.content_type = text_view(message.content_type);
  properties.subscription_identifiers =
      std::span<const SubscriptionIdentifier>(subscription_identifiers_);
  properties.user_properties = std::span<const UserProperty>(user_properties_);
  publish.payload = as_bytes(std::string_view(message.payload));
  packet_ = publish;
}

void WireForm::fill(const AckOut& out) {
  switch (out.type) {
    case PacketType::pubrec:
      packet_ = acknowledgement<Pubrec>(out, reporter(out.has_user_property));
      break;
    case PacketType::pubrel:
      packet_ = acknowledgement<Pubrel>(out, reporter(out.has_user_property));
      break;
    case PacketType::pubcomp:
      packet_ = acknowledgement<Pubcomp>(out, reporter(out.has_user_property));
      break;
    default:
      packet_ = acknowledgement<Puback>(out, reporter(out.has_user_property));
  }
}

void WireForm::fill(const SubackOut& out) {
  if (out.type == PacketType::suback)
    packet_ = codes_of<Suback>(out, reason_codes_, reporter(out.has_user_property));
  else
    packet_ = codes_of<Unsuback>(out, reason_codes_, reporter(out.has_user_property));
}

void WireForm::fill(const DisconnectOut& out) {
  Disconnect disconnect;
  disconnect.reason_code = out.reason_code;
  disconnect.properties.reason_string = text_view(out.reason_string);
  disconnect.properties.session_expiry_interval = out.session_expiry_interval;
  disconnect.properties.server_reference = text_view(out.server_reference);
  disconnect.properties.user_properties = reporter(out.has_user_property);
  packet_ = disconnect;
}

void WireForm::fill(const AuthOut& out) {
  Auth auth;
  auth.reason_code = out.reason_code;
  auth.properties.authentication_method = std::string_view(out.authentication_method);
  auth.properties.authentication_data = bytes_view(out.authentication_data);
  packet_ = auth;
}

}  // namespace mqttspec::model
