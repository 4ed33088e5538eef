// See application_message.hpp.
#include "model/broker/application_message.hpp"

namespace mqttspec::model {

namespace {

/// What PUBLISH properties and Will properties have in common.
template <class Storage, class Properties>
void copy_properties(const Properties& from, Message<Storage>& message) {
  using Text = typename Storage::Text;
  message.payload_format_indicator = from.payload_format_indicator;
  message.message_expiry_interval = from.message_expiry_interval;
  if (from.content_type) message.content_type = Text(*from.content_type);
  if (from.response_topic) message.response_topic = Text(*from.response_topic);
  if (from.correlation_data) message.correlation_data = Text(as_text(*from.correlation_data));
  for (const auto& [name, value] : from.user_properties)
    message.user_properties.emplace_back(Text(name), Text(value));
}

template <class Storage, class Source>
Message<Storage> message_from(const Source& source, std::string_view topic) {
  Message<Storage> message;
  message.topic = typename Storage::Text(topic);
  message.payload = typename Storage::Text(as_text(source.payload));
  message.qos = source.qos;
  message.retain = source.retain;
  copy_properties(source.properties, message);
  return message;
}

}  // namespace

template <class Storage>
Message<Storage> message_of(const Publish& publish, std::string_view topic) {
  return message_from<Storage>(publish, topic);
}

template <class Storage>
Message<Storage> message_of(const Will& will) {
  return message_from<Storage>(will, will.topic);
}

template Message<Unbounded> message_of(const Publish&, std::string_view);
template Message<Unbounded> message_of(const Will&);

}  // namespace mqttspec::model
