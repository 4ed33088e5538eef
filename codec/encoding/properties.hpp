// The property blocks of all packets, each in the order of the identifiers (5.0 section 2.2.2).
#pragma once

#include "codec/encoding/output.hpp"
#include "codec/packets.hpp"

namespace mqttspec::encoding {

/// The values of an integer property that are right wherever it may stand.
struct Range {
  std::uint32_t least = 0;
  std::uint32_t most = 0xFFFF'FFFF;
};
constexpr Range range_of(Property property) {
  Range range;
  for (const auto& place : property_places) {
    if (place.property != property) continue;
    range.least = std::max(range.least, place.minimum);
    range.most = std::min(range.most, place.maximum);
  }
  return range;
}

/// Puts single properties into `Out`, a Counter or Writer. An absent property puts nothing.
template <class Out>
class PropertyOutput {
 public:
  explicit PropertyOutput(Out& out) : out_(out) {}

  template <Property property, class Integer>
    requires std::is_integral_v<Integer>
  void put(const std::optional<Integer>& value) {
    if (value) integer<property>(*value);
  }
  template <Property property>
  void put(const std::optional<std::string_view>& value) {
    if (!value) return;
    identifier<property>();
    out_.doubt_if(property == Property::response_topic && value->empty());
    if constexpr (property == Property::response_topic)
      out_.topic_name(*value);
    else
      out_.string(*value);
  }
  template <Property property>
  void put(const std::optional<Bytes>& value) {
    if (!value) return;
    identifier<property>();
    out_.binary(*value, "U5.0-1.5.6-1"_v5);
  }
  /// In a PUBLISH, where the Server alone may have them.
  template <Property property>
  void put(const SubscriptionIdentifiers& identifiers) {
    if (identifiers.empty()) return;
    out_.doubt_if(true);
    for (const auto& each : identifiers) integer<property>(each.value);
  }
  template <Property property>
  void put(const UserProperties& pairs) {
    if (!pairs.empty()) put_all_of<property>(pairs);
  }

 private:
  template <Property property, class Integer>
  void integer(Integer value) {
    constexpr Range range = range_of(property);
    identifier<property>();
    out_.doubt_if(value < range.least || value > range.most);
    if constexpr (property == Property::subscription_identifier)
      out_.variable_byte_integer(value);
    else if constexpr (sizeof(Integer) == 1)
      out_.byte(value);
    else if constexpr (sizeof(Integer) == 2)
      out_.two_byte_integer(value);
    else
      out_.four_byte_integer(value);
  }
  template <Property property>
  void put_all_of(const UserProperties& pairs) {
    for (const auto& pair : pairs) {
      identifier<property>();
      out_.string(pair.name);
      out_.string(pair.value);
    }
  }
  template <Property property>
  void identifier() {
    out_.byte(static_cast<std::uint8_t>(property));
  }

  Out& out_;
};

template <class Out>
void put_all(PropertyOutput<Out> out, const ConnectProperties& p) {
  out.template put<Property::session_expiry_interval>(p.session_expiry_interval);
  out.template put<Property::authentication_method>(p.authentication_method);
  out.template put<Property::authentication_data>(p.authentication_data);
  out.template put<Property::request_problem_information>(p.request_problem_information);
  out.template put<Property::request_response_information>(p.request_response_information);
  out.template put<Property::receive_maximum>(p.receive_maximum);
  out.template put<Property::topic_alias_maximum>(p.topic_alias_maximum);
  out.template put<Property::user_property>(p.user_properties);
  out.template put<Property::maximum_packet_size>(p.maximum_packet_size);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const WillProperties& p) {
  out.template put<Property::payload_format_indicator>(p.payload_format_indicator);
  out.template put<Property::message_expiry_interval>(p.message_expiry_interval);
  out.template put<Property::content_type>(p.content_type);
  out.template put<Property::response_topic>(p.response_topic);
  out.template put<Property::correlation_data>(p.correlation_data);
  out.template put<Property::will_delay_interval>(p.will_delay_interval);
  out.template put<Property::user_property>(p.user_properties);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const ConnackProperties& p) {
  out.template put<Property::session_expiry_interval>(p.session_expiry_interval);
  out.template put<Property::assigned_client_identifier>(p.assigned_client_identifier);
  out.template put<Property::server_keep_alive>(p.server_keep_alive);
  out.template put<Property::authentication_method>(p.authentication_method);
  out.template put<Property::authentication_data>(p.authentication_data);
  out.template put<Property::response_information>(p.response_information);
  out.template put<Property::server_reference>(p.server_reference);
  out.template put<Property::reason_string>(p.reason_string);
  out.template put<Property::receive_maximum>(p.receive_maximum);
  out.template put<Property::topic_alias_maximum>(p.topic_alias_maximum);
  out.template put<Property::maximum_qos>(p.maximum_qos);
  out.template put<Property::retain_available>(p.retain_available);
  out.template put<Property::user_property>(p.user_properties);
  out.template put<Property::maximum_packet_size>(p.maximum_packet_size);
  out.template put<Property::wildcard_subscription_available>(p.wildcard_subscription_available);
  out.template put<Property::subscription_identifier_available>(
      p.subscription_identifier_available);
  out.template put<Property::shared_subscription_available>(p.shared_subscription_available);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const PublishProperties& p) {
  out.template put<Property::payload_format_indicator>(p.payload_format_indicator);
  out.template put<Property::message_expiry_interval>(p.message_expiry_interval);
  out.template put<Property::content_type>(p.content_type);
  out.template put<Property::response_topic>(p.response_topic);
  out.template put<Property::correlation_data>(p.correlation_data);
  out.template put<Property::subscription_identifier>(p.subscription_identifiers);
  out.template put<Property::topic_alias>(p.topic_alias);
  out.template put<Property::user_property>(p.user_properties);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const AckProperties& p) {
  out.template put<Property::reason_string>(p.reason_string);
  out.template put<Property::user_property>(p.user_properties);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const SubscribeProperties& p) {
  out.template put<Property::subscription_identifier>(p.subscription_identifier);
  out.template put<Property::user_property>(p.user_properties);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const UnsubscribeProperties& p) {
  out.template put<Property::user_property>(p.user_properties);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const DisconnectProperties& p) {
  out.template put<Property::session_expiry_interval>(p.session_expiry_interval);
  out.template put<Property::server_reference>(p.server_reference);
  out.template put<Property::reason_string>(p.reason_string);
  out.template put<Property::user_property>(p.user_properties);
}

template <class Out>
void put_all(PropertyOutput<Out> out, const AuthProperties& p) {
  out.template put<Property::authentication_method>(p.authentication_method);
  out.template put<Property::authentication_data>(p.authentication_data);
  out.template put<Property::reason_string>(p.reason_string);
  out.template put<Property::user_property>(p.user_properties);
}

/// The Property Length and the properties; nothing in 3.1.1, which has none.
template <class Out, class Properties>
void put_properties(Out& out, Version version, const Properties& properties) {
  if (version == Version::v3_1_1) return;
  out.block([&] { put_all(PropertyOutput<Out>(out), properties); });
}

}  // namespace mqttspec::encoding
