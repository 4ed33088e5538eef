// See s4_03_qos_receiver.hpp.
#include "model/broker/s4_03_qos_receiver.hpp"

#include <algorithm>

namespace mqttspec::model::broker {

using namespace literals;

namespace {

auto find_received(Session& session, std::uint16_t packet_id) {
  return std::ranges::find(session.received, packet_id, &ReceivedExchange::packet_id);
}

/// Success, or 0x10 where 5.0 permits it: only if nobody can be meant.
ReasonCode accepting_code(Turn& turn, const Connection& connection, bool matched) {
  if (connection.version == Version::v3_1_1 || matched) return ReasonCode::success;
  return turn.takes(turn.profile.says_no_matching_subscribers, ChoicePoint::no_match_code)
             ? ReasonCode::no_matching_subscribers
             : ReasonCode::success;
}

void send_puback(Turn& turn, const Connection& connection, std::uint16_t packet_id,
                 ReasonCode code) {
  if (connection.version == Version::v5_0 && !connection.wants_problem_information)
    turn.rule(Version::v5_0, "MQTT-3.1.2-29"_v5);
  turn.rule(connection.version, "MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5);
  turn.send(connection, owned::Puback{packet_id, code, {}},
            "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5);
}

void send_pubrec(Turn& turn, const Connection& connection, std::uint16_t packet_id,
                 ReasonCode code) {
  turn.rule(connection.version, "MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5);
  turn.send(connection, owned::Pubrec{packet_id, code, {}},
            "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5);
}

/// Takes ownership at once, or when the PUBREL comes: both ways of section 4.3.3.
bool take_ownership(Turn& turn, ReceivedExchange& exchange, const Arrival& arrival) {
  const bool at_once =
      turn.takes(turn.profile.qos_2_method == Qos2Method::on_publish, ChoicePoint::qos_2_method);
  if (turn.faults.on(FaultId::qos_2_message_lost)) return true;
  if (arrival.dup && turn.faults.on(FaultId::qos_2_message_with_dup_lost)) return true;
  if (at_once && !turn.faults.on(FaultId::qos_2_message_forwarded_at_pubrel_too))
    return publish_message(turn, arrival);
  if (at_once) publish_message(turn, arrival);
  exchange.withheld = arrival.message;
  exchange.received_at = arrival.received_at;
  return true;
}

/// Answers a PUBLISH whose exchange is under way; the message itself was taken before.
void on_repeated_publish(Turn& turn, const Connection& connection, ReceivedExchange& exchange,
                         const Arrival& arrival) {
  turn.rule(connection.version, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5);
  exchange.received_here = true;
  if (turn.faults.on(FaultId::repeated_qos_2_message_forwarded)) publish_message(turn, arrival);
  send_pubrec(turn, connection, exchange.packet_id, ReasonCode::success);
}

/// Moves the acknowledgement, the outputs from `forwarded` on, before those of the message that it
/// acknowledges, which begin at `before`, if the broker is one that answers first (F02).
void put_first(Turn& turn, std::size_t before, std::size_t forwarded) {
  auto& outputs = turn.outputs;
  if (before == forwarded || forwarded == outputs.size()) return;
  if (!turn.takes(turn.profile.acknowledges_first, ChoicePoint::output_order)) return;
  const auto at = [&](std::size_t position) {
    return outputs.begin() + static_cast<std::ptrdiff_t>(position);
  };
  std::rotate(at(before), at(forwarded), outputs.end());
}

/// The Client's quota grows with a PUBCOMP whose exchange took no place of it, up to its initial
/// value (F29).
void note_freed_to_receive(Turn& turn, ConnectionId id, const Session& session, bool took_place) {
  if (!turn.profile.receive_maximum) return;
  auto* connection = find_connection(turn.state, id);
  if (connection == nullptr) return;
  const auto under_way =
      std::ranges::count(session.received, true, &ReceivedExchange::received_here);
  const auto freed = static_cast<std::ptrdiff_t>(connection->freed_to_receive);
  connection->freed_to_receive =
      static_cast<std::uint16_t>(std::min(freed + (took_place ? 0 : 1), under_way));
}

}  // namespace

bool exceeds_receive_maximum(Turn& turn, const Connection& connection, const Session& session,
                             const Publish& publish) {
  if (publish.qos == Qos::at_most_once) return false;
  std::size_t under_way = 1;
  for (const auto& exchange : session.received)
    if (exchange.received_here && exchange.packet_id != publish.packet_id) ++under_way;
  const std::size_t limit = turn.profile.receive_maximum.value_or(65'535);
  if (under_way <= limit) return false;
  // Section 3.3.4 counts what is not acknowledged, 4.9 what was acknowledged on this connection,
  // be it for a PUBREL that was sent again (F29).
  return under_way > limit + connection.freed_to_receive ||
         !turn.takes(turn.profile.receives_by_resent_releases, ChoicePoint::resent_release_quota);
}

void receive_at_least_once(Turn& turn, const Connection& connection, Session& session,
                           const Arrival& arrival, std::uint16_t packet_id) {
  turn.rule(connection.version, "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-5"_v5);
  // In 5.0 the Packet Identifier of a QoS 2 message under way is in use.
  const auto other = find_received(session, packet_id);
  if (connection.version == Version::v5_0 && other != session.received.end() &&
      other->received_here) {
    send_puback(turn, connection, packet_id, ReasonCode::packet_identifier_in_use);
    return;
  }
  // Any other is a new message, DUP or not: it is taken, and acknowledged.
  const auto before = turn.outputs.size();
  bool lost = turn.faults.on(FaultId::qos_1_message_lost) ||
              (arrival.dup && turn.faults.on(FaultId::qos_1_message_with_dup_lost));
  if (turn.faults.on(FaultId::acknowledged_qos_1_id_remembered)) {
    lost = arrival.dup && other != session.received.end();
    if (other == session.received.end())
      session.received.push_back({.packet_id = packet_id, .withheld = {}});
  }
  const bool matched = lost || publish_message(turn, arrival);
  const auto forwarded = turn.outputs.size();
  send_puback(turn, connection, packet_id, accepting_code(turn, connection, matched));
  put_first(turn, before, forwarded);
}

void receive_exactly_once(Turn& turn, const Connection& connection, Session& session,
                          const Arrival& arrival, std::uint16_t packet_id) {
  // A Packet Identifier that is under way is answered again, and no more.
  if (const auto known = find_received(session, packet_id); known != session.received.end()) {
    on_repeated_publish(turn, connection, *known, arrival);
    return;
  }
  if (turn.faults.on(FaultId::packet_ids_shared_between_directions) &&
      std::ranges::find(session.sent, packet_id, &SentExchange::packet_id) != session.sent.end()) {
    send_pubrec(turn, connection, packet_id, ReasonCode::success);
    return;
  }
  // Any other begins an exchange: its message is taken, and acknowledged.
  ReceivedExchange exchange;
  exchange.packet_id = packet_id;
  exchange.received_here = true;
  const auto before = turn.outputs.size();
  const bool matched = take_ownership(turn, exchange, arrival);
  session.received.push_back(std::move(exchange));
  const auto forwarded = turn.outputs.size();
  send_pubrec(turn, connection, packet_id, accepting_code(turn, connection, matched));
  put_first(turn, before, forwarded);
}

void acknowledge_refused(Turn& turn, const Connection& connection, const Publish& publish,
                         ReasonCode code) {
  // 3.1.1 has no way to say it: the message is acknowledged and goes nowhere.
  if (connection.version == Version::v3_1_1) code = ReasonCode::success;
  if (publish.qos == Qos::at_least_once)
    send_puback(turn, connection, publish.packet_id, code);
  else
    send_pubrec(turn, connection, publish.packet_id, code);
}

bool is_in_use(const Session& session, std::uint16_t packet_id) {
  return std::ranges::find(session.received, packet_id, &ReceivedExchange::packet_id) !=
         session.received.end();
}

void on_pubrel(Turn& turn, const Connection& connection, Session& session, const Pubrel& pubrel) {
  auto code = ReasonCode::success;
  const auto known = find_received(session, pubrel.packet_id);
  const bool took_place = known != session.received.end() && known->received_here;
  if (known != session.received.end()) {
    // The exchange is over, and its Packet Identifier is free; what was withheld is forwarded.
    turn.rule(connection.version, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-12"_v5);
    auto exchange = *known;
    if (!turn.faults.on(FaultId::packet_id_kept_after_pubcomp)) session.received.erase(known);
    if (exchange.withheld)
      publish_message(turn, Arrival{*std::move(exchange.withheld), exchange.received_at,
                                    connection.client_id, connection.version});
  } else if (connection.version == Version::v5_0 &&
             turn.takes(turn.profile.reports_unknown_packet_id, ChoicePoint::unknown_packet_id)) {
    code = ReasonCode::packet_identifier_not_found;
  }
  note_freed_to_receive(turn, connection.id, session, took_place);
  // It is answered in any case.
  turn.send(connection, owned::Pubcomp{pubrel.packet_id, code, {}},
            "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5);
}

}  // namespace mqttspec::model::broker
