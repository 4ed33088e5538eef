// What goes into and comes out of a step of a Client. What both sides send has one form, that of
// model/event.hpp.
#pragma once

#include "model/event.hpp"

namespace mqttspec::model {

/// A CONNECT, owned: what a Client asks for.
template <class Storage>
struct ConnectOut {
  using Text = typename Storage::Text;

  Version version = Version::v5_0;
  bool clean_start = false;
  std::uint16_t keep_alive = 0;  // seconds
  Text client_id;
  std::optional<Text> user_name;
  std::optional<Text> password;
  std::optional<std::uint32_t> session_expiry_interval;
  std::optional<std::uint16_t> receive_maximum;
  std::optional<std::uint32_t> maximum_packet_size;
  std::optional<std::uint16_t> topic_alias_maximum;
  std::optional<std::uint8_t> request_response_information;
  std::optional<std::uint8_t> request_problem_information;
  std::optional<Text> authentication_method;
  std::optional<Text> authentication_data;
  std::optional<Message<Storage>> will;
  std::optional<std::uint32_t> will_delay_interval;

  friend bool operator==(const ConnectOut&, const ConnectOut&) = default;
};

template <class Storage>
struct SubscriptionOut {
  typename Storage::Text topic_filter;
  Qos maximum_qos = Qos::at_most_once;
  bool no_local = false;
  bool retain_as_published = false;
  RetainHandling retain_handling = RetainHandling::send;

  friend bool operator==(const SubscriptionOut&, const SubscriptionOut&) = default;
};

template <class Storage>
struct SubscribeOut {
  std::uint16_t packet_id = 0;
  std::optional<std::uint32_t> subscription_identifier;
  typename Storage::template Vector<SubscriptionOut<Storage>, 2> subscriptions;
};

template <class Storage>
struct UnsubscribeOut {
  std::uint16_t packet_id = 0;
  typename Storage::template Vector<typename Storage::Text, 2> topic_filters;
};

struct PingreqOut {};

template <class Storage>
using ClientPacketOut =
    std::variant<ConnectOut<Storage>, PublishOut<Storage>, AckOut<Storage>, SubscribeOut<Storage>,
                 UnsubscribeOut<Storage>, PingreqOut, DisconnectOut<Storage>, AuthOut<Storage>>;

/// The application wants a CONNECT (on a Network Connection of its own), PUBLISH, SUBSCRIBE,
/// UNSUBSCRIBE, PINGREQ or DISCONNECT to be sent; an AUTH stands for a re-authentication. Packet
/// Identifiers and DUP are the Client's business. Views need to live for the step only.
struct Asked {
  const Packet* packet;
};

/// Of the inputs that the broker knows too, `Opened` answers the Client's wish for a connection,
/// and those for other than its present connection are ignored.
using ClientInput = std::variant<Asked, Opened, Received, Malformed, Ended, Advance>;

template <class Storage>
struct ClientPending {
  ConnectionId connection;
  ClientPacketOut<Storage> packet;
  std::optional<Time> due;
  StatementId because;
};

/// A Network Connection is wanted.
struct Connecting {};

/// A message for the application.
template <class Storage>
struct Delivered {
  Message<Storage> message;
};

/// What the application asked for came to its end, well or badly. For a SUBSCRIBE or UNSUBSCRIBE
/// with several Topic Filters the code is the first that reports a failure, if any does.
struct Answered {
  PacketType request;
  std::uint16_t packet_id;  // 0 if none was used
  ReasonCode reason_code;   // a return code for CONNECT in 3.1.1
};

/// Outputs come in the order in which the plain Client performs them.
template <class Storage>
using ClientOutput =
    std::variant<ClientPending<Storage>, Close, Connecting, Delivered<Storage>, Answered>;

}  // namespace mqttspec::model
