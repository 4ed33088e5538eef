// See wire_form.hpp.
#include "model/client/wire_form.hpp"

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

Will will_of(const ConnectOut& out, std::vector<UserProperty>& user_properties) {
  const auto& message = *out.will;
  for (const auto& [name, value] : message.user_properties)
    user_properties.push_back({name, value});
  Will will;
  will.topic = message.topic;
  will.payload = as_bytes(std::string_view(message.payload));
  will.qos = message.qos;
  will.retain = message.retain;
  if (out.version == Version::v3_1_1) return will;
  will.properties.will_delay_interval = out.will_delay_interval;
  will.properties.payload_format_indicator = message.payload_format_indicator;
  will.properties.message_expiry_interval = message.message_expiry_interval;
  will.properties.content_type = text_view(message.content_type);
  will.properties.response_topic = text_view(message.response_topic);
  will.properties.correlation_data = bytes_view(message.correlation_data);
  will.properties.user_properties = std::span<const UserProperty>(user_properties);
  return will;
}

}  // namespace

ClientWireForm::ClientWireForm(const ClientPacketOut& packet) {
  std::visit([this](const auto& out) { this->fill(out); }, packet);
}

void ClientWireForm::fill(const ConnectOut& out) {
  Connect connect;
  connect.version = out.version;
  connect.clean_start = out.clean_start;
  connect.keep_alive = out.keep_alive;
  connect.client_id = out.client_id;
  connect.user_name = text_view(out.user_name);
  connect.password = bytes_view(out.password);
  auto& properties = connect.properties;
  properties.session_expiry_interval = out.session_expiry_interval;
  properties.receive_maximum = out.receive_maximum;
  properties.maximum_packet_size = out.maximum_packet_size;
  properties.topic_alias_maximum = out.topic_alias_maximum;
  properties.request_response_information = out.request_response_information;
  properties.request_problem_information = out.request_problem_information;
  properties.authentication_method = text_view(out.authentication_method);
  properties.authentication_data = bytes_view(out.authentication_data);
  if (out.will) connect.will = will_of(out, user_properties_);
  packet_ = connect;
}

void ClientWireForm::fill(const SubscribeOut& out) {
  for (const auto& each : out.subscriptions)
    subscriptions_.push_back({each.topic_filter, each.maximum_qos, each.no_local,
                              each.retain_as_published, each.retain_handling});
  Subscribe subscribe;
  subscribe.packet_id = out.packet_id;
  subscribe.properties.subscription_identifier = out.subscription_identifier;
  subscribe.subscriptions = std::span<const Subscription>(subscriptions_);
  packet_ = subscribe;
}

void ClientWireForm::fill(const UnsubscribeOut& out) {
  for (const auto& filter : out.topic_filters) topic_filters_.push_back({filter});
  Unsubscribe unsubscribe;
  unsubscribe.packet_id = out.packet_id;
  unsubscribe.topic_filters = std::span<const TopicFilter>(topic_filters_);
  packet_ = unsubscribe;
}

}  // namespace mqttspec::model
