// All that a broker knows between two steps: connections, sessions, retained messages and the time.
// Flat values without pointers, so that states can be compared, copied and hashed.
#pragma once

#include <algorithm>
#include <boost/container/devector.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

#include "codec/packets.hpp"
#include "model/event.hpp"

namespace mqttspec::model {

/// One of a Client's subscriptions, with the options that outlive the SUBSCRIBE.
struct HeldSubscription {
  std::string topic_filter;  // as subscribed to, with `$share/…` if shared
  bool shared = false;
  Qos granted_qos = Qos::at_most_once;
  bool no_local = false;
  bool retain_as_published = false;
  std::optional<std::uint32_t> identifier;
  Time effective_at = 0;  // when it begins to match (F17)

  friend bool operator==(const HeldSubscription&, const HeldSubscription&) = default;
};

/// A message on its way to one session.
struct Delivery {
  Message message;           // with the QoS and RETAIN of this delivery
  Time received_at = 0;      // when the broker got it: its Message Expiry Interval began then
  bool sent_before = false;  // a PUBLISH with it was sent: the next is a re-delivery
  std::vector<std::uint32_t> subscription_identifiers;
  std::string shared_filter;              // of the Shared Subscription that chose the session
  Qos published_qos = Qos::at_most_once;  // the last two matter if another session gets it instead
  bool published_retain = false;

  friend bool operator==(const Delivery&, const Delivery&) = default;
};

/// What the broker waits for in an exchange in which it is the sender.
enum class Awaiting : std::uint8_t { puback, pubrec, pubcomp };

/// A QoS 1 or 2 message that was sent to the Client and is not completely acknowledged.
struct SentExchange {
  std::uint16_t packet_id = 0;
  Awaiting awaiting = Awaiting::puback;
  bool sent_here = false;         // on the present Network Connection
  bool published_here = false;    // … with its PUBLISH, so that it uses up Receive Maximum
  Delivery delivery;              // without its message once PUBREC was received
  std::optional<Time> resend_at;  // while the connection lasts, in 3.1.1 (F19)

  friend bool operator==(const SentExchange&, const SentExchange&) = default;
};

/// A list of which mostly the first elements go, without a move of the others.
template <class Element>
using Queue = boost::container::devector<Element>;

/// Puts an element before all others. What devector has for it fails in Boost 1.81 where at most
/// one is there and the room is behind it.
template <class Element>
void insert_first(Queue<Element>& queue, Element element) {
  queue.push_back(std::move(element));
  std::rotate(queue.begin(), queue.end() - 1, queue.end());
}

template <class Element, class Predicate>
void erase_if(Queue<Element>& queue, Predicate is_erased) {
  queue.erase(std::remove_if(queue.begin(), queue.end(), is_erased), queue.end());
}

/// A QoS 2 message that was received from the Client and for which no PUBREL came yet.
struct ReceivedExchange {
  std::uint16_t packet_id = 0;
  bool received_here = false;       // on the present Network Connection
  std::optional<Message> withheld;  // until PUBREL, if not yet forwarded
  Time received_at = 0;

  friend bool operator==(const ReceivedExchange&, const ReceivedExchange&) = default;
};

/// A Will Message and the terms on which it is published.
struct HeldWill {
  Message message;
  std::uint32_t delay_interval = 0;  // seconds
  Version version = Version::v5_0;   // of the CONNECT that carried it

  friend bool operator==(const HeldWill&, const HeldWill&) = default;
};

/// A Will Message whose connection is gone and whose delay is running.
struct DelayedWill {
  HeldWill will;
  Time due = 0;           // when its Will Delay Interval has passed
  Time published_at = 0;  // not before; later if the broker takes its time (F15)

  friend bool operator==(const DelayedWill&, const DelayedWill&) = default;
};

struct TopicAliasMapping {
  std::uint16_t alias = 0;
  std::string topic;

  friend bool operator==(const TopicAliasMapping&, const TopicAliasMapping&) = default;
};

/// A Session Expiry Interval with which a session never expires (5.0 section 3.1.2.11.2); also that
/// of a 3.1.1 session made with CleanSession 0.
inline constexpr std::uint32_t never_expires = 0xFFFFFFFF;

/// Section 4.1 of both Standards. The last two members belong to the present Network Connection and
/// are emptied when it ends.
struct Session {
  std::string client_id;
  Version version = Version::v5_0;  // of its latest connection
  std::uint32_t expiry_interval = 0;
  std::optional<ConnectionId> connection;  // that serves it, if any
  std::optional<Time> ends_at;
  std::vector<HeldSubscription> subscriptions;
  Queue<SentExchange> sent;  // in the order of their first PUBLISH
  Queue<Delivery> waiting;   // in the order of their arrival
  std::vector<ReceivedExchange> received;
  std::uint16_t last_packet_id = 0;
  std::optional<DelayedWill> delayed_will;
  std::vector<TopicAliasMapping> aliases_from_client;
  std::vector<TopicAliasMapping> aliases_to_client;

  friend bool operator==(const Session&, const Session&) = default;
};

/// How far an enhanced authentication is (5.0 section 4.12).
enum class Authentication : std::uint8_t { none, before_connack, done, again };

/// An open Network Connection.
struct Connection {
  ConnectionId id = 0;
  bool connected = false;           // CONNECT was accepted
  Version version = Version::v5_0;  // once a CONNECT was seen
  std::string client_id;
  bool client_id_assigned = false;
  bool clean_start = false;
  Authentication authentication = Authentication::none;
  std::string authentication_method;        // unless none
  std::string challenge;                    // that the Client has to answer
  std::uint16_t keep_alive = 0;             // seconds, as in force; 0 for none
  std::optional<Time> silent_until;         // when silence has lasted too long
  std::uint32_t asked_expiry_interval = 0;  // in CONNECT
  std::uint16_t receive_maximum = 65'535;
  std::optional<std::uint32_t> maximum_packet_size;
  std::uint16_t topic_alias_maximum = 0;
  bool wants_problem_information = true;
  bool wants_response_information = false;
  std::optional<Time> closes_at;  // by the broker's own decision (F18)
  // Places of Receive Maximum that were freed by exchanges which took none (5.0 section 4.9, F29):
  std::uint16_t freed_to_send = 0;     // … of the Client's
  std::uint16_t freed_to_receive = 0;  // … of the broker's
  std::optional<HeldWill> will;

  friend bool operator==(const Connection&, const Connection&) = default;
};

/// Sections 3.3.1.3 of both Standards.
struct RetainedMessage {
  Message message;
  Time received_at = 0;
  std::string publisher;  // Client Identifier

  friend bool operator==(const RetainedMessage&, const RetainedMessage&) = default;
};

/// Whose turn it is among the sessions of a Shared Subscription.
struct SharedTurn {
  std::string topic_filter;
  std::uint32_t next = 0;

  friend bool operator==(const SharedTurn&, const SharedTurn&) = default;
};

/// What only a faulty broker keeps of a session that is no more.
struct Remnant {
  std::string client_id;
  std::vector<ReceivedExchange> received;

  friend bool operator==(const Remnant&, const Remnant&) = default;
};

struct BrokerState {
  Time now = 0;
  std::vector<Connection> connections;
  std::vector<Session> sessions;
  std::vector<RetainedMessage> retained;
  std::vector<SharedTurn> shared_turns;
  std::vector<Remnant> remnants;
  std::uint32_t assigned_client_ids = 0;
  std::uint32_t challenges = 0;

  friend bool operator==(const BrokerState&, const BrokerState&) = default;
};

/// The open connection of that name, or nullptr.
inline Connection* find_connection(BrokerState& state, ConnectionId id) {
  for (auto& connection : state.connections)
    if (connection.id == id) return &connection;
  return nullptr;
}

/// The session of that Client Identifier, or nullptr.
inline Session* find_session(BrokerState& state, std::string_view client_id) {
  for (auto& session : state.sessions)
    if (std::string_view(session.client_id) == client_id) return &session;
  return nullptr;
}

}  // namespace mqttspec::model
