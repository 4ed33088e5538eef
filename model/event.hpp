// What goes into and comes out of a step: packets, connections, time. All state and events of the
// model own their data; only the packets of an input are views.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "codec/packets.hpp"
#include "codec/violation.hpp"

namespace mqttspec::model {

/// Names one Network Connection; never used again after it ended.
using ConnectionId = std::uint32_t;

/// Milliseconds since the run began. Only Advance moves it.
using Time = std::uint64_t;

/// A Network Connection was made.
struct Opened {
  ConnectionId connection;
};

/// A whole, valid packet arrived. Its views need to live for the step only.
struct Received {
  ConnectionId connection;
  const Packet* packet;
};

/// Bytes arrived that are no valid packet; nothing after them can be read. `type` is that of the
/// packet's first byte, or 0.
struct Malformed {
  ConnectionId connection;
  Violation violation;
  std::uint8_t type;
  Version version;  // of the decoder: for a bad CONNECT the version it seems to ask for
};

/// The Network Connection ended without the broker's doing: end of file, reset, or it was cut.
struct Ended {
  ConnectionId connection;
};

/// Time has come to `now`; everything due until then happens, in order.
struct Advance {
  Time now;
};

/// The process ended and started again; all connections are gone.
struct Restarted {
  bool state_kept;
};

using Input = std::variant<Opened, Received, Malformed, Ended, Advance, Restarted>;

/// An Application Message or Will Message, with the properties that travel with it.
struct Message {
  std::string topic;
  std::string payload;
  Qos qos = Qos::at_most_once;
  bool retain = false;
  std::optional<std::uint8_t> payload_format_indicator;
  std::optional<std::uint32_t> message_expiry_interval;  // as received, in seconds
  std::optional<std::string> content_type;
  std::optional<std::string> response_topic;
  std::optional<std::string> correlation_data;
  std::vector<std::pair<std::string, std::string>> user_properties;

  friend bool operator==(const Message&, const Message&) = default;
};

/// The packets that a broker sends, owned. Absent optionals are absent properties.
struct ConnackOut {
  bool session_present = false;
  ReasonCode reason_code = ReasonCode::success;
  std::optional<std::uint32_t> session_expiry_interval;
  std::optional<std::uint16_t> receive_maximum;
  std::optional<std::uint8_t> maximum_qos;
  std::optional<std::uint8_t> retain_available;
  std::optional<std::uint32_t> maximum_packet_size;
  std::optional<std::string> assigned_client_identifier;
  std::optional<std::uint16_t> topic_alias_maximum;
  std::optional<std::uint8_t> wildcard_subscription_available;
  std::optional<std::uint8_t> subscription_identifier_available;
  std::optional<std::uint8_t> shared_subscription_available;
  std::optional<std::uint16_t> server_keep_alive;
  std::optional<std::string> response_information;
  std::optional<std::string> reason_string;
  std::optional<std::string> authentication_method;
  std::optional<std::string> authentication_data;
  std::optional<std::string> server_reference = std::nullopt;
  bool has_user_property = false;  // one that names the reporter; so below
};

struct PublishOut {
  Message message;  // its qos and retain are those of this packet
  bool dup = false;
  std::uint16_t packet_id = 0;
  std::optional<std::uint16_t> topic_alias;  // with an empty message.topic if already mapped
  std::vector<std::uint32_t> subscription_identifiers;
};

/// PUBACK, PUBREC, PUBREL or PUBCOMP.
struct AckOut {
  PacketType type;
  std::uint16_t packet_id;
  ReasonCode reason_code = ReasonCode::success;
  std::optional<std::string> reason_string;
  bool has_user_property = false;
};

/// SUBACK or UNSUBACK.
struct SubackOut {
  PacketType type;
  std::uint16_t packet_id;
  std::vector<ReasonCode> reason_codes;
  std::optional<std::string> reason_string;
  bool has_user_property = false;
};

struct PingrespOut {};

struct DisconnectOut {
  ReasonCode reason_code;
  std::optional<std::string> reason_string;
  std::optional<std::uint32_t> session_expiry_interval;
  std::optional<std::string> server_reference = std::nullopt;
  bool has_user_property = false;
};

struct AuthOut {
  ReasonCode reason_code;
  std::string authentication_method;
  std::optional<std::string> authentication_data;
};

using PacketOut =
    std::variant<ConnackOut, PublishOut, AckOut, SubackOut, PingrespOut, DisconnectOut, AuthOut>;

/// A packet that is to be sent on a connection. With `due` it is an obligation that must be met by
/// then; without, a permission. What is neither is prohibited.
struct Pending {
  ConnectionId connection;
  PacketOut packet;
  std::optional<Time> due;
  StatementId because;
};

/// The connection is to be closed, by `due`.
struct Close {
  ConnectionId connection;
  Time due;
  StatementId because;
};

/// Outputs come in the order in which the plain broker performs them.
using Output = std::variant<Pending, Close>;

}  // namespace mqttspec::model
