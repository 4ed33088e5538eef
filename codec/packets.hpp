// The fifteen MQTT Control Packets as values. One set serves both versions: what 3.1.1 lacks is
// absent or empty there. All views borrow from the buffer that was decoded, or from the sender.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "codec/lists.hpp"
#include "spec/packet_table.hpp"
#include "spec/property_table.hpp"
#include "spec/reason_code_table.hpp"

namespace mqttspec {

/// Intervals are in seconds, sizes in bytes, unless a name says otherwise. An absent property is
/// an empty optional; its default is the reader's business (3.1.2.11, 3.2.2.3, …).
struct ConnectProperties {
  std::optional<std::uint32_t> session_expiry_interval;
  std::optional<std::uint16_t> receive_maximum;
  std::optional<std::uint32_t> maximum_packet_size;
  std::optional<std::uint16_t> topic_alias_maximum;
  std::optional<std::uint8_t> request_response_information;
  std::optional<std::uint8_t> request_problem_information;
  std::optional<std::string_view> authentication_method;
  std::optional<Bytes> authentication_data;
  UserProperties user_properties;

  friend bool operator==(const ConnectProperties&, const ConnectProperties&) = default;
};

struct WillProperties {
  std::optional<std::uint32_t> will_delay_interval;
  std::optional<std::uint8_t> payload_format_indicator;
  std::optional<std::uint32_t> message_expiry_interval;
  std::optional<std::string_view> content_type;
  std::optional<std::string_view> response_topic;
  std::optional<Bytes> correlation_data;
  UserProperties user_properties;

  friend bool operator==(const WillProperties&, const WillProperties&) = default;
};

struct Will {
  std::string_view topic;
  Bytes payload;
  Qos qos = Qos::at_most_once;
  bool retain = false;
  WillProperties properties;

  friend bool operator==(const Will&, const Will&) = default;
};

/// Section 3.1. The version that it asks for decides how it and all after it are encoded.
struct Connect {
  static constexpr PacketType type = PacketType::connect;

  Version version = Version::v5_0;
  bool clean_start = false;  // Clean Session in 3.1.1
  std::uint16_t keep_alive = 0;
  ConnectProperties properties;
  std::string_view client_id;
  std::optional<Will> will;
  std::optional<std::string_view> user_name;
  std::optional<Bytes> password;

  friend bool operator==(const Connect&, const Connect&) = default;
};

struct ConnackProperties {
  std::optional<std::uint32_t> session_expiry_interval;
  std::optional<std::uint16_t> receive_maximum;
  std::optional<std::uint8_t> maximum_qos;
  std::optional<std::uint8_t> retain_available;
  std::optional<std::uint32_t> maximum_packet_size;
  std::optional<std::string_view> assigned_client_identifier;
  std::optional<std::uint16_t> topic_alias_maximum;
  std::optional<std::string_view> reason_string;
  std::optional<std::uint8_t> wildcard_subscription_available;
  std::optional<std::uint8_t> subscription_identifier_available;
  std::optional<std::uint8_t> shared_subscription_available;
  std::optional<std::uint16_t> server_keep_alive;
  std::optional<std::string_view> response_information;
  std::optional<std::string_view> server_reference;
  std::optional<std::string_view> authentication_method;
  std::optional<Bytes> authentication_data;
  UserProperties user_properties;

  friend bool operator==(const ConnackProperties&, const ConnackProperties&) = default;
};

/// Section 3.2.
struct Connack {
  static constexpr PacketType type = PacketType::connack;

  bool session_present = false;
  ReasonCode reason_code = ReasonCode::success;
  ConnackProperties properties;

  friend bool operator==(const Connack&, const Connack&) = default;
};

struct PublishProperties {
  std::optional<std::uint8_t> payload_format_indicator;
  std::optional<std::uint32_t> message_expiry_interval;
  std::optional<std::uint16_t> topic_alias;
  std::optional<std::string_view> response_topic;
  std::optional<Bytes> correlation_data;
  std::optional<std::string_view> content_type;
  SubscriptionIdentifiers subscription_identifiers;
  UserProperties user_properties;

  friend bool operator==(const PublishProperties&, const PublishProperties&) = default;
};

/// Section 3.3. `packet_id` is 0 at QoS 0, where the field does not exist, and 1 to 65,535 above.
struct Publish {
  static constexpr PacketType type = PacketType::publish;

  bool dup = false;
  Qos qos = Qos::at_most_once;
  bool retain = false;
  std::string_view topic;
  std::uint16_t packet_id = 0;
  PublishProperties properties;
  Bytes payload;

  friend bool operator==(const Publish&, const Publish&) = default;
};

/// The properties of acknowledgements: PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK.
struct AckProperties {
  std::optional<std::string_view> reason_string;
  UserProperties user_properties;

  friend bool operator==(const AckProperties&, const AckProperties&) = default;
};

/// Sections 3.4 to 3.7: the four acknowledgements of a PUBLISH differ in their type alone.
template <PacketType acknowledgement>
struct PublishAck {
  static constexpr PacketType type = acknowledgement;

  std::uint16_t packet_id = 0;
  ReasonCode reason_code = ReasonCode::success;
  AckProperties properties;

  friend bool operator==(const PublishAck&, const PublishAck&) = default;
};
using Puback = PublishAck<PacketType::puback>;
using Pubrec = PublishAck<PacketType::pubrec>;
using Pubrel = PublishAck<PacketType::pubrel>;
using Pubcomp = PublishAck<PacketType::pubcomp>;

struct SubscribeProperties {
  std::optional<std::uint32_t> subscription_identifier;
  UserProperties user_properties;

  friend bool operator==(const SubscribeProperties&, const SubscribeProperties&) = default;
};

/// Section 3.8.
struct Subscribe {
  static constexpr PacketType type = PacketType::subscribe;

  std::uint16_t packet_id = 0;
  SubscribeProperties properties;
  Subscriptions subscriptions;

  friend bool operator==(const Subscribe&, const Subscribe&) = default;
};

/// Section 3.9. `reason_codes` holds one byte for each Topic Filter, in their order.
struct Suback {
  static constexpr PacketType type = PacketType::suback;

  std::uint16_t packet_id = 0;
  AckProperties properties;
  Bytes reason_codes;

  friend bool operator==(const Suback&, const Suback&) = default;
};

struct UnsubscribeProperties {
  UserProperties user_properties;

  friend bool operator==(const UnsubscribeProperties&, const UnsubscribeProperties&) = default;
};

/// Section 3.10.
struct Unsubscribe {
  static constexpr PacketType type = PacketType::unsubscribe;

  std::uint16_t packet_id = 0;
  UnsubscribeProperties properties;
  TopicFilters topic_filters;

  friend bool operator==(const Unsubscribe&, const Unsubscribe&) = default;
};

/// Section 3.11. `reason_codes` is empty in 3.1.1, where the packet has no Payload.
struct Unsuback {
  static constexpr PacketType type = PacketType::unsuback;

  std::uint16_t packet_id = 0;
  AckProperties properties;
  Bytes reason_codes;

  friend bool operator==(const Unsuback&, const Unsuback&) = default;
};

/// Section 3.12.
struct Pingreq {
  static constexpr PacketType type = PacketType::pingreq;
  friend bool operator==(const Pingreq&, const Pingreq&) = default;
};

/// Section 3.13.
struct Pingresp {
  static constexpr PacketType type = PacketType::pingresp;
  friend bool operator==(const Pingresp&, const Pingresp&) = default;
};

struct DisconnectProperties {
  std::optional<std::uint32_t> session_expiry_interval;
  std::optional<std::string_view> reason_string;
  std::optional<std::string_view> server_reference;
  UserProperties user_properties;

  friend bool operator==(const DisconnectProperties&, const DisconnectProperties&) = default;
};

/// Section 3.14.
struct Disconnect {
  static constexpr PacketType type = PacketType::disconnect;

  ReasonCode reason_code = ReasonCode::normal_disconnection;
  DisconnectProperties properties;

  friend bool operator==(const Disconnect&, const Disconnect&) = default;
};

struct AuthProperties {
  std::optional<std::string_view> authentication_method;
  std::optional<Bytes> authentication_data;
  std::optional<std::string_view> reason_string;
  UserProperties user_properties;

  friend bool operator==(const AuthProperties&, const AuthProperties&) = default;
};

/// Section 3.15, 5.0 only.
struct Auth {
  static constexpr PacketType type = PacketType::auth;

  ReasonCode reason_code = ReasonCode::success;
  AuthProperties properties;

  friend bool operator==(const Auth&, const Auth&) = default;
};

/// Any packet. Convenient, but about half as fast on small packets as the visitor of decode.hpp.
using Packet = std::variant<Connect, Connack, Publish, Puback, Pubrec, Pubrel, Pubcomp, Subscribe,
                            Suback, Unsubscribe, Unsuback, Pingreq, Pingresp, Disconnect, Auth>;

inline PacketType type_of(const Packet& packet) {
  return std::visit([](const auto& typed) { return typed.type; }, packet);
}

}  // namespace mqttspec
