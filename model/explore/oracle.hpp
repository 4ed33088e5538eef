// The judge of an exploration: tells from the packets that reach the broker what it owes to whom,
// and compares that with what it sends. Shares nothing with the broker's own rules.
#pragma once

#include <optional>
#include <span>

#include "model/explore/guarantee.hpp"
#include "model/explore/world.hpp"

namespace mqttspec::model::explore {

/// What a CONNACK says of the Server and of the Client's wishes; nothing in 3.1.1.
struct Announcement {
  std::optional<std::uint32_t> session_expiry_interval;
  std::optional<std::uint16_t> receive_maximum;
  std::optional<std::uint8_t> maximum_qos;
  std::optional<std::uint8_t> retain_available;
  std::optional<std::uint16_t> server_keep_alive;
  std::optional<std::uint32_t> maximum_packet_size;
  bool assigns_client_id = false;

  friend bool operator==(const Announcement&, const Announcement&) = default;
};

/// What the oracle looks at in a packet from the broker.
struct Sent {
  PacketType type = PacketType::pingresp;
  std::uint16_t packet_id = 0;
  MessageIndex message = no_message;  // of a PUBLISH; no_message if nobody published it
  std::uint8_t qos = 0;
  bool retain = false;
  bool dup = false;
  bool session_present = false;
  bool accepts = false;     // a CONNACK that accepts
  std::size_t codes = 0;    // of SUBACK or UNSUBACK
  std::uint16_t alias = 0;  // of a PUBLISH, 0 for none
  bool has_topic = true;
  ReasonCode code = ReasonCode::success;  // of CONNACK, AUTH or DISCONNECT
  std::uint8_t challenge = 0;             // … and its number
  std::string_view method;                // of CONNACK or AUTH
  Announcement limits;                    // of CONNACK
};

/// A connection that the broker closes in a step, or may close.
struct Ending {
  std::uint8_t connection = 0;
  std::optional<Guarantee> property;  // that demands it; none if nothing does
  bool may_be_told = false;           // by DISCONNECT: it is of 5.0 and has its CONNACK
};

class Oracle {
 public:
  /// Both have to outlive the oracle.
  Oracle(const Scenario& scenario, Judge& judge) : scenario_(scenario), judge_(judge) {}

  /// A step of the broker begins; one of the next follows.
  void begin(Obligations& obligations, Time now);
  void opens(std::size_t client, std::uint8_t connection);
  void part_arrives(std::size_t client, std::uint8_t connection, const PacketInTransit& in_transit);
  void arrives(std::size_t client, std::uint8_t connection, const PacketInTransit& in_transit);
  void ends(std::size_t client, std::uint8_t connection);
  void passes(Time now);
  void restarts();
  /// What the broker does about it, in its order. The result is true for a PUBLISH with a retained
  /// message that was asked for.
  bool sends(std::size_t client, std::uint8_t connection, const Sent& sent);
  void closes(std::size_t client, std::uint8_t connection);
  /// The step is over.
  void done();

  /// True if the Client's session ended in the present step.
  bool has_ended(std::size_t client) const { return (ended_ & 1U << client) != 0; }

  /// Nothing is under way and nothing will happen any more.
  void at_rest(const Obligations& obligations, std::span<const WorldClient> clients);
  /// The connection has another name from now on.
  static void rename(ClientObligations& owed_to, std::uint8_t from, std::uint8_t to);

 private:
  bool is_refused(const Connect& connect) const;
  Announcement limits_for(const Connect& connect) const;
  void asks_to_connect(std::size_t client, std::uint8_t connection,
                       const PacketInTransit& in_transit);
  void connects(std::size_t client, std::uint8_t connection, const Connect& connect);
  void take_settings(ClientObligations& own, const Connect& connect);
  void authenticates(std::size_t client, std::uint8_t connection,
                     const PacketInTransit& in_transit);
  void must_close(std::uint8_t connection, Guarantee property);
  void may_close(std::uint8_t connection, std::optional<Guarantee> property = std::nullopt);
  void breaks_rules(std::size_t client, std::uint8_t connection, const PacketInTransit& in_transit);
  Guarantee property_of_end() const;
  void sends_disconnect(std::uint8_t connection, const Sent& sent);
  void publishes(std::size_t client, const PacketInTransit& in_transit);
  void acknowledges(ClientObligations& owed_to, const PacketInTransit& in_transit);
  void subscribes(std::size_t client, const PacketInTransit& in_transit);
  void unsubscribes(std::size_t client, const PacketInTransit& in_transit);
  void disconnects(std::size_t client, const PacketInTransit& in_transit);
  void connection_ends(std::size_t client);
  std::pair<Time, std::uint8_t> next_silence(std::size_t client) const;
  void connection_is_silent(std::size_t client, std::uint8_t connection);
  void session_ends(std::size_t client);
  void route(MessageIndex message);
  void owe(std::size_t client, MessageIndex message);
  void owe_retained(std::size_t client, const AskedFilter& asked, RetainHandling handling,
                    bool existed);
  void store(MessageIndex message);
  bool is_too_large(const ClientObligations& own, MessageIndex message) const;
  void route_shared(MessageIndex message);
  std::string_view shared_filter(const SharedDue& due) const;
  bool is_member(std::size_t client, const SharedDue& due, Qos& granted) const;
  SharedDue* find_shared(std::size_t client, const Sent& sent);
  bool sends_shared(ClientObligations& owed_to, const Sent& sent);
  void finish_shared(std::size_t client, const Outgoing& outgoing);
  void release_shared(std::size_t client);
  Time since(MessageIndex message) const;
  bool is_expired(MessageIndex message, Time since) const;
  bool sends_publish(ClientObligations& owed_to, const Sent& sent);
  bool sends_first(ClientObligations& owed_to, const Sent& sent);
  bool sends_again(ClientObligations& owed_to, Outgoing& outgoing, const Sent& sent);
  void sends_alias(ClientObligations& owed_to, const Sent& sent);
  void sends_pubrel(ClientObligations& owed_to, const Sent& sent);
  void sends_connack(ClientObligations& owed_to, const Sent& sent);
  void sends_auth(ClientObligations& owed_to, const Sent& sent);
  void sends_answer(std::size_t client, const Sent& sent);
  void expect(PacketType answer, const PacketInTransit& in_transit, Guarantee property);
  Guarantee property_of(MessageIndex message, bool stored) const;
  Guarantee property_of_surplus(const ClientObligations& owed_to, const Sent& sent) const;
  ClientObligations& owed_to(std::size_t client) { return obligations_->clients[client]; }
  std::size_t whose(const ClientObligations& own) const {
    return static_cast<std::size_t>(&own - obligations_->clients.data());
  }
  const Packet& packet_of(std::size_t client, const PacketInTransit& in_transit) const;
  Subscription subscription_of(std::size_t client, const AskedFilter& asked) const;
  std::size_t under_way(const ClientObligations& owed_to) const;
  bool fits_receive_maximum(const ClientObligations& owed_to) const;
  bool takes_either(ChoicePoint freedom) const;

  const Scenario& scenario_;
  Judge& judge_;
  Obligations* obligations_ = nullptr;
  Time now_ = 0;
  // The present step.
  std::size_t client_ = most_clients;        // from which the packet came, if one did
  PacketType answer_ = PacketType::connect;  // that it asks for; CONNECT for none
  Guarantee answer_property_ = Guarantee::ack_matches;
  std::uint8_t answer_id_ = 0;
  std::size_t answer_codes_ = 0;
  unsigned answers_ = 0;
  bool gone_ = false;        // the connection that the packet came on was closed
  bool must_close_ = false;  // that connection
  bool may_refuse_ = false;  // … with a CONNACK
  bool must_refuse_ = false;
  std::vector<Ending> endings_;
  ReasonCode auth_code_ = ReasonCode::success;  // of the AUTH that is the answer
  Announcement limits_;                         // that CONNACK should tell
  bool expects_method_ = false;                 // in CONNACK
  unsigned ended_ = 0;                          // the sessions that end, a bit for each Client
  bool resumes_ = false;
  bool present_ = false;  // what Session Present should be
};

/// A message in the sets of ClientObligations.
constexpr std::uint8_t bit(MessageIndex message) {
  return static_cast<std::uint8_t>(1U << message);
}

/// The application of a Client got a message: a new one, as far as the Client can tell.
void judge_delivery(Judge& judge, WorldClient& client, const PacketInTransit& in_transit);

/// PacketInTransit::subject holds which act or connection, times this, and in which of its ways.
inline constexpr std::uint8_t ways = 8;

/// The packet of a Client's script that the in_transit stands for.
const Packet& scripted_packet(const ClientScript& script, const PacketInTransit& in_transit);
/// The same for what is illegal.
inline const IllegalPacket& illegal_packet(const PacketInTransit& in_transit) {
  return illegal_packets()[in_transit.code - 1U];
}
/// The same for a CONNECT.
const Connect& scripted_connect(const ClientScript& script, const PacketInTransit& in_transit);

}  // namespace mqttspec::model::explore
