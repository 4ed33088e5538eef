// See arbitrary_properties.hpp.
#include "codec/testing/arbitrary_properties.hpp"

#include <functional>

namespace mqttspec {
namespace {

/// Makers of single values, to be handed to ArbitraryFields::maybe.
struct Makers {
  explicit Makers(ArbitraryFields& f)
      : text([&f] { return f.text(); }),
        topic([&f] { return f.topic_name(); }),
        binary([&f] { return f.binary(); }),
        flag([&f] { return f.zero_or_one(); }),
        interval([&f] { return f.four_byte_integer(0); }),
        size([&f] { return f.four_byte_integer(1); }),
        count([&f] { return f.two_byte_integer(0); }),
        positive([&f] { return f.two_byte_integer(1); }) {}

  std::function<std::string_view()> text;
  std::function<std::string_view()> topic;
  std::function<Bytes()> binary;
  std::function<std::uint8_t()> flag;
  std::function<std::uint32_t()> interval;
  std::function<std::uint32_t()> size;
  std::function<std::uint16_t()> count;
  std::function<std::uint16_t()> positive;
};

/// Authentication Data stands only beside an Authentication Method.
template <class Properties>
void add_authentication(Properties& properties, ArbitraryFields& fields, const Makers& some) {
  properties.authentication_method = fields.maybe(some.text);
  if (properties.authentication_method) properties.authentication_data = fields.maybe(some.binary);
}

}  // namespace

ConnectProperties arbitrary_connect_properties(ArbitraryFields& fields) {
  const Makers some(fields);
  ConnectProperties properties;
  properties.session_expiry_interval = fields.maybe(some.interval);
  properties.receive_maximum = fields.maybe(some.positive);
  properties.maximum_packet_size = fields.maybe(some.size);
  properties.topic_alias_maximum = fields.maybe(some.count);
  properties.request_response_information = fields.maybe(some.flag);
  properties.request_problem_information = fields.maybe(some.flag);
  add_authentication(properties, fields, some);
  properties.user_properties = fields.user_properties();
  return properties;
}

WillProperties arbitrary_will_properties(ArbitraryFields& fields) {
  const Makers some(fields);
  WillProperties properties;
  properties.will_delay_interval = fields.maybe(some.interval);
  properties.payload_format_indicator = fields.maybe(some.flag);
  properties.message_expiry_interval = fields.maybe(some.interval);
  properties.content_type = fields.maybe(some.text);
  properties.response_topic = fields.maybe(some.topic);
  properties.correlation_data = fields.maybe(some.binary);
  properties.user_properties = fields.user_properties();
  return properties;
}

ConnackProperties arbitrary_connack_properties(ArbitraryFields& fields, bool redirects) {
  const Makers some(fields);
  ConnackProperties properties;
  properties.session_expiry_interval = fields.maybe(some.interval);
  properties.receive_maximum = fields.maybe(some.positive);
  properties.maximum_qos = fields.maybe(some.flag);
  properties.retain_available = fields.maybe(some.flag);
  properties.maximum_packet_size = fields.maybe(some.size);
  properties.assigned_client_identifier = fields.maybe(some.text);
  properties.topic_alias_maximum = fields.maybe(some.count);
  properties.reason_string = fields.maybe(some.text);
  properties.wildcard_subscription_available = fields.maybe(some.flag);
  properties.subscription_identifier_available = fields.maybe(some.flag);
  properties.shared_subscription_available = fields.maybe(some.flag);
  properties.server_keep_alive = fields.maybe(some.count);
  properties.response_information = fields.maybe(some.text);
  if (redirects) properties.server_reference = fields.maybe(some.text);
  add_authentication(properties, fields, some);
  properties.user_properties = fields.user_properties();
  return properties;
}

PublishProperties arbitrary_publish_properties(ArbitraryFields& fields, Sender sender) {
  const Makers some(fields);
  PublishProperties properties;
  properties.payload_format_indicator = fields.maybe(some.flag);
  properties.message_expiry_interval = fields.maybe(some.interval);
  properties.topic_alias = fields.maybe(some.positive);
  properties.response_topic = fields.maybe(some.topic);
  properties.correlation_data = fields.maybe(some.binary);
  properties.content_type = fields.maybe(some.text);
  if (sender == Sender::server)
    properties.subscription_identifiers =
        fields.list(0, [&] { return SubscriptionIdentifier{fields.subscription_identifier()}; });
  properties.user_properties = fields.user_properties();
  return properties;
}

AckProperties arbitrary_ack_properties(ArbitraryFields& fields) {
  const Makers some(fields);
  AckProperties properties;
  properties.reason_string = fields.maybe(some.text);
  properties.user_properties = fields.user_properties();
  return properties;
}

SubscribeProperties arbitrary_subscribe_properties(ArbitraryFields& fields) {
  SubscribeProperties properties;
  properties.subscription_identifier =
      fields.maybe([&] { return fields.subscription_identifier(); });
  properties.user_properties = fields.user_properties();
  return properties;
}

UnsubscribeProperties arbitrary_unsubscribe_properties(ArbitraryFields& fields) {
  return {.user_properties = fields.user_properties()};
}

DisconnectProperties arbitrary_disconnect_properties(ArbitraryFields& fields, Sender sender,
                                                     bool redirects) {
  const Makers some(fields);
  DisconnectProperties properties;
  if (sender == Sender::client) properties.session_expiry_interval = fields.maybe(some.interval);
  properties.reason_string = fields.maybe(some.text);
  if (redirects) properties.server_reference = fields.maybe(some.text);
  properties.user_properties = fields.user_properties();
  return properties;
}

AuthProperties arbitrary_auth_properties(ArbitraryFields& fields) {
  const Makers some(fields);
  AuthProperties properties;
  properties.authentication_method = fields.text();
  properties.authentication_data = fields.maybe(some.binary);
  properties.reason_string = fields.maybe(some.text);
  properties.user_properties = fields.user_properties();
  return properties;
}

}  // namespace mqttspec
