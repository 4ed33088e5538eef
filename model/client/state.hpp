// All that a Client knows between two steps: its Session and its Network Connection. Flat values
// without pointers, as the broker's.
#pragma once

#include "model/client/event.hpp"
#include "model/state.hpp"

namespace mqttspec::model::client {

/// How far the Client's Network Connection is.
enum class Link : std::uint8_t { none, wanted, awaiting_connack, connected };

/// A QoS 1 or QoS 2 message that the Client sent and that is not completely acknowledged.
struct Exchange {
  std::uint16_t packet_id = 0;
  Awaiting awaiting = Awaiting::puback;
  bool sent_here = false;         // on the present Network Connection
  bool published_here = false;    // … with its PUBLISH
  Message message;                // emptied once PUBREC was received
  std::optional<Time> resend_at;  // 3.1.1 (F19)

  friend bool operator==(const Exchange&, const Exchange&) = default;
};

/// A SUBSCRIBE or UNSUBSCRIBE that is not answered yet.
struct OpenRequest {
  std::uint16_t packet_id = 0;
  bool is_subscribe = true;
  std::optional<std::uint32_t> subscription_identifier;
  std::vector<owned::Subscription> subscriptions;  // or filters alone

  friend bool operator==(const OpenRequest&, const OpenRequest&) = default;
};

/// A subscription that the Client has, or may have.
struct OwnSubscription {
  std::string topic_filter;
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

struct State {
  Time now = 0;

  // The Session, section 4.1 of both Standards.
  bool has_session = false;
  std::uint32_t expiry_interval = 0;
  std::optional<Time> session_ends_at;
  std::vector<Exchange> sent;  // in the order of their first PUBLISH
  std::vector<ReceivedExchange> received;
  std::vector<Message> waiting;  // for the send quota, in the order of the asking
  std::vector<OwnSubscription> subscriptions;
  std::uint16_t last_packet_id = 0;

  // The Network Connection.
  owned::Connect settings;  // of the CONNECT that made it, or will make it
  Link link = Link::none;
  ConnectionId connection = 0;
  ServerLimits limits;
  std::uint16_t keep_alive = 0;  // seconds, as in force
  std::optional<Time> ping_at;
  std::optional<Time> answer_by;  // CONNACK or PINGRESP
  Authentication authentication = Authentication::none;
  std::vector<OpenRequest> requests;
  std::vector<TopicAliasMapping> aliases_to_server;
  std::vector<TopicAliasMapping> aliases_from_server;
  std::uint16_t freed_to_receive = 0;  // places of Receive Maximum, by exchanges that took none

  friend bool operator==(const State&, const State&) = default;
};

}  // namespace mqttspec::model::client
