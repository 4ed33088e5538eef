// See application_message.hpp.
#include "model/broker/application_message.hpp"

#include "codec/owned.hpp"

namespace mqttspec::model::broker {

namespace {

/// The properties that a PUBLISH, a Will and a message have in common.
template <class From, class To>
void copy_properties(const From& from, To& to) {
  to.payload_format_indicator = from.payload_format_indicator;
  to.message_expiry_interval = from.message_expiry_interval;
  to.content_type = from.content_type;
  to.response_topic = from.response_topic;
  to.correlation_data = from.correlation_data;
  to.user_properties = from.user_properties;
}

template <class Source>
Message message_from(const Source& source, std::string_view topic) {
  Message message;
  message.topic = topic;
  message.payload = source.payload;
  message.qos = source.qos;
  message.retain = source.retain;
  copy_properties(source.properties, message);
  return message;
}

}  // namespace

Message message_of(const Publish& publish, std::string_view topic) {
  return message_from(to_owned(publish), topic);
}

Message message_of(const Will& will) { return message_of(to_owned(will)); }
Message message_of(const owned::Will& will) { return message_from(will, will.topic); }

owned::Publish publish_of(const Message& message) {
  owned::Publish publish;
  publish.qos = message.qos;
  publish.retain = message.retain;
  publish.topic = message.topic;
  publish.payload = message.payload;
  copy_properties(message, publish.properties);
  return publish;
}

}  // namespace mqttspec::model::broker
