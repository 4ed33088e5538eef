// One explanation of what was seen so far: a state that the broker may be in, how much of what the
// Clients sent it has looked at, and what it has sent that nobody has seen arrive yet.
#pragma once

#include <boost/container/small_vector.hpp>
#include <memory>
#include <vector>

#include "model/conditions/moment.hpp"
#include "model/tracker/shared_state.hpp"

namespace mqttspec::model::tracker {

/// Something that the broker has done on a connection, on its way to the Client.
struct Expected {
  owned::Packet packet;
  bool is_close = false;  // the connection is closed; then there is no packet
  bool optional = false;  // it may also never come
  bool further = false;   // another copy of the message has come
  bool first = false;     // PUBLISH above QoS 0: not a re-delivery, as far as the broker knows
  Time since = 0;         // when the broker did it, or might have
  Time batch = 0;         // what has the same one, unless 0, has no order
  /// Of the message, which a Client of 3.1.1 is not told.
  std::optional<std::uint32_t> expiry_interval = {};
  std::uint64_t fingerprint = 0;  // of all of it
};
using ExpectedPointer = std::shared_ptr<const Expected>;

/// The PUBLISH that is expected, or nullptr.
inline const owned::Publish* publish_of(const Expected& expected) {
  return expected.is_close ? nullptr : std::get_if<owned::Publish>(&expected.packet);
}
/// True if a PUBLISH above QoS 0 is expected.
inline bool is_exchanged(const Expected& expected) {
  const auto* publish = publish_of(expected);
  return publish != nullptr && publish->packet_id != 0;
}

/// Computes its fingerprint.
ExpectedPointer finished(Expected expected);

/// A Network Connection as one explanation has it.
struct Wire {
  ConnectionId connection = 0;
  std::size_t taken = 0;                      // inputs that the broker has looked at
  bool closed = false;                        // the broker has closed it and looks at nothing more
  bool left = false;                          // the Client sees nothing more of it
  std::string client_id = {};                 // of the session whose messages are pending, or empty
  std::vector<ExpectedPointer> pending = {};  // in the order in which a plain broker sends them
};

/// What is known of the condition of a fault, where it works only under one.
struct ConditionKnown {
  conditions::ConditionSet fits;  // those under which it works whenever it has, and not otherwise
  unsigned shown = 0;             // steps that it changed or would have
  conditions::History history = {};
};

/// Exchanges of which the Client has seen nothing have a Packet Identifier of no meaning: the
/// broker's own is learned when their PUBLISH arrives. `delivery.sent_before` says that it has.
struct Hypothesis {
  SharedState broker;
  std::vector<Wire> wires;
  std::shared_ptr<const ConditionKnown> condition = {};  // of the fault, if it has one
};

/// Most often there is one, or two.
using Hypotheses = boost::container::small_vector<Hypothesis, 4>;

/// Equal explanations have the same; different ones have the same with a probability of 2⁻⁶⁴.
std::uint64_t fingerprint(const Hypothesis& hypothesis);

Wire* find_wire(Hypothesis& hypothesis, ConnectionId connection);
const Wire* find_wire(const Hypothesis& hypothesis, ConnectionId connection);

/// True if the Client has not seen the exchange, so that its Packet Identifier is open.
inline bool is_unseen(const SentExchange& exchange) {
  return exchange.awaiting != Awaiting::pubcomp && !exchange.delivery.sent_before;
}

/// F12: true if the broker may hold messages above QoS 0 back on that connection, since another one
/// is not completely acknowledged.
bool may_hold_back(const Hypothesis& hypothesis, const Wire& wire);

/// The same of a connection that it closes: of several that are under way the first may have been
/// the only one that it has sent.
bool may_have_held_back(const Hypothesis& hypothesis, const Wire& wire);

/// The open connection of that name, or nullptr.
const Connection* find_connection(const State& state, ConnectionId id);
/// The session of that Client Identifier, or nullptr.
const Session* find_session(const State& state, std::string_view client_id);
/// The exchange of that session and identifier, or nullptr.
SentExchange* find_exchange(State& state, std::string_view client_id, std::uint16_t packet_id);
const SentExchange* find_exchange(const State& state, std::string_view client_id,
                                  std::uint16_t packet_id);

/// Of a message at QoS 0, of which a Client of 3.1.1 is not told: as it comes with this PUBLISH, if
/// there is one, or as the broker keeps it, retained or until PUBREL.
std::optional<std::uint32_t> expiry_interval_of(const State& state, const owned::Publish& message,
                                                const Publish* published);

/// Learns that the exchange `from` of the session has the Packet Identifier `to` and was seen, and
/// tells the pending packets. False if another exchange that was seen has it.
bool learn_packet_id(Hypothesis& hypothesis, std::string_view client_id, std::uint16_t from,
                     std::uint16_t to);

/// Gives every exchange of the session that was not seen an identifier other than this.
void avoid_packet_id(Hypothesis& hypothesis, std::string_view client_id, std::uint16_t packet_id);

/// Learns that the session and its connection are known by another Client Identifier. False if
/// there is a session of that name.
bool learn_client_id(Hypothesis& hypothesis, std::string_view from, std::string_view to);

}  // namespace mqttspec::model::tracker
