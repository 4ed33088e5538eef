// The fifteen MQTT Control Packets as values. One set serves both versions: what 3.1.1 lacks is
// absent or empty there. Each comes in two forms: borrowed, with views of the buffer that was
// decoded or of what the sender has, and owned.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "codec/lists.hpp"
#include "spec/packet_table.hpp"
#include "spec/property_table.hpp"
#include "spec/reason_code_table.hpp"

namespace mqttspec {

/// Intervals are in seconds, sizes in bytes, unless a name says otherwise. An absent property is
/// an empty optional; its default is the reader's business (3.1.2.11, 3.2.2.3, …).
template <class Holding>
struct BasicConnectProperties {
  std::optional<std::uint32_t> session_expiry_interval;
  std::optional<std::uint16_t> receive_maximum;
  std::optional<std::uint32_t> maximum_packet_size;
  std::optional<std::uint16_t> topic_alias_maximum;
  std::optional<std::uint8_t> request_response_information;
  std::optional<std::uint8_t> request_problem_information;
  std::optional<TextOf<Holding>> authentication_method;
  std::optional<BinaryOf<Holding>> authentication_data;
  BasicUserProperties<Holding> user_properties;

  friend bool operator==(const BasicConnectProperties&, const BasicConnectProperties&) = default;
};

template <class Holding>
struct BasicWillProperties {
  std::optional<std::uint32_t> will_delay_interval;
  std::optional<std::uint8_t> payload_format_indicator;
  std::optional<std::uint32_t> message_expiry_interval;
  std::optional<TextOf<Holding>> content_type;
  std::optional<TextOf<Holding>> response_topic;
  std::optional<BinaryOf<Holding>> correlation_data;
  BasicUserProperties<Holding> user_properties;

  friend bool operator==(const BasicWillProperties&, const BasicWillProperties&) = default;
};

template <class Holding>
struct BasicWill {
  TextOf<Holding> topic;
  BinaryOf<Holding> payload;
  Qos qos = Qos::at_most_once;
  bool retain = false;
  BasicWillProperties<Holding> properties;

  friend bool operator==(const BasicWill&, const BasicWill&) = default;
};

/// Section 3.1. The version that it asks for decides how it and all after it are encoded.
template <class Holding>
struct BasicConnect {
  static constexpr PacketType type = PacketType::connect;

  Version version = Version::v5_0;
  bool clean_start = false;  // Clean Session in 3.1.1
  std::uint16_t keep_alive = 0;
  BasicConnectProperties<Holding> properties;
  TextOf<Holding> client_id;
  std::optional<BasicWill<Holding>> will;
  std::optional<TextOf<Holding>> user_name;
  std::optional<BinaryOf<Holding>> password;

  friend bool operator==(const BasicConnect&, const BasicConnect&) = default;
};

template <class Holding>
struct BasicConnackProperties {
  std::optional<std::uint32_t> session_expiry_interval;
  std::optional<std::uint16_t> receive_maximum;
  std::optional<std::uint8_t> maximum_qos;
  std::optional<std::uint8_t> retain_available;
  std::optional<std::uint32_t> maximum_packet_size;
  std::optional<TextOf<Holding>> assigned_client_identifier;
  std::optional<std::uint16_t> topic_alias_maximum;
  std::optional<TextOf<Holding>> reason_string;
  std::optional<std::uint8_t> wildcard_subscription_available;
  std::optional<std::uint8_t> subscription_identifier_available;
  std::optional<std::uint8_t> shared_subscription_available;
  std::optional<std::uint16_t> server_keep_alive;
  std::optional<TextOf<Holding>> response_information;
  std::optional<TextOf<Holding>> server_reference;
  std::optional<TextOf<Holding>> authentication_method;
  std::optional<BinaryOf<Holding>> authentication_data;
  BasicUserProperties<Holding> user_properties;

  friend bool operator==(const BasicConnackProperties&, const BasicConnackProperties&) = default;
};

/// Section 3.2.
template <class Holding>
struct BasicConnack {
  static constexpr PacketType type = PacketType::connack;

  bool session_present = false;
  ReasonCode reason_code = ReasonCode::success;
  BasicConnackProperties<Holding> properties;

  friend bool operator==(const BasicConnack&, const BasicConnack&) = default;
};

template <class Holding>
struct BasicPublishProperties {
  std::optional<std::uint8_t> payload_format_indicator;
  std::optional<std::uint32_t> message_expiry_interval;
  std::optional<std::uint16_t> topic_alias;
  std::optional<TextOf<Holding>> response_topic;
  std::optional<BinaryOf<Holding>> correlation_data;
  std::optional<TextOf<Holding>> content_type;
  BasicSubscriptionIdentifiers<Holding> subscription_identifiers;
  BasicUserProperties<Holding> user_properties;

  friend bool operator==(const BasicPublishProperties&, const BasicPublishProperties&) = default;
};

/// Section 3.3. `packet_id` is 0 at QoS 0, where the field does not exist, and 1 to 65,535 above.
template <class Holding>
struct BasicPublish {
  static constexpr PacketType type = PacketType::publish;

  bool dup = false;
  Qos qos = Qos::at_most_once;
  bool retain = false;
  TextOf<Holding> topic;
  std::uint16_t packet_id = 0;
  BasicPublishProperties<Holding> properties;
  BinaryOf<Holding> payload;

  friend bool operator==(const BasicPublish&, const BasicPublish&) = default;
};

/// The properties of acknowledgements: PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK.
template <class Holding>
struct BasicAckProperties {
  std::optional<TextOf<Holding>> reason_string;
  BasicUserProperties<Holding> user_properties;

  friend bool operator==(const BasicAckProperties&, const BasicAckProperties&) = default;
};

/// Sections 3.4 to 3.7: the four acknowledgements of a PUBLISH differ in their type alone.
template <class Holding, PacketType acknowledgement>
struct BasicPublishAck {
  static constexpr PacketType type = acknowledgement;

  std::uint16_t packet_id = 0;
  ReasonCode reason_code = ReasonCode::success;
  BasicAckProperties<Holding> properties;

  friend bool operator==(const BasicPublishAck&, const BasicPublishAck&) = default;
};

template <class Holding>
struct BasicSubscribeProperties {
  std::optional<std::uint32_t> subscription_identifier;
  BasicUserProperties<Holding> user_properties;

  friend bool operator==(const BasicSubscribeProperties&,
                         const BasicSubscribeProperties&) = default;
};

/// Section 3.8.
template <class Holding>
struct BasicSubscribe {
  static constexpr PacketType type = PacketType::subscribe;

  std::uint16_t packet_id = 0;
  BasicSubscribeProperties<Holding> properties;
  BasicSubscriptions<Holding> subscriptions;

  friend bool operator==(const BasicSubscribe&, const BasicSubscribe&) = default;
};

/// Section 3.9. `reason_codes` holds one byte for each Topic Filter, in their order.
template <class Holding>
struct BasicSuback {
  static constexpr PacketType type = PacketType::suback;

  std::uint16_t packet_id = 0;
  BasicAckProperties<Holding> properties;
  typename Holding::ReasonCodes reason_codes;

  friend bool operator==(const BasicSuback&, const BasicSuback&) = default;
};

template <class Holding>
struct BasicUnsubscribeProperties {
  BasicUserProperties<Holding> user_properties;

  friend bool operator==(const BasicUnsubscribeProperties&,
                         const BasicUnsubscribeProperties&) = default;
};

/// Section 3.10.
template <class Holding>
struct BasicUnsubscribe {
  static constexpr PacketType type = PacketType::unsubscribe;

  std::uint16_t packet_id = 0;
  BasicUnsubscribeProperties<Holding> properties;
  BasicTopicFilters<Holding> topic_filters;

  friend bool operator==(const BasicUnsubscribe&, const BasicUnsubscribe&) = default;
};

/// Section 3.11. `reason_codes` is empty in 3.1.1, where the packet has no Payload.
template <class Holding>
struct BasicUnsuback {
  static constexpr PacketType type = PacketType::unsuback;

  std::uint16_t packet_id = 0;
  BasicAckProperties<Holding> properties;
  typename Holding::ReasonCodes reason_codes;

  friend bool operator==(const BasicUnsuback&, const BasicUnsuback&) = default;
};

/// Section 3.12.
template <class Holding>
struct BasicPingreq {
  static constexpr PacketType type = PacketType::pingreq;
  friend bool operator==(const BasicPingreq&, const BasicPingreq&) = default;
};

/// Section 3.13.
template <class Holding>
struct BasicPingresp {
  static constexpr PacketType type = PacketType::pingresp;
  friend bool operator==(const BasicPingresp&, const BasicPingresp&) = default;
};

template <class Holding>
struct BasicDisconnectProperties {
  std::optional<std::uint32_t> session_expiry_interval;
  std::optional<TextOf<Holding>> reason_string;
  std::optional<TextOf<Holding>> server_reference;
  BasicUserProperties<Holding> user_properties;

  friend bool operator==(const BasicDisconnectProperties&,
                         const BasicDisconnectProperties&) = default;
};

/// Section 3.14.
template <class Holding>
struct BasicDisconnect {
  static constexpr PacketType type = PacketType::disconnect;

  ReasonCode reason_code = ReasonCode::normal_disconnection;
  BasicDisconnectProperties<Holding> properties;

  friend bool operator==(const BasicDisconnect&, const BasicDisconnect&) = default;
};

template <class Holding>
struct BasicAuthProperties {
  std::optional<TextOf<Holding>> authentication_method;
  std::optional<BinaryOf<Holding>> authentication_data;
  std::optional<TextOf<Holding>> reason_string;
  BasicUserProperties<Holding> user_properties;

  friend bool operator==(const BasicAuthProperties&, const BasicAuthProperties&) = default;
};

/// Section 3.15, 5.0 only.
template <class Holding>
struct BasicAuth {
  static constexpr PacketType type = PacketType::auth;

  ReasonCode reason_code = ReasonCode::success;
  BasicAuthProperties<Holding> properties;

  friend bool operator==(const BasicAuth&, const BasicAuth&) = default;
};

using ConnectProperties = BasicConnectProperties<Borrowed>;
using WillProperties = BasicWillProperties<Borrowed>;
using Will = BasicWill<Borrowed>;
using Connect = BasicConnect<Borrowed>;
using ConnackProperties = BasicConnackProperties<Borrowed>;
using Connack = BasicConnack<Borrowed>;
using PublishProperties = BasicPublishProperties<Borrowed>;
using Publish = BasicPublish<Borrowed>;
using AckProperties = BasicAckProperties<Borrowed>;
template <PacketType acknowledgement>
using PublishAck = BasicPublishAck<Borrowed, acknowledgement>;
using Puback = PublishAck<PacketType::puback>;
using Pubrec = PublishAck<PacketType::pubrec>;
using Pubrel = PublishAck<PacketType::pubrel>;
using Pubcomp = PublishAck<PacketType::pubcomp>;
using SubscribeProperties = BasicSubscribeProperties<Borrowed>;
using Subscribe = BasicSubscribe<Borrowed>;
using Suback = BasicSuback<Borrowed>;
using UnsubscribeProperties = BasicUnsubscribeProperties<Borrowed>;
using Unsubscribe = BasicUnsubscribe<Borrowed>;
using Unsuback = BasicUnsuback<Borrowed>;
using Pingreq = BasicPingreq<Borrowed>;
using Pingresp = BasicPingresp<Borrowed>;
using DisconnectProperties = BasicDisconnectProperties<Borrowed>;
using Disconnect = BasicDisconnect<Borrowed>;
using AuthProperties = BasicAuthProperties<Borrowed>;
using Auth = BasicAuth<Borrowed>;

/// Any packet. Convenient, but about half as fast on small packets as the visitor of decode.hpp.
using Packet = std::variant<Connect, Connack, Publish, Puback, Pubrec, Pubrel, Pubcomp, Subscribe,
                            Suback, Unsubscribe, Unsuback, Pingreq, Pingresp, Disconnect, Auth>;

/// The same packets with text and lists of their own; codec/owned.hpp converts.
namespace owned {

using ConnectProperties = BasicConnectProperties<Owned>;
using WillProperties = BasicWillProperties<Owned>;
using Will = BasicWill<Owned>;
using Connect = BasicConnect<Owned>;
using ConnackProperties = BasicConnackProperties<Owned>;
using Connack = BasicConnack<Owned>;
using PublishProperties = BasicPublishProperties<Owned>;
using Publish = BasicPublish<Owned>;
using AckProperties = BasicAckProperties<Owned>;
template <PacketType acknowledgement>
using PublishAck = BasicPublishAck<Owned, acknowledgement>;
using Puback = PublishAck<PacketType::puback>;
using Pubrec = PublishAck<PacketType::pubrec>;
using Pubrel = PublishAck<PacketType::pubrel>;
using Pubcomp = PublishAck<PacketType::pubcomp>;
using SubscribeProperties = BasicSubscribeProperties<Owned>;
using Subscribe = BasicSubscribe<Owned>;
using Suback = BasicSuback<Owned>;
using UnsubscribeProperties = BasicUnsubscribeProperties<Owned>;
using Unsubscribe = BasicUnsubscribe<Owned>;
using Unsuback = BasicUnsuback<Owned>;
using Pingreq = BasicPingreq<Owned>;
using Pingresp = BasicPingresp<Owned>;
using DisconnectProperties = BasicDisconnectProperties<Owned>;
using Disconnect = BasicDisconnect<Owned>;
using AuthProperties = BasicAuthProperties<Owned>;
using Auth = BasicAuth<Owned>;

using Packet = std::variant<Connect, Connack, Publish, Puback, Pubrec, Pubrel, Pubcomp, Subscribe,
                            Suback, Unsubscribe, Unsuback, Pingreq, Pingresp, Disconnect, Auth>;

}  // namespace owned

/// Packet types count from 1, in the order of the alternatives.
inline PacketType type_of(const Packet& packet) { return PacketType(packet.index() + 1); }
inline PacketType type_of(const owned::Packet& packet) { return PacketType(packet.index() + 1); }

}  // namespace mqttspec
