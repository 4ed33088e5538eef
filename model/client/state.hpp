// All that a Client knows between two steps: its Session and its Network Connection. Flat values
// without pointers, as the broker's.
#pragma once

#include "model/client/event.hpp"
#include "model/state.hpp"

namespace mqttspec::model {

/// How far the Client's Network Connection is.
enum class Link : std::uint8_t { none, wanted, awaiting_connack, connected };

/// A QoS 1 or QoS 2 message that the Client sent and that is not completely acknowledged.
template <class Storage>
struct ClientExchange {
  std::uint16_t packet_id = 0;
  Awaiting awaiting = Awaiting::puback;
  bool sent_here = false;         // on the present Network Connection
  bool published_here = false;    // … with its PUBLISH
  Message<Storage> message;       // emptied once PUBREC was received
  std::optional<Time> resend_at;  // 3.1.1 (F19)

  friend bool operator==(const ClientExchange&, const ClientExchange&) = default;
};

/// A SUBSCRIBE or UNSUBSCRIBE that is not answered yet.
template <class Storage>
struct OpenRequest {
  std::uint16_t packet_id = 0;
  bool is_subscribe = true;
  std::optional<std::uint32_t> subscription_identifier;
  typename Storage::template Vector<SubscriptionOut<Storage>, 2> subscriptions;  // or filters alone

  friend bool operator==(const OpenRequest&, const OpenRequest&) = default;
};

/// A subscription that the Client has, or may have.
template <class Storage>
struct OwnSubscription {
  typename Storage::Text topic_filter;
  Qos maximum_qos = Qos::at_most_once;
  std::optional<std::uint32_t> identifier;

  friend bool operator==(const OwnSubscription&, const OwnSubscription&) = default;
};

/// What CONNACK says of the Server; 5.0 section 3.2.2.3.
struct ServerLimits {
  std::uint16_t receive_maximum = 65'535;
  std::optional<std::uint32_t> maximum_packet_size;
  std::uint16_t topic_alias_maximum = 0;
  Qos maximum_qos = Qos::exactly_once;
  bool retain_available = true;
  bool wildcard_subscription_available = true;
  bool subscription_identifier_available = true;
  bool shared_subscription_available = true;

  friend bool operator==(const ServerLimits&, const ServerLimits&) = default;
};

template <class Storage>
struct ClientState {
  template <class T, std::size_t capacity>
  using Vector = typename Storage::template Vector<T, capacity>;

  Time now = 0;

  // The Session, section 4.1 of both Standards.
  bool has_session = false;
  std::uint32_t expiry_interval = 0;
  std::optional<Time> session_ends_at;
  Vector<ClientExchange<Storage>, 4> sent;  // in the order of their first PUBLISH
  Vector<ReceivedExchange<Storage>, 4> received;
  Vector<Message<Storage>, 4> waiting;  // for the send quota, in the order of the asking
  Vector<OwnSubscription<Storage>, 4> subscriptions;
  std::uint16_t last_packet_id = 0;

  // The Network Connection.
  ConnectOut<Storage> settings;  // of the CONNECT that made it, or will make it
  Link link = Link::none;
  ConnectionId connection = 0;
  ServerLimits limits;
  std::uint16_t keep_alive = 0;  // seconds, as in force
  std::optional<Time> ping_at;
  std::optional<Time> answer_by;  // CONNACK or PINGRESP
  Authentication authentication = Authentication::none;
  Vector<OpenRequest<Storage>, 2> requests;
  Vector<TopicAliasMapping<Storage>, 2> aliases_to_server;
  Vector<TopicAliasMapping<Storage>, 2> aliases_from_server;

  friend bool operator==(const ClientState&, const ClientState&) = default;
};

}  // namespace mqttspec::model
