// What goes into and comes out of a step of a Client. What both sides send has one form, that of
// model/event.hpp.
#pragma once

#include "model/event.hpp"

namespace mqttspec::model {

/// A CONNECT, owned: what a Client asks for.
struct ConnectOut {
  Version version = Version::v5_0;
  bool clean_start = false;
  std::uint16_t keep_alive = 0;  // seconds
  std::string client_id;
  std::optional<std::string> user_name;
  std::optional<std::string> password;
  std::optional<std::uint32_t> session_expiry_interval;
  std::optional<std::uint16_t> receive_maximum;
  std::optional<std::uint32_t> maximum_packet_size;
  std::optional<std::uint16_t> topic_alias_maximum;
  std::optional<std::uint8_t> request_response_information;
  std::optional<std::uint8_t> request_problem_information;
  std::optional<std::string> authentication_method;
  std::optional<std::string> authentication_data;
  std::optional<Message> will;
  std::optional<std::uint32_t> will_delay_interval;

  friend bool operator==(const ConnectOut&, const ConnectOut&) = default;
};

struct SubscriptionOut {
  std::string topic_filter;
  Qos maximum_qos = Qos::at_most_once;
  bool no_local = false;
  bool retain_as_published = false;
  RetainHandling retain_handling = RetainHandling::send;

  friend bool operator==(const SubscriptionOut&, const SubscriptionOut&) = default;
};

struct SubscribeOut {
  std::uint16_t packet_id = 0;
  std::optional<std::uint32_t> subscription_identifier;
  std::vector<SubscriptionOut> subscriptions;
};

struct UnsubscribeOut {
  std::uint16_t packet_id = 0;
  std::vector<std::string> topic_filters;
};

struct PingreqOut {};

using ClientPacketOut = std::variant<ConnectOut, PublishOut, AckOut, SubscribeOut, UnsubscribeOut,
                                     PingreqOut, DisconnectOut, AuthOut>;

/// The application wants a CONNECT (on a Network Connection of its own), PUBLISH, SUBSCRIBE,
/// UNSUBSCRIBE, PINGREQ or DISCONNECT to be sent; an AUTH stands for a re-authentication. Packet
/// Identifiers and DUP are the Client's business. Views need to live for the step only.
struct Asked {
  const Packet* packet;
};

/// Of the inputs that the broker knows too, `Opened` answers the Client's wish for a connection,
/// and those for other than its present connection are ignored.
using ClientInput = std::variant<Asked, Opened, Received, Malformed, Ended, Advance>;

struct ClientPending {
  ConnectionId connection;
  ClientPacketOut packet;
  std::optional<Time> due;
  StatementId because;
};

/// A Network Connection is wanted.
struct Connecting {};

/// A message for the application.
struct Delivered {
  Message message;
};

/// What the application asked for came to its end, well or badly. For a SUBSCRIBE or UNSUBSCRIBE
/// with several Topic Filters the code is the first that reports a failure, if any does.
struct Answered {
  PacketType request;
  std::uint16_t packet_id;  // 0 if none was used
  ReasonCode reason_code;   // a return code for CONNECT in 3.1.1
};

/// Outputs come in the order in which the plain Client performs them.
using ClientOutput = std::variant<ClientPending, Close, Connecting, Delivered, Answered>;

}  // namespace mqttspec::model
