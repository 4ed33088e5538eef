// The words of the cases about messages, their acknowledgements, and Sessions.
#pragma once

#include <algorithm>

#include "codec/notation.hpp"
#include "conformance/client_cases/vocabulary.hpp"

namespace mqttspec::conformance::client_cases {

/// A connection with a Session that outlives it, which the Server begins.
inline Line begun(Visit& visit, const owned::Connack& accept = {}) {
  visit.needs(visit.able().session, "keep a Session");
  return visit.connected(lasting_connect(visit), accept);
}

/// The Client of begun() connects again and its Session goes on.
inline Line resumed(Visit& visit, owned::Connack accept = session_is_present()) {
  accept.session_present = true;
  if (visit.able().reconnect != subject::Reconnect::automatic)
    return visit.reconnected(lasting_connect(visit), accept);
  Line line = visit.next_line();
  if (line.expect(any<Connect>()).as<Connect>().clean_start)
    visit.decline("it begins a new Session when it connects by itself");
  line.send(accept);
  return line;
}

/// Ends the case if the Client lowers the QoS: what follows would be no exchange of that kind.
inline void require_qos(Visit& visit, const Arrival& arrival, Qos qos) {
  if (arrival.as<Publish>().qos != qos)
    visit.inconclusive(notation::qos_text(qos) + " (set-up)",
                       to_text(arrival.packet, visit.version()));
}

/// All that was sent so far has been read and acknowledged. Part of the set-up.
inline void settle(Visit& visit, Line& line) {
  if (line.fence() != Liveness::alive)
    visit.inconclusive("PUBACK of the fence (set-up)", "it does not come");
}

/// The application publishes on "own", and the PUBLISH comes. Part of the set-up.
inline Arrival published(Visit& visit, Line& line, const std::string& payload, Qos qos) {
  visit.publish("own", payload, qos);
  auto arrival = line.expect(message(payload));
  require_qos(visit, arrival, qos);
  return arrival;
}

inline std::uint16_t id_of(const Arrival& arrival) { return arrival.as<Publish>().packet_id; }

/// A message of ours under a Packet Identifier of the case's choice.
inline owned::Publish with_id(std::uint16_t packet_id, std::string payload, Qos qos) {
  auto publish = sent_again("t", std::move(payload), qos, packet_id);
  publish.dup = false;
  return publish;
}

/// A PUBLISH that says it was sent before.
inline Wanted any_duplicate() {
  return wanted<Publish>("PUBLISH with DUP 1", [](const Publish& publish) { return publish.dup; });
}

/// A PUBLISH under that Packet Identifier.
inline Wanted publish_under(std::uint16_t packet_id) {
  return wanted<Publish>(
      "PUBLISH id=" + std::to_string(packet_id),
      [packet_id](const Publish& publish) { return publish.packet_id == packet_id; });
}

/// The Client must acknowledge it; that it closes is no excuse here.
template <class P>
void must_acknowledge(Visit& visit, Line& line, Must statement, std::uint16_t packet_id) {
  const auto wanted_ack = ack<P>(packet_id);
  const auto arrival = line.await(wanted_ack, visit.settings().patience);
  visit.must_hold(statement, arrival.has_value(), wanted_ack.text,
                  line.is_open() ? "it does not come" : "the Client closes the connection", false);
}

/// The packet came, and is as the codec demands.
inline void came_well_formed(Visit& visit, Must statement) {
  visit.must_hold(statement, true, "", "");
}

inline std::string text_of(const Visit& visit, const Arrival& arrival) {
  return to_text(arrival.packet, visit.version());
}

}  // namespace mqttspec::conformance::client_cases
