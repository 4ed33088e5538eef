// See s4_03_qos_receiver.hpp.
#include "model/broker/s4_03_qos_receiver.hpp"

#include <algorithm>

namespace mqttspec::model {

using namespace literals;

namespace {

auto find_received(Session& session, std::uint16_t packet_id) {
  return std::ranges::find(session.received, packet_id, &ReceivedExchange::packet_id);
}

std::uint16_t other_packet_id(std::uint16_t packet_id) {
  return static_cast<std::uint16_t>(packet_id % 65'535 + 1);
}

/// Success, or 0x10 where 5.0 permits it: only if nobody can be meant.
ReasonCode accepting_code(Turn& turn, const Connection& connection, bool matched) {
  if (connection.version == Version::v3_1_1) return ReasonCode::success;
  if (matched && turn.faults.on(FaultId::no_matching_subscribers_said_wrongly))
    return ReasonCode::no_matching_subscribers;
  if (matched || !turn.takes(turn.profile.says_no_matching_subscribers, ChoicePoint::no_match_code))
    return ReasonCode::success;
  return ReasonCode::no_matching_subscribers;
}

void send_puback(Turn& turn, const Connection& connection, std::uint16_t packet_id,
                 ReasonCode code) {
  if (turn.faults.on(FaultId::puback_omitted)) return;
  if (turn.faults.on(FaultId::puback_with_other_packet_id)) packet_id = other_packet_id(packet_id);
  owned::Puback puback{packet_id, code, {}};
  if (turn.faults.on(FaultId::puback_code_not_of_its_table))
    puback.reason_code = ReasonCode::packet_identifier_not_found;
  if (turn.faults.on(FaultId::puback_identifier_bytes_swapped))
    puback.packet_id = static_cast<std::uint16_t>(packet_id << 8 | packet_id >> 8);
  if (connection.version == Version::v5_0 && !connection.wants_problem_information) {
    turn.rule(Version::v5_0, "MQTT-3.1.2-29"_v5);
    if (turn.faults.on(FaultId::reason_string_unwanted))
      puback.properties.reason_string = "accepted";
  }
  const Cited because = "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5;
  turn.rule(connection.version, "MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5);
  turn.send(connection, puback, because);
  if (turn.faults.on(FaultId::puback_twice)) turn.send(connection, puback, because);
}

void send_pubrec(Turn& turn, const Connection& connection, std::uint16_t packet_id,
                 ReasonCode code) {
  if (turn.faults.on(FaultId::pubrec_omitted)) return;
  if (turn.faults.on(FaultId::pubrec_with_other_packet_id)) packet_id = other_packet_id(packet_id);
  turn.rule(connection.version, "MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5);
  owned::Pubrec pubrec{packet_id, code, {}};
  if (turn.faults.on(FaultId::pubrec_code_not_of_its_table))
    pubrec.reason_code = ReasonCode::packet_identifier_not_found;
  turn.send(connection, pubrec, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5);
  if (turn.faults.on(FaultId::pubrec_twice))
    turn.send(connection, pubrec, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5);
}

/// Takes ownership at once, or when the PUBREL comes: both ways of section 4.3.3.
bool take_ownership(Turn& turn, ReceivedExchange& exchange, const Arrival& arrival) {
  const bool at_once =
      turn.takes(turn.profile.qos_2_method == Qos2Method::on_publish, ChoicePoint::qos_2_method);
  if (turn.faults.on(FaultId::qos_2_message_lost)) return true;
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
  if (!turn.faults.on(FaultId::pubrec_omitted_for_repeated_publish))
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

/// A broker that takes every DUP for something it has had: not what 4.3.2 says.
bool is_taken_for_duplicate(const Turn& turn, Session& session, std::uint16_t packet_id, bool dup) {
  if (!turn.faults.on(FaultId::acknowledged_qos_1_id_remembered)) return false;
  if (find_received(session, packet_id) != session.received.end()) return dup;
  session.received.push_back({.packet_id = packet_id, .withheld = {}});
  return false;
}

}  // namespace

bool exceeds_receive_maximum(Turn& turn, const Session& session, const Publish& publish) {
  if (publish.qos == Qos::at_most_once) return false;
  std::size_t under_way = 1;
  for (const auto& exchange : session.received)
    if (exchange.received_here && exchange.packet_id != publish.packet_id) ++under_way;
  std::size_t limit = turn.profile.receive_maximum.value_or(65'535);
  if (turn.faults.on(FaultId::receive_maximum_reached_too_soon) && limit > 1) --limit;
  if (turn.faults.on(FaultId::receive_maximum_not_enforced)) return false;
  return under_way > limit;
}

void receive_at_least_once(Turn& turn, const Connection& connection, Session& session,
                           const Arrival& arrival, std::uint16_t packet_id) {
  turn.rule(connection.version, "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-5"_v5);
  bool matched = true;
  const auto other = find_received(session, packet_id);
  if (connection.version == Version::v5_0 && other != session.received.end() &&
      other->received_here) {
    send_puback(turn, connection, packet_id, ReasonCode::packet_identifier_in_use);
    return;
  }
  const auto before = turn.outputs.size();
  if (!is_taken_for_duplicate(turn, session, packet_id, arrival.dup) &&
      !turn.faults.on(FaultId::qos_1_message_lost))
    matched = publish_message(turn, arrival);
  const auto forwarded = turn.outputs.size();
  send_puback(turn, connection, packet_id, accepting_code(turn, connection, matched));
  put_first(turn, before, forwarded);
}

void receive_exactly_once(Turn& turn, const Connection& connection, Session& session,
                          const Arrival& arrival, std::uint16_t packet_id) {
  if (const auto known = find_received(session, packet_id); known != session.received.end()) {
    on_repeated_publish(turn, connection, *known, arrival);
    return;
  }
  if (turn.faults.on(FaultId::packet_ids_shared_between_directions) &&
      std::ranges::find(session.sent, packet_id, &SentExchange::packet_id) != session.sent.end()) {
    send_pubrec(turn, connection, packet_id, ReasonCode::success);
    return;
  }
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
  const bool is_known = known != session.received.end();
  if (is_known) {
    turn.rule(connection.version, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-12"_v5);
    const auto exchange = *known;
    if (!turn.faults.on(FaultId::packet_id_kept_after_pubcomp)) session.received.erase(known);
    if (exchange.withheld)
      publish_message(turn, Arrival{*exchange.withheld, exchange.received_at, connection.client_id,
                                    connection.version});
  } else if (connection.version == Version::v5_0 &&
             turn.takes(turn.profile.reports_unknown_packet_id, ChoicePoint::unknown_packet_id)) {
    code = ReasonCode::packet_identifier_not_found;
  }
  if (turn.faults.on(FaultId::pubcomp_omitted)) return;
  if (!is_known && turn.faults.on(FaultId::repeated_pubrel_not_answered)) return;
  auto packet_id = pubrel.packet_id;
  if (turn.faults.on(FaultId::pubcomp_with_other_packet_id)) packet_id = other_packet_id(packet_id);
  if (turn.faults.on(FaultId::pubcomp_code_not_of_its_table))
    code = ReasonCode::no_matching_subscribers;
  const owned::Pubcomp pubcomp{packet_id, code, {}};
  turn.send(connection, pubcomp, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5);
  if (turn.faults.on(FaultId::pubcomp_twice))
    turn.send(connection, pubcomp, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5);
}

}  // namespace mqttspec::model
