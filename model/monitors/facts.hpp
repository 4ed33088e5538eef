// What a trace tells about connections, sessions, exchanges, subscriptions and messages: the plain
// records that the book keeps and that monitors read.
#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/trace.hpp"

namespace mqttspec::model {

/// A position in the trace. `never` stands for what has not been seen; it is later than all.
using Position = std::size_t;
inline constexpr Position never = std::numeric_limits<Position>::max();

/// Application Messages are told apart by topic and payload: what else belongs to them may change
/// on their way.
using MessageKey = std::pair<std::string, std::string>;

/// The parts of a message that a server has to pass on as they are (5.0 section 3.3.2.3).
struct MessageProperties {
  std::uint8_t payload_format_indicator = 0;
  std::optional<std::uint32_t> message_expiry_interval_s;
  std::optional<std::string> content_type;
  std::optional<std::string> response_topic;
  std::optional<std::string> correlation_data;
  std::vector<std::pair<std::string, std::string>> user_properties;
};

/// One way in which a message came to the server: a PUBLISH with all its further sendings, or a
/// Will.
struct MessageOrigin {
  Position event = never;  // of the first sending, or of the CONNECT with the Will
  Time at = 0;
  ConnectionId connection = 0;
  std::size_t session = 0;
  std::string client_id;
  Version version = Version::v5_0;
  bool will = false;
  Qos qos = Qos::at_most_once;
  bool retain = false;
  std::size_t sendings = 1;
  std::uint16_t packet_id = 0;
  Position accepted = never;  // PUBACK, PUBREC or PUBCOMP below 0x80 was seen
  Time accepted_at = 0;
  Position released = never;   // the PUBREL was sent
  Position completed = never;  // PUBACK or PUBCOMP was seen: nothing is left to do
  bool refused = false;        // answered with 0x80 or above, or on a connection that was refused
  MessageProperties properties;
};

/// One PUBLISH from the server.
struct DeliveredCopy {
  Position event = never;
  Time at = 0;
  ConnectionId connection = 0;
  std::uint16_t packet_id = 0;
  Qos qos = Qos::at_most_once;
  bool retain = false;
  bool dup = false;
  std::vector<std::uint32_t> subscription_identifiers;
};

/// What a PUBLISH above QoS 0 is, by its Packet Identifier and content.
enum class SendingKind : std::uint8_t {
  fresh,      // the identifier is free: a new message
  again,      // the message that holds the identifier
  late,       // DUP and content of a message whose final acknowledgement is already in the trace
  collision,  // another message than the one that holds the identifier
};

struct Sending {
  Position event;
  ConnectionId connection;
  bool dup;
};

/// A PUBLISH above QoS 0 with its acknowledgements, as far as they are in the trace.
struct Exchange {
  Qos qos = Qos::at_least_once;
  MessageKey message;
  bool expires = false;  // it has a Message Expiry Interval
  std::vector<Sending> sendings;
  Position received = never;     // first PUBREC below 0x80
  Position released = never;     // first PUBREL
  ConnectionId released_on = 0;  // the newest PUBREL's
  Position finished = never;     // PUBACK, PUBCOMP or PUBREC from 0x80 on
  ConnectionId finished_on = 0;
  bool refused = false;             // finished by a code from 0x80 on
  MessageOrigin* origin = nullptr;  // of a client's message

  bool over() const { return finished != never; }
  /// True if one of the sendings, the newest aside, was on that connection.
  bool sent_before_on(ConnectionId connection) const {
    for (std::size_t i = 0; i + 1 < sendings.size(); ++i)
      if (sendings[i].connection == connection) return true;
    return false;
  }
  bool sent_on(ConnectionId connection) const {
    return sent_before_on(connection) || sendings.back().connection == connection;
  }
};

/// One entry of a SUBSCRIBE.
struct SubscriptionFacts {
  std::string topic_filter;  // whole, as it was sent
  std::string inner_filter;  // without the prefix of a Shared Subscription
  bool shared = false;
  Subscription options;  // its topic_filter is not set
  std::optional<std::uint32_t> identifier;
  Position sent = never;
  ConnectionId connection = 0;
  Position acknowledged = never;
  bool refused = false;
  Qos granted = Qos::at_most_once;  // as requested while there is no SUBACK
};

/// One entry of an UNSUBSCRIBE.
struct UnsubscriptionFacts {
  std::string topic_filter;
  Position sent = never;
  ConnectionId connection = 0;
  Position acknowledged = never;
  bool refused = false;
};

/// A packet that obliges the other side to answer.
struct Request {
  Position event;
  Position answered = never;
};

/// Who has to answer, by what packet, with what Packet Identifier (0 for PINGRESP).
struct AnswerKey {
  Sender answerer;
  PacketType type;
  std::uint16_t packet_id;

  friend auto operator<=>(const AnswerKey&, const AnswerKey&) = default;
};

struct Tally {
  std::size_t requests = 0;
  std::size_t answers = 0;
};

/// A session as the trace shows it. `whole` is false if it began before the trace; `murky` if the
/// order of what happened to it cannot be known, or its client broke the protocol.
struct SessionFacts {
  std::string client_id;
  Version version = Version::v5_0;
  bool whole = true;
  bool murky = false;
  std::vector<ConnectionId> connections;           // accepted ones, in order
  std::map<std::uint16_t, Exchange> exchanges[2];  // by sender of the PUBLISH
  std::map<AnswerKey, Tally> tally;
  std::vector<SubscriptionFacts> subscriptions;
  std::vector<UnsubscriptionFacts> unsubscriptions;
  std::map<MessageKey, std::vector<DeliveredCopy>> deliveries;

  bool judgeable() const { return whole && !murky; }
  std::map<std::uint16_t, Exchange>& from(Sender sender) {
    return exchanges[sender == Sender::client ? 0 : 1];
  }
  const std::map<std::uint16_t, Exchange>& from(Sender sender) const {
    return exchanges[sender == Sender::client ? 0 : 1];
  }
};

/// What one side allowed the other: in CONNECT or in CONNACK.
struct Limits {
  std::uint16_t receive_maximum = 65'535;
  std::optional<std::uint32_t> maximum_packet_size;
  std::uint16_t topic_alias_maximum = 0;
  // of servers only
  Qos maximum_qos = Qos::exactly_once;
  bool retain = true;
  bool wildcard_subscriptions = true;
  bool subscription_identifiers = true;
  bool shared_subscriptions = true;
};

/// A Network Connection as the trace shows it.
struct ConnectionFacts {
  ConnectionId id = 0;
  Version version = Version::v5_0;
  std::size_t session = 0;  // in Book::sessions(); set from CONNECT on

  Position first_from_client = never;  // of whatever the client sent first
  Position connect = never;
  Time connect_at = 0;
  std::string client_id;
  bool clean_start = false;
  std::uint32_t session_expiry_interval_s = 0;  // 0xFFFFFFFF: it never expires
  bool problem_information = true;
  bool response_information = false;
  std::optional<std::string> authentication_method;
  bool has_will = false;
  MessageKey will;
  Qos will_qos = Qos::at_most_once;
  bool will_retain = false;
  std::uint32_t will_delay_interval_s = 0;
  std::uint16_t keep_alive_s = 0;
  Limits client_limits;

  Position connack = never;
  bool accepted = false;
  bool session_present = false;
  Limits server_limits;

  Position client_disconnect = never;
  ReasonCode client_disconnect_code = ReasonCode::success;
  Time client_disconnect_at = 0;
  std::optional<std::uint32_t> disconnect_expiry_interval_s;  // Session Expiry Interval in it
  Position server_disconnect = never;
  Position client_closed = never;
  Position server_closed = never;
  bool garbage = false;   // either side sent bytes that are no packet
  bool unlawful = false;  // the client did what it must not

  std::map<AnswerKey, std::vector<Request>> requests;
  Position processed = 0;      // the server has processed what the client sent up to here
  Position client_active = 0;  // the client's newest packet
  std::map<std::uint16_t, std::string> aliases[2];  // by sender

  bool closed() const { return client_closed != never || server_closed != never; }
  /// True if the client may expect answers on it.
  bool open() const {
    return accepted && !closed() && client_disconnect == never && server_disconnect == never;
  }
  bool refused() const { return connack != never && !accepted; }
  /// True if nothing on it makes the server's behaviour unpredictable.
  bool judgeable() const { return accepted && !garbage && !unlawful; }
};

}  // namespace mqttspec::model
