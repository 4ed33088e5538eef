// See seen.hpp.
#include "model/tracker/seen.hpp"

#include <string>

namespace mqttspec::model {

namespace {

std::optional<std::string> text_of(const std::optional<std::string_view>& text) {
  if (!text) return std::nullopt;
  return std::string(*text);
}

std::optional<std::string> text_of(const std::optional<Bytes>& bytes) {
  if (!bytes) return std::nullopt;
  return std::string(as_text(*bytes));
}

using Out = PacketOut;

struct ToOut {
  std::optional<Out> operator()(const Connack& packet) const {
    const auto& from = packet.properties;
    ConnackOut out;
    out.session_present = packet.session_present;
    out.reason_code = packet.reason_code;
    out.session_expiry_interval = from.session_expiry_interval;
    out.receive_maximum = from.receive_maximum;
    out.maximum_qos = from.maximum_qos;
    out.retain_available = from.retain_available;
    out.maximum_packet_size = from.maximum_packet_size;
    out.assigned_client_identifier = text_of(from.assigned_client_identifier);
    out.topic_alias_maximum = from.topic_alias_maximum;
    out.wildcard_subscription_available = from.wildcard_subscription_available;
    out.subscription_identifier_available = from.subscription_identifier_available;
    out.shared_subscription_available = from.shared_subscription_available;
    out.server_keep_alive = from.server_keep_alive;
    out.response_information = text_of(from.response_information);
    out.reason_string = text_of(from.reason_string);
    out.authentication_method = text_of(from.authentication_method);
    out.authentication_data = text_of(from.authentication_data);
    out.server_reference = text_of(from.server_reference);
    out.has_user_property = !from.user_properties.empty();
    return out;
  }
  std::optional<Out> operator()(const Publish& packet) const {
    const auto& from = packet.properties;
    PublishOut out;
    auto& message = out.message;
    message.topic = packet.topic;
    message.payload = as_text(packet.payload);
    message.qos = packet.qos;
    message.retain = packet.retain;
    message.payload_format_indicator = from.payload_format_indicator;
    message.message_expiry_interval = from.message_expiry_interval;
    message.content_type = text_of(from.content_type);
    message.response_topic = text_of(from.response_topic);
    message.correlation_data = text_of(from.correlation_data);
    for (const auto& [name, value] : from.user_properties)
      message.user_properties.emplace_back(name, value);
    out.dup = packet.dup;
    out.packet_id = packet.packet_id;
    out.topic_alias = from.topic_alias;
    for (const auto each : from.subscription_identifiers)
      out.subscription_identifiers.push_back(each.value);
    return out;
  }
  template <PacketType type>
  std::optional<Out> operator()(const PublishAck<type>& packet) const {
    return AckOut{type, packet.packet_id, packet.reason_code,
                  text_of(packet.properties.reason_string),
                  !packet.properties.user_properties.empty()};
  }
  std::optional<Out> operator()(const Suback& packet) const { return codes_of(packet); }
  std::optional<Out> operator()(const Unsuback& packet) const { return codes_of(packet); }
  std::optional<Out> operator()(const Pingresp&) const { return PingrespOut{}; }
  std::optional<Out> operator()(const Disconnect& packet) const {
    const auto& from = packet.properties;
    return DisconnectOut{packet.reason_code, text_of(from.reason_string),
                         from.session_expiry_interval, text_of(from.server_reference),
                         !from.user_properties.empty()};
  }
  std::optional<Out> operator()(const Auth& packet) const {
    return AuthOut{packet.reason_code,
                   std::string(packet.properties.authentication_method.value_or("")),
                   text_of(packet.properties.authentication_data)};
  }
  template <class FromClient>
  std::optional<Out> operator()(const FromClient&) const {
    return std::nullopt;
  }

  template <class Answer>
  static Out codes_of(const Answer& packet) {
    SubackOut out{Answer::type, packet.packet_id, {}, {}};
    for (const auto code : packet.reason_codes)
      out.reason_codes.push_back(static_cast<ReasonCode>(code));
    out.reason_string = text_of(packet.properties.reason_string);
    out.has_user_property = !packet.properties.user_properties.empty();
    return out;
  }
};

}  // namespace

std::optional<PacketOut> packet_out(const Packet& packet) { return std::visit(ToOut{}, packet); }

}  // namespace mqttspec::model
