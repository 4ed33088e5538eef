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

template <class Holding>
struct PropertyMembers<BasicConnectProperties<Holding>> {
  using P = BasicConnectProperties<Holding>;
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

template <class Holding>
struct PropertyMembers<BasicWillProperties<Holding>> {
  using P = BasicWillProperties<Holding>;
  using Members = PropertyMemberList<
      PropertyMember<Property::payload_format_indicator, &P::payload_format_indicator>,
      PropertyMember<Property::message_expiry_interval, &P::message_expiry_interval>,
      PropertyMember<Property::content_type, &P::content_type>,
      PropertyMember<Property::response_topic, &P::response_topic>,
      PropertyMember<Property::correlation_data, &P::correlation_data>,
      PropertyMember<Property::will_delay_interval, &P::will_delay_interval>,
      PropertyMember<Property::user_property, &P::user_properties>>;
};

template <class Holding>
struct PropertyMembers<BasicConnackProperties<Holding>> {
  using P = BasicConnackProperties<Holding>;
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

template <class Holding>
struct PropertyMembers<BasicPublishProperties<Holding>> {
  using P = BasicPublishProperties<Holding>;
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

template <class Holding>
struct PropertyMembers<BasicAckProperties<Holding>> {
  using P = BasicAckProperties<Holding>;
  using Members = PropertyMemberList<PropertyMember<Property::reason_string, &P::reason_string>,
                                     PropertyMember<Property::user_property, &P::user_properties>>;
};

template <class Holding>
struct PropertyMembers<BasicSubscribeProperties<Holding>> {
  using P = BasicSubscribeProperties<Holding>;
  using Members = PropertyMemberList<
      PropertyMember<Property::subscription_identifier, &P::subscription_identifier>,
      PropertyMember<Property::user_property, &P::user_properties>>;
};

template <class Holding>
struct PropertyMembers<BasicUnsubscribeProperties<Holding>> {
  using P = BasicUnsubscribeProperties<Holding>;
  using Members = PropertyMemberList<PropertyMember<Property::user_property, &P::user_properties>>;
};

template <class Holding>
struct PropertyMembers<BasicDisconnectProperties<Holding>> {
  using P = BasicDisconnectProperties<Holding>;
  using Members = PropertyMemberList<
      PropertyMember<Property::session_expiry_interval, &P::session_expiry_interval>,
      PropertyMember<Property::server_reference, &P::server_reference>,
      PropertyMember<Property::reason_string, &P::reason_string>,
      PropertyMember<Property::user_property, &P::user_properties>>;
};

template <class Holding>
struct PropertyMembers<BasicAuthProperties<Holding>> {
  using P = BasicAuthProperties<Holding>;
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
