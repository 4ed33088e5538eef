// See s4_03_qos_sender.hpp.
#include "model/broker/s4_03_qos_sender.hpp"

#include <algorithm>

#include "model/broker/s3_03_2_3_properties.hpp"
#include "model/broker/s4_04_retry.hpp"
#include "model/broker/s4_08_subscriptions.hpp"
#include "model/broker/s4_09_flow_control.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

auto find_exchange(Session& session, std::uint16_t packet_id) {
  return std::ranges::find(session.sent, packet_id, &SentExchange::packet_id);
}

/// The exchange is over: its Packet Identifier is free, and there is room for another.
void end_exchange(Turn& turn, Session& session, decltype(session.sent.begin()) exchange) {
  session.sent.erase(exchange);
  limit_freed_to_send(turn, session);
  if (turn.faults.on(FaultId::waiting_messages_never_sent)) return;
  turn.rule(session.version, "U5.0-4.9-2"_v5);
  deliver_waiting(turn, session, Occasion::acknowledgement);
}

/// A Reason Code from 0x80 on acknowledges too: [MQTT-4.4.0-2] of 5.0.
void on_refusal(Turn& turn, Session& session, decltype(session.sent.begin()) exchange) {
  turn.rule(Version::v5_0, "MQTT-4.4.0-2"_v5);
  turn.rule(Version::v5_0, "MQTT-4.8.2-6"_v5);
  turn.rule(Version::v5_0, "MQTT-4.3.3-9"_v5);
  const auto refused = std::move(exchange->delivery);
  // Nothing says that PUBREL must not follow (F26).
  if (exchange->awaiting == Awaiting::pubrec && session.version == Version::v5_0 &&
      turn.takes(turn.profile.releases_refused, ChoicePoint::refused_release))
    turn.offer(*find_connection(turn.state, *session.connection),
               owned::Pubrel{exchange->packet_id, {}, {}}, "MQTT-4.3.3-4"_v5);
  if (turn.faults.on(FaultId::send_quota_lost_by_refusal))
    session.sent.erase(exchange);
  else
    end_exchange(turn, session, exchange);
  if (turn.faults.on(FaultId::refused_message_sent_to_other_member))
    publish_to_other_member(turn, refused, session.client_id);
}

void send_pubrel(Turn& turn, const Connection& connection, std::uint16_t packet_id,
                 ReasonCode code) {
  turn.rule(connection.version, "MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5);
  turn.send(connection, owned::Pubrel{packet_id, code, {}},
            "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-4"_v5);
}

/// A PUBREC that answers nothing: 5.0 has a Reason Code for it, 3.1.1 says nothing.
void on_unknown_pubrec(Turn& turn, const Connection& connection, const Pubrec& pubrec) {
  if (is_failure(pubrec.reason_code)) return;
  send_pubrel(turn, connection, pubrec.packet_id,
              connection.version == Version::v5_0 ? ReasonCode::packet_identifier_not_found
                                                  : ReasonCode::success);
}

}  // namespace

void send_at_most_once(Turn& turn, Session& session, const Connection& connection,
                       const Delivery& delivery) {
  send_publish(turn, session, connection, delivery, 0, "MQTT-4.3.1-1"_v311 | "MQTT-4.3.1-1"_v5);
  if (turn.faults.on(FaultId::qos_0_sent_again) && !delivery.sent_before) {
    session.waiting.push_back(delivery);
    session.waiting.back().sent_before = true;
  }
}

PacketIds::PacketIds(const Session& session, std::size_t lookups) : session_(session) {
  constexpr std::size_t few = 16;
  if (lookups <= few) return;
  table_.resize(65'536);
  for (const auto& exchange : session.sent) table_[exchange.packet_id] = true;
}

bool PacketIds::contains(std::uint16_t packet_id) const {
  if (!table_.empty()) return table_[packet_id];
  return std::ranges::find(session_.sent, packet_id, &SentExchange::packet_id) !=
         session_.sent.end();
}

void PacketIds::add(std::uint16_t packet_id) {
  if (!table_.empty()) table_[packet_id] = true;
}

void begin_exchange(Turn& turn, Session& session, const Connection& connection, Delivery delivery,
                    PacketIds& used) {
  const bool twice = delivery.message.qos == Qos::exactly_once;
  // A new Packet Identifier, and DUP 0.
  SentExchange exchange;
  exchange.packet_id = next_packet_id(turn, session, used);
  exchange.awaiting = twice ? Awaiting::pubrec : Awaiting::puback;
  exchange.sent_here = exchange.published_here = true;
  exchange.resend_at = next_resend(turn, session);
  turn.rule(connection.version, twice ? "MQTT-4.3.3-1"_v5 : "MQTT-4.3.2-1"_v5);
  const Cited because =
      twice ? "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-2"_v5 : "MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-2"_v5;
  // What the Client cannot take is dropped as if it had been delivered.
  if (!send_publish(turn, session, connection, delivery, exchange.packet_id, because)) {
    turn.rule(connection.version, "MQTT-3.1.2-25"_v5);
    if (!turn.faults.on(FaultId::oversized_message_holds_quota)) return;
  }
  // Anything else is kept until it is acknowledged.
  turn.rule(connection.version, twice ? "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-3"_v5
                                      : "MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-3"_v5);
  exchange.delivery = std::move(delivery);
  exchange.delivery.sent_before = true;
  used.add(exchange.packet_id);
  session.sent.push_back(std::move(exchange));
}

std::uint16_t next_packet_id(Turn& turn, Session& session, PacketIds& used) {
  turn.rule(session.version, "MQTT-2.3.1-4"_v311 | "MQTT-2.2.1-4"_v5);
  if (turn.faults.on(FaultId::packet_id_always_1)) return 1;
  if (turn.faults.on(FaultId::packet_id_by_number_in_flight))
    return static_cast<std::uint16_t>(session.sent.size() + 1);
  do {
    session.last_packet_id = static_cast<std::uint16_t>(session.last_packet_id % 65'535 + 1);
  } while (used.contains(session.last_packet_id));
  return session.last_packet_id;
}

void on_puback(Turn& turn, const Connection& connection, Session& session, const Puback& puback) {
  auto exchange = find_exchange(session, puback.packet_id);
  if (exchange == session.sent.end() || exchange->awaiting != Awaiting::puback) return;
  if (is_failure(puback.reason_code)) {
    on_refusal(turn, session, exchange);
    return;
  }
  turn.rule(connection.version, "MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-3"_v5);
  if (turn.faults.on(FaultId::puback_taken_for_all_before))
    exchange = session.sent.erase(session.sent.begin(), exchange);
  end_exchange(turn, session, exchange);
}

void on_pubrec(Turn& turn, const Connection& connection, Session& session, const Pubrec& pubrec) {
  const auto exchange = find_exchange(session, pubrec.packet_id);
  if (exchange == session.sent.end() || exchange->awaiting == Awaiting::puback) {
    on_unknown_pubrec(turn, connection, pubrec);
    return;
  }
  if (is_failure(pubrec.reason_code)) {
    on_refusal(turn, session, exchange);
    return;
  }
  // From now on only PUBREL is sent, and no PUBLISH.
  turn.rule(connection.version, "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-6"_v5);
  if (!turn.faults.on(FaultId::publish_resent_after_pubrel)) {
    exchange->awaiting = Awaiting::pubcomp;
    exchange->sent_here = true;
    exchange->resend_at = next_resend(turn, session);
    exchange->delivery = {};
  }
  send_pubrel(turn, connection, pubrec.packet_id, ReasonCode::success);
  deliver_waiting(turn, session, Occasion::acknowledgement);
}

void on_pubcomp(Turn& turn, const Connection& connection, Session& session,
                const Pubcomp& pubcomp) {
  const auto exchange = find_exchange(session, pubcomp.packet_id);
  if (exchange == session.sent.end() || exchange->awaiting != Awaiting::pubcomp) return;
  turn.rule(connection.version, "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-5"_v5);
  // After a PUBREL that was sent again it may count as well (F29).
  if (!exchange->published_here && connection.receive_maximum != 65'535 &&
      turn.takes(turn.profile.sends_by_resent_releases, ChoicePoint::resent_release_quota))
    ++find_connection(turn.state, connection.id)->freed_to_send;
  end_exchange(turn, session, exchange);
}

}  // namespace mqttspec::model::broker
