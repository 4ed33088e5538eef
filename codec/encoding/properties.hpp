// The property blocks of all packets, each in the order of the identifiers (5.0 section 2.2.2).
#pragma once

#include "codec/encoding/output.hpp"
#include "codec/packets.hpp"

namespace mqttspec::encoding {

/// Puts single properties into `Out`, a Counter or Writer. An absent property puts nothing.
template <class Out>
class PropertyOutput {
 public:
  explicit PropertyOutput(Out& out) : out_(out) {}

  void put(Property property, const std::optional<std::uint8_t>& value) {
    if (!value) return;
    identifier(property);
    out_.byte(*value);
  }
  void put(Property property, const std::optional<std::uint16_t>& value) {
    if (!value) return;
    identifier(property);
    out_.two_byte_integer(*value);
  }
  void put(Property property, const std::optional<std::uint32_t>& value) {
    if (!value) return;
    identifier(property);
    if (property == Property::subscription_identifier)
      out_.variable_byte_integer(*value);
    else
      out_.four_byte_integer(*value);
  }
  void put(Property property, const std::optional<std::string_view>& value) {
    if (!value) return;
    identifier(property);
    out_.string(*value);
  }
  void put(Property property, const std::optional<Bytes>& value) {
    if (!value) return;
    identifier(property);
    out_.binary(*value, "U5.0-1.5.6-1"_v5);
  }
  void put(Property property, const SubscriptionIdentifiers& identifiers) {
    for (const auto& each : identifiers) put(property, std::optional(each.value));
  }
  void put(Property property, const UserProperties& pairs) {
    for (const auto& pair : pairs) {
      identifier(property);
      out_.string(pair.name);
      out_.string(pair.value);
    }
  }

 private:
  void identifier(Property property) { out_.byte(static_cast<std::uint8_t>(property)); }

  Out& out_;
};

template <class Out>
void put_all(PropertyOutput<Out> out, const ConnectProperties& p) {
  out.put(Property::session_expiry_interval, p.session_expiry_interval);
  out.put(Property::authentication_method, p.authentication_method);
  out.put(Property::authentication_data, p.authentication_data);
  out.put(Property::request_problem_information, p.request_problem_information);
  out.put(Property::request_response_information, p.request_response_information);
  out.put(Property::receive_maximum, p.receive_maximum);
  out.put(Property::topic_alias_maximum, p.topic_alias_maximum);
  out.put(Property::user_property, p.user_properties);
  out.put(Property::maximum_packet_size, p.maximum_packet_size);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const WillProperties& p) {
  out.put(Property::payload_format_indicator, p.payload_format_indicator);
  out.put(Property::message_expiry_interval, p.message_expiry_interval);
  out.put(Property::content_type, p.content_type);
  out.put(Property::response_topic, p.response_topic);
  out.put(Property::correlation_data, p.correlation_data);
  out.put(Property::will_delay_interval, p.will_delay_interval);
  out.put(Property::user_property, p.user_properties);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const ConnackProperties& p) {
  out.put(Property::session_expiry_interval, p.session_expiry_interval);
  out.put(Property::assigned_client_identifier, p.assigned_client_identifier);
  out.put(Property::server_keep_alive, p.server_keep_alive);
  out.put(Property::authentication_method, p.authentication_method);
  out.put(Property::authentication_data, p.authentication_data);
  out.put(Property::response_information, p.response_information);
  out.put(Property::server_reference, p.server_reference);
  out.put(Property::reason_string, p.reason_string);
  out.put(Property::receive_maximum, p.receive_maximum);
  out.put(Property::topic_alias_maximum, p.topic_alias_maximum);
  out.put(Property::maximum_qos, p.maximum_qos);
  out.put(Property::retain_available, p.retain_available);
  out.put(Property::user_property, p.user_properties);
  out.put(Property::maximum_packet_size, p.maximum_packet_size);
  out.put(Property::wildcard_subscription_available, p.wildcard_subscription_available);
  out.put(Property::subscription_identifier_available, p.subscription_identifier_available);
  out.put(Property::shared_subscription_available, p.shared_subscription_available);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const PublishProperties& p) {
  out.put(Property::payload_format_indicator, p.payload_format_indicator);
  out.put(Property::message_expiry_interval, p.message_expiry_interval);
  out.put(Property::content_type, p.content_type);
  out.put(Property::response_topic, p.response_topic);
  out.put(Property::correlation_data, p.correlation_data);
  out.put(Property::subscription_identifier, p.subscription_identifiers);
  out.put(Property::topic_alias, p.topic_alias);
  out.put(Property::user_property, p.user_properties);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const AckProperties& p) {
  out.put(Property::reason_string, p.reason_string);
  out.put(Property::user_property, p.user_properties);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const SubscribeProperties& p) {
  out.put(Property::subscription_identifier, p.subscription_identifier);
  out.put(Property::user_property, p.user_properties);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const UnsubscribeProperties& p) {
  out.put(Property::user_property, p.user_properties);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const DisconnectProperties& p) {
  out.put(Property::session_expiry_interval, p.session_expiry_interval);
  out.put(Property::server_reference, p.server_reference);
  out.put(Property::reason_string, p.reason_string);
  out.put(Property::user_property, p.user_properties);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const AuthProperties& p) {
  out.put(Property::authentication_method, p.authentication_method);
  out.put(Property::authentication_data, p.authentication_data);
  out.put(Property::reason_string, p.reason_string);
  out.put(Property::user_property, p.user_properties);
}

/// The Property Length and the properties; nothing in 3.1.1, which has none.
template <class Out, class Properties>
void put_properties(Out& out, Version version, const Properties& properties) {
  if (version == Version::v3_1_1) return;
  out.block([&] { put_all(PropertyOutput<Out>(out), properties); });
}

}  // namespace mqttspec::encoding
