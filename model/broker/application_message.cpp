// See application_message.hpp.
#include "model/broker/application_message.hpp"

namespace mqttspec::model {

namespace {

/// What PUBLISH properties and Will properties have in common.
template <class Properties>
void copy_properties(const Properties& from, Message& message) {
  message.payload_format_indicator = from.payload_format_indicator;
  message.message_expiry_interval = from.message_expiry_interval;
  if (from.content_type) message.content_type = std::string(*from.content_type);
  if (from.response_topic) message.response_topic = std::string(*from.response_topic);
  if (from.correlation_data)
    message.correlation_data = std::string(as_text(*from.correlation_data));
  for (const auto& [name, value] : from.user_properties)
    message.user_properties.emplace_back(std::string(name), std::string(value));
}

template <class Source>
Message message_from(const Source& source, std::string_view topic) {
  Message message;
  message.topic = std::string(topic);
  message.payload = std::string(as_text(source.payload));
  message.qos = source.qos;
  message.retain = source.retain;
  copy_properties(source.properties, message);
  return message;
}

}  // namespace

Message message_of(const Publish& publish, std::string_view topic) {
  return message_from(publish, topic);
}

Message message_of(const Will& will) { return message_from(will, will.topic); }

}  // namespace mqttspec::model
