// See properties.hpp: which properties each block takes, and what each asks of its value.
#include "codec/second/properties.hpp"

#include "codec/second/property_block.hpp"

namespace mqttspec::second {
namespace {

constexpr Rule client_sends_subscription_identifier = protocol_error("MQTT-3.3.4-6"_v5);
constexpr Rule server_sends_session_expiry_interval = protocol_error("MQTT-3.14.2-2"_v5);
constexpr Rule client_sends_server_reference = contested("U5.0-3.14.2.2.5-2"_v5);

constexpr Rule response_topic_cut = malformed("MQTT-3.3.2-13"_v5);
constexpr TextRules response_topic_text = topic_text(malformed("MQTT-3.3.2-14"_v5));
constexpr Rule content_type_cut = malformed("MQTT-3.3.2-19"_v5);

constexpr Rule data_without_method = protocol_error("U5.0-3.1.2.11.10-1"_v5);
constexpr Rule acknowledged_data_without_method = contested("U5.0-3.1.2.11.10-1"_v5);
constexpr Rule auth_without_method = protocol_error("U5.0-3.15.2.2.2-1"_v5);

bool store(PropertyBlock& block, ConnectProperties& p) {
  switch (block.property()) {
    case Property::session_expiry_interval:
      return block.value(p.session_expiry_interval);
    case Property::receive_maximum:
      return block.positive(p.receive_maximum);
    case Property::maximum_packet_size:
      return block.positive(p.maximum_packet_size);
    case Property::topic_alias_maximum:
      return block.value(p.topic_alias_maximum);
    case Property::request_response_information:
      return block.zero_or_one(p.request_response_information);
    case Property::request_problem_information:
      return block.zero_or_one(p.request_problem_information);
    case Property::authentication_method:
      return block.value(p.authentication_method);
    case Property::authentication_data:
      return block.value(p.authentication_data);
    case Property::user_property:
      return block.user_property();
    default:
      return block.not_valid_here();
  }
}

bool store(PropertyBlock& block, WillProperties& p) {
  switch (block.property()) {
    case Property::will_delay_interval:
      return block.value(p.will_delay_interval);
    case Property::payload_format_indicator:
      return block.zero_or_one(p.payload_format_indicator);
    case Property::message_expiry_interval:
      return block.value(p.message_expiry_interval);
    case Property::content_type:
      return block.value(p.content_type);
    case Property::response_topic:
      return block.response_topic(p.response_topic, bad_property, any_topic_text);
    case Property::correlation_data:
      return block.value(p.correlation_data);
    case Property::user_property:
      return block.user_property();
    default:
      return block.not_valid_here();
  }
}

bool store(PropertyBlock& block, ConnackProperties& p) {
  switch (block.property()) {
    case Property::session_expiry_interval:
      return block.value(p.session_expiry_interval);
    case Property::receive_maximum:
      return block.positive(p.receive_maximum);
    case Property::maximum_qos:
      return block.zero_or_one(p.maximum_qos);
    case Property::retain_available:
      return block.zero_or_one(p.retain_available);
    case Property::maximum_packet_size:
      return block.positive(p.maximum_packet_size);
    case Property::assigned_client_identifier:
      return block.value(p.assigned_client_identifier);
    case Property::topic_alias_maximum:
      return block.value(p.topic_alias_maximum);
    case Property::reason_string:
      return block.value(p.reason_string);
    case Property::wildcard_subscription_available:
      return block.zero_or_one(p.wildcard_subscription_available);
    case Property::subscription_identifier_available:
      return block.zero_or_one(p.subscription_identifier_available);
    case Property::shared_subscription_available:
      return block.zero_or_one(p.shared_subscription_available);
    case Property::server_keep_alive:
      return block.value(p.server_keep_alive);
    case Property::response_information:
      return block.value(p.response_information);
    case Property::server_reference:
      return block.value(p.server_reference);
    case Property::authentication_method:
      return block.value(p.authentication_method);
    case Property::authentication_data:
      return block.value(p.authentication_data);
    case Property::user_property:
      return block.user_property();
    default:
      return block.not_valid_here();
  }
}

bool store(PropertyBlock& block, PublishProperties& p) {
  switch (block.property()) {
    case Property::payload_format_indicator:
      return block.zero_or_one(p.payload_format_indicator);
    case Property::message_expiry_interval:
      return block.value(p.message_expiry_interval);
    case Property::topic_alias:
      return block.positive(p.topic_alias);
    case Property::response_topic:
      return block.response_topic(p.response_topic, response_topic_cut, response_topic_text);
    case Property::correlation_data:
      return block.value(p.correlation_data);
    case Property::content_type:
      return block.value(p.content_type, content_type_cut);
    case Property::subscription_identifier:
      if (block.reader().sender() == Sender::client)
        return block.fail_here(client_sends_subscription_identifier);
      return block.listed_subscription_identifier();
    case Property::user_property:
      return block.user_property();
    default:
      return block.not_valid_here();
  }
}

bool store(PropertyBlock& block, AckProperties& p) {
  switch (block.property()) {
    case Property::reason_string:
      return block.value(p.reason_string);
    case Property::user_property:
      return block.user_property();
    default:
      return block.not_valid_here();
  }
}

bool store(PropertyBlock& block, SubscribeProperties& p) {
  switch (block.property()) {
    case Property::subscription_identifier:
      return block.once(p.subscription_identifier) &&
             block.subscription_identifier(p.subscription_identifier.emplace());
    case Property::user_property:
      return block.user_property();
    default:
      return block.not_valid_here();
  }
}

bool store(PropertyBlock& block, UnsubscribeProperties&) {
  if (block.property() == Property::user_property) return block.user_property();
  return block.not_valid_here();
}

bool store(PropertyBlock& block, DisconnectProperties& p) {
  switch (block.property()) {
    case Property::session_expiry_interval:
      if (block.reader().sender() == Sender::server)
        return block.fail_here(server_sends_session_expiry_interval);
      return block.value(p.session_expiry_interval);
    case Property::reason_string:
      return block.value(p.reason_string);
    case Property::server_reference:
      if (block.reader().sender() == Sender::client &&
          !block.judge_here(client_sends_server_reference))
        return false;
      return block.value(p.server_reference);
    case Property::user_property:
      return block.user_property();
    default:
      return block.not_valid_here();
  }
}

bool store(PropertyBlock& block, AuthProperties& p) {
  switch (block.property()) {
    case Property::authentication_method:
      return block.value(p.authentication_method);
    case Property::authentication_data:
      return block.value(p.authentication_data);
    case Property::reason_string:
      return block.value(p.reason_string);
    case Property::user_property:
      return block.user_property();
    default:
      return block.not_valid_here();
  }
}

template <class Properties>
bool read_block(Reader& reader, PropertyHost host, Properties& p) {
  PropertyBlock block(reader, host);
  if (!block.read([&p](PropertyBlock& at_property) { return store(at_property, p); })) return false;
  p.user_properties = block.user_properties();
  if constexpr (requires { p.subscription_identifiers; })
    p.subscription_identifiers = block.subscription_identifiers();
  return true;
}

}  // namespace

bool read_properties(Reader& reader, PropertyHost host, ConnectProperties& p) {
  if (!read_block(reader, host, p)) return false;
  if (p.authentication_data && !p.authentication_method)
    return reader.fail(data_without_method, reader.at());
  return true;
}
bool read_properties(Reader& reader, PropertyHost host, WillProperties& p) {
  return read_block(reader, host, p);
}
bool read_properties(Reader& reader, PropertyHost host, ConnackProperties& p) {
  if (!read_block(reader, host, p)) return false;
  return !p.authentication_data || p.authentication_method ||
         reader.judge(acknowledged_data_without_method, reader.at());
}
bool read_properties(Reader& reader, PropertyHost host, PublishProperties& p) {
  if (reader.left() != 0 && *reader.at() == 0) {  // by far the most frequent block
    std::uint8_t none = 0;
    return reader.byte(none, no_property_length);
  }
  return read_block(reader, host, p);
}
bool read_properties(Reader& reader, PropertyHost host, AckProperties& p) {
  return read_block(reader, host, p);
}
bool read_properties(Reader& reader, PropertyHost host, SubscribeProperties& p) {
  return read_block(reader, host, p);
}
bool read_properties(Reader& reader, PropertyHost host, UnsubscribeProperties& p) {
  return read_block(reader, host, p);
}
bool read_properties(Reader& reader, PropertyHost host, DisconnectProperties& p) {
  return read_block(reader, host, p);
}
bool read_properties(Reader& reader, PropertyHost host, AuthProperties& p) {
  if (!read_block(reader, host, p)) return false;
  return p.authentication_method.has_value() || reader.fail(auth_without_method, reader.at());
}

}  // namespace mqttspec::second
