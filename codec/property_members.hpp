// Which member of which property struct holds which property: the one list that lets code visit
// the properties of a packet by identifier.
#pragma once

#include "codec/packets.hpp"

namespace mqttspec {

/// A property and the member that holds it: an optional, or a list.
template <Property property_, auto member_>
struct PropertyMember {
  static constexpr Property property = property_;
  static constexpr auto member = member_;
};

/// The members of a struct, as types alone: cheap to compile.
template <class... Members>
struct PropertyMemberList {};

/// The members of one property struct, ordered by identifier.
template <class Properties>
struct PropertyMembers;

template <>
struct PropertyMembers<ConnectProperties> {
  using P = ConnectProperties;
  using Members = PropertyMemberList<
      PropertyMember<Property::session_expiry_interval, &P::session_expiry_interval>,
      PropertyMember<Property::authentication_method, &P::authentication_method>,
      PropertyMember<Property::authentication_data, &P::authentication_data>,
      PropertyMember<Property::request_problem_information, &P::request_problem_information>,
      PropertyMember<Property::request_response_information, &P::request_response_information>,
      PropertyMember<Property::receive_maximum, &P::receive_maximum>,
      PropertyMember<Property::topic_alias_maximum, &P::topic_alias_maximum>,
      PropertyMember<Property::user_property, &P::user_properties>,
      PropertyMember<Property::maximum_packet_size, &P::maximum_packet_size>>;
};

template <>
struct PropertyMembers<WillProperties> {
  using P = WillProperties;
  using Members = PropertyMemberList<
      PropertyMember<Property::payload_format_indicator, &P::payload_format_indicator>,
      PropertyMember<Property::message_expiry_interval, &P::message_expiry_interval>,
      PropertyMember<Property::content_type, &P::content_type>,
      PropertyMember<Property::response_topic, &P::response_topic>,
      PropertyMember<Property::correlation_data, &P::correlation_data>,
      PropertyMember<Property::will_delay_interval, &P::will_delay_interval>,
      PropertyMember<Property::user_property, &P::user_properties>>;
};

template <>
struct PropertyMembers<ConnackProperties> {
  using P = ConnackProperties;
  using Members = PropertyMemberList<
      PropertyMember<Property::session_expiry_interval, &P::session_expiry_interval>,
      PropertyMember<Property::assigned_client_identifier, &P::assigned_client_identifier>,
      PropertyMember<Property::server_keep_alive, &P::server_keep_alive>,
      PropertyMember<Property::authentication_method, &P::authentication_method>,
      PropertyMember<Property::authentication_data, &P::authentication_data>,
      PropertyMember<Property::response_information, &P::response_information>,
      PropertyMember<Property::server_reference, &P::server_reference>,
      PropertyMember<Property::reason_string, &P::reason_string>,
      PropertyMember<Property::receive_maximum, &P::receive_maximum>,
      PropertyMember<Property::topic_alias_maximum, &P::topic_alias_maximum>,
      PropertyMember<Property::maximum_qos, &P::maximum_qos>,
      PropertyMember<Property::retain_available, &P::retain_available>,
      PropertyMember<Property::user_property, &P::user_properties>,
      PropertyMember<Property::maximum_packet_size, &P::maximum_packet_size>,
      PropertyMember<Property::wildcard_subscription_available,
                     &P::wildcard_subscription_available>,
      PropertyMember<Property::subscription_identifier_available,
                     &P::subscription_identifier_available>,
      PropertyMember<Property::shared_subscription_available, &P::shared_subscription_available>>;
};

template <>
struct PropertyMembers<PublishProperties> {
  using P = PublishProperties;
  using Members = PropertyMemberList<
      PropertyMember<Property::payload_format_indicator, &P::payload_format_indicator>,
      PropertyMember<Property::message_expiry_interval, &P::message_expiry_interval>,
      PropertyMember<Property::content_type, &P::content_type>,
      PropertyMember<Property::response_topic, &P::response_topic>,
      PropertyMember<Property::correlation_data, &P::correlation_data>,
      PropertyMember<Property::subscription_identifier, &P::subscription_identifiers>,
      PropertyMember<Property::topic_alias, &P::topic_alias>,
      PropertyMember<Property::user_property, &P::user_properties>>;
};

template <>
struct PropertyMembers<AckProperties> {
  using P = AckProperties;
  using Members = PropertyMemberList<PropertyMember<Property::reason_string, &P::reason_string>,
                                     PropertyMember<Property::user_property, &P::user_properties>>;
};

template <>
struct PropertyMembers<SubscribeProperties> {
  using P = SubscribeProperties;
  using Members = PropertyMemberList<
      PropertyMember<Property::subscription_identifier, &P::subscription_identifier>,
      PropertyMember<Property::user_property, &P::user_properties>>;
};

template <>
struct PropertyMembers<UnsubscribeProperties> {
  using P = UnsubscribeProperties;
  using Members = PropertyMemberList<PropertyMember<Property::user_property, &P::user_properties>>;
};

template <>
struct PropertyMembers<DisconnectProperties> {
  using P = DisconnectProperties;
  using Members = PropertyMemberList<
      PropertyMember<Property::session_expiry_interval, &P::session_expiry_interval>,
      PropertyMember<Property::server_reference, &P::server_reference>,
      PropertyMember<Property::reason_string, &P::reason_string>,
      PropertyMember<Property::user_property, &P::user_properties>>;
};

template <>
struct PropertyMembers<AuthProperties> {
  using P = AuthProperties;
  using Members =
      PropertyMemberList<PropertyMember<Property::authentication_method, &P::authentication_method>,
                         PropertyMember<Property::authentication_data, &P::authentication_data>,
                         PropertyMember<Property::reason_string, &P::reason_string>,
                         PropertyMember<Property::user_property, &P::user_properties>>;
};

template <class Properties, class Visit, class... Members>
constexpr void for_each_property(Properties& properties, Visit& visit,
                                 PropertyMemberList<Members...>) {
  (visit(Members::property, properties.*Members::member), ...);
}

/// Calls `visit(property, value)` for each member of the struct, in the order of identifiers.
template <class Properties, class Visit>
constexpr void for_each_property(Properties& properties, Visit&& visit) {
  using Plain = std::remove_const_t<Properties>;
  for_each_property(properties, visit, typename PropertyMembers<Plain>::Members{});
}

}  // namespace mqttspec
