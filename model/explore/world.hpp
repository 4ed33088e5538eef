// A broker, its Clients and the network between them as values: the parts of a world of which an
// exploration takes every step that is possible. Time is virtual.
#pragma once

#include "model/explore/scenario.hpp"
#include "model/state.hpp"

namespace mqttspec::model::explore {

/// A packet under way, as far as anybody looks at it.
struct PacketInTransit {
  std::uint8_t type = 0;       // PacketType; 0 for what is not one, as said below
  std::uint8_t packet_id = 0;  // scenarios are short
  std::uint8_t subject = 0;    // message of a PUBLISH, else which packet of the script
  std::uint8_t flags = 0;      // below
  std::uint8_t code = 0;       // Reason Code

  /// To a Client: its connection was closed. From it: an illegal packet, by its position among
  /// illegal_packets(), from 1, which is `code`; `subject` is the Version if it comes first.
  static constexpr std::uint8_t no_type = 0;
  static constexpr std::uint8_t qos_mask = 3;  // of a PUBLISH
  static constexpr std::uint8_t dup = 4;
  static constexpr std::uint8_t stored = 8;      // it was a retained message
  static constexpr std::uint8_t present = 16;    // CONNACK: Session Present
  static constexpr std::uint8_t in_setup = 32;   // the packet is one of the setup
  static constexpr std::uint8_t alias = 64;      // PUBLISH of a Client: with Topic Alias 1
  static constexpr std::uint8_t no_topic = 128;  // … which stands for the topic

  bool is(PacketType packet) const { return type == static_cast<std::uint8_t>(packet); }
};

/// How much of a packet has arrived: nothing, or all up to the last byte of …
enum class Piece : std::uint8_t { none, first_byte, fixed_header, all_but_one_byte };
inline constexpr std::size_t piece_count = 4;

/// A PUBLISH of the Client that is not completely acknowledged.
struct WorldExchange {
  std::uint8_t packet_id = 0;
  MessageIndex message = no_message;
  bool released = false;  // PUBREL was sent
};

/// Packets in one direction of a connection are at most so many.
inline constexpr std::size_t most_in_transit = 12;

enum class Phase : std::uint8_t { away, connecting, connected, leaving };

/// A connection that only the broker believes in.
struct HalfOpen {
  std::uint8_t name = 0;
  std::vector<PacketInTransit> late;  // what is still under way to the broker
};

/// A Client and the two directions of its connection.
struct WorldClient {
  Phase phase = Phase::away;
  std::uint8_t connects = 0;        // position in ClientScript::connects for the next one
  std::uint8_t set_up = 0;          // steps of the setup that are done
  std::uint8_t acts = 0;            // acts that are done
  bool awaits_answer = false;       // SUBACK or UNSUBACK
  bool cut_off = false;             // the broker has closed the connection
  bool discarded = false;           // it has dropped its session, and the broker may still have one
  MessageIndex alias = no_message;  // whose topic Topic Alias 1 stands for on this connection
  Piece begun = Piece::none;        // of the first packet to the broker
  std::uint8_t delivered = 0;       // messages that its application got in this session, as bits
  std::vector<WorldExchange> sending;
  std::vector<std::uint8_t> receiving;  // Packet Identifiers, QoS 2
  std::vector<PacketInTransit> to_broker;
  std::vector<PacketInTransit> to_client;
  std::vector<HalfOpen> half_open;
};

/// What the broker still has to send to a session for the first time.
struct Due {
  MessageIndex message = no_message;
  std::uint8_t qos = 0;
  bool retain = false;
  bool stored = false;  // it is a retained message that a SUBSCRIBE asked for
  Time since = 0;       // when the broker got it, if it expires
};

/// An exchange with the broker as sender, as the wire shows it.
struct Outgoing {
  std::uint8_t packet_id = 0;
  MessageIndex message = no_message;
  bool released = false;
  bool sent_here = false;       // on the present connection
  bool published_here = false;  // … as a PUBLISH
  bool stored = false;          // as in Due
  bool shared = false;          // by a Shared Subscription
};

/// A subscription, by the place in its Client's script of the SUBSCRIBE that asked for it.
struct AskedFilter {
  std::uint8_t subject = 0;  // as in PacketInTransit
  bool in_setup = false;
  std::uint8_t position = 0;  // of the Topic Filter in the packet
};

/// A connection without an accepted CONNECT.
struct Opening {
  std::uint8_t connection = 0;
  Time since = 0;
};

/// What the Standard says that the broker owes a Client, told from what reached the broker alone.
struct ClientObligations {
  bool stored = false;              // there is a session
  Version version = Version::v5_0;  // of its latest connection
  bool connected = false;           // … and a connection, of this name, that serves it
  std::uint8_t connection = 0;
  bool connack_seen = false;     // on it
  std::uint16_t keep_alive = 0;  // seconds, as in force on it; 0 for none
  Time heard_at = 0;             // when its last packet came, if that matters
  std::vector<Opening> openings;
  std::uint32_t expiry_interval = 0;
  Time ends_at = 0;  // of a session that is left alone; 0 if it does not end
  std::uint8_t receive_maximum = 0xFF;
  std::uint8_t freed = 0;  // places of it, by the PUBCOMP of a PUBREL that was sent again
  std::uint8_t maximum_packet_size = 0;  // bytes; 0 for any
  std::vector<AskedFilter> filters;
  std::vector<Due> due;
  std::vector<Outgoing> outgoing;
  std::uint8_t routed = 0;  // messages owed in this session, as bits
  std::uint8_t taken = 0;   // QoS 2 messages of its own that were taken over
  std::uint8_t alias_maximum = 0;
  std::array<MessageIndex, 2> aliases = {no_message, no_message};  // a message on that topic
  std::uint8_t authenticating = 0;  // connection whose CONNECT awaits authentication, 0 for none
  std::uint8_t connect = 0;         // … that CONNECT, as PacketInTransit::subject
  std::uint8_t challenge = 0;       // number of the latest challenge
  bool authenticates_anew = false;
  MessageIndex will = no_message;
  std::uint8_t will_delay = 0;  // seconds
  MessageIndex delayed_will = no_message;
  Time will_due = 0;
};

/// A retained message.
struct Kept {
  MessageIndex message = no_message;
  Time since = 0;  // as in Due
};

/// A message for one of the Clients that share a subscription.
struct SharedDue {
  MessageIndex message = no_message;
  std::uint8_t member = 0;      // a Client that had the subscription
  AskedFilter asked;            // … and by which packet
  std::uint8_t taker = nobody;  // to whom it was sent

  static constexpr std::uint8_t nobody = 0xFF;
};

/// All that was told from the wire.
struct Obligations {
  std::vector<ClientObligations> clients;  // one for each Client
  std::vector<Kept> retained;              // the last on each topic that has one
  std::vector<SharedDue> shared;
};

/// A packet of which a part has come to the broker.
struct Begun {
  std::uint8_t connection = 0;
  Piece piece = Piece::none;
  PacketInTransit in_transit;
};

/// The broker, and what is told of it from outside.
struct ServerState {
  BrokerState broker;
  std::vector<Begun> begun;
  Obligations obligations;
};

/// What comes upon the broker in one step.
struct Happening {
  enum class Kind : std::uint8_t {
    opens,    // a connection is made
    begins,   // a part of a packet arrives
    arrives,  // a packet arrives, or what was missing of it
    ends,     // a connection is gone, and the broker notices
    is_cut,   // a connection is gone unnoticed; it goes by another name from now on
    restart,  // its process ends and starts again
    time      // the clock advances
  };
  Kind kind = Kind::time;
  std::uint8_t client = 0;
  std::uint8_t connection = 0;  // by name; of is_cut the new one
  PacketInTransit in_transit;   // of begins and arrives
  Piece piece = Piece::none;    // of begins
};

/// What a step of the broker does to one Client.
struct Effect {
  enum class Kind : std::uint8_t {
    packet,
    close,
    forget,       // the broker is done with a connection that only it believed in
    lose_all,     // every connection is gone, on both sides
    session_ends  // so that its messages may come once more
  };
  Kind kind = Kind::packet;
  std::uint8_t connection = 0;  // of forget
  PacketInTransit in_transit;   // of packet
};
using Effects = std::vector<Effect>;  // in their order

/// The name of a Client's connection while both sides know of it.
constexpr std::uint8_t name_of(std::size_t client) { return static_cast<std::uint8_t>(client + 1); }
/// Whose connection it is, whatever its name.
constexpr std::size_t owner_of(std::uint32_t name) { return (name & 15U) - 1; }

}  // namespace mqttspec::model::explore
