// See s4_04_retry.hpp.
#include "model/broker/s4_04_retry.hpp"

#include <algorithm>

#include "model/broker/s3_03_2_3_properties.hpp"
#include "model/broker/s4_03_qos_sender.hpp"
#include "model/broker/s4_09_flow_control.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

void resend_pubrel(Turn& turn, const Session& session, const Connection& connection,
                   SentExchange& exchange) {
  exchange.sent_here = true;
  exchange.resend_at = next_resend(turn, session);
  turn.send(connection, owned::Pubrel{exchange.packet_id, {}, {}},
            "MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5);
}

/// False if the Client cannot take the packet any more, which completes the exchange.
bool resend_publish(Turn& turn, Session& session, const Connection& connection,
                    SentExchange& exchange) {
  exchange.sent_here = exchange.published_here = true;
  exchange.resend_at = next_resend(turn, session);
  // A delivery for a Shared Subscription is finished too.
  if (!exchange.delivery.shared_filter.empty()) {
    turn.rule(Version::v5_0, "MQTT-4.8.2-4"_v5);
    if (turn.faults.on(FaultId::shared_delivery_not_finished)) return false;
  }
  // The same Packet Identifier, with DUP 1.
  if (turn.faults.on(FaultId::resent_with_new_packet_id)) {
    PacketIds used(session, 1);
    exchange.packet_id = next_packet_id(turn, session, used);
  }
  turn.rule(connection.version, "MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-1"_v5);
  return send_publish(turn, session, connection, exchange.delivery, exchange.packet_id,
                      "MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5);
}

}  // namespace

bool resend_unacknowledged(Turn& turn, Session& session) {
  const auto& connection = *find_connection(turn.state, *session.connection);
  if (turn.faults.on(FaultId::sent_message_expires))
    erase_if(session.sent, [&](const auto& exchange) {
      return !exchange.sent_here &&
             is_expired(exchange.delivery.message, exchange.delivery.received_at, turn.state.now);
    });
  // In their original order: a PUBREL always, a PUBLISH if the Client can take it and those before
  // it were sent.
  bool all = true;
  auto under_way = in_flight(turn, session);
  for (auto exchange = session.sent.begin(); exchange != session.sent.end();) {
    bool lasts = true;
    const bool is_due = !exchange->sent_here;
    const bool is_released = exchange->awaiting == Awaiting::pubcomp;
    if (is_due && !is_released && all) all = has_send_quota(turn, session, connection, under_way);
    if (is_due && is_released) {
      resend_pubrel(turn, session, connection, *exchange);
    } else if (is_due && all) {
      under_way -= is_in_flight(turn, *exchange) ? 1 : 0;
      lasts = resend_publish(turn, session, connection, *exchange);
      under_way += lasts && is_in_flight(turn, *exchange) ? 1 : 0;
    }
    exchange = lasts ? exchange + 1 : session.sent.erase(exchange);
  }
  return all;
}

bool is_all_resent(const Turn& turn, const Session& session) {
  // Inside a connection any of them may be sent again (F19).
  if (turn.profile.retry_interval) return false;
  // A connection begins with every PUBREL, and PUBLISH packets in their order: the last PUBLISH
  // tells about the others.
  for (auto exchange = session.sent.rbegin(); exchange != session.sent.rend(); ++exchange) {
    if (!exchange->sent_here) return false;
    if (exchange->awaiting != Awaiting::pubcomp) return true;
  }
  return true;
}

std::optional<Time> earliest_resend(const Session& session) {
  std::optional<Time> earliest;
  for (const auto& exchange : session.sent)
    if (exchange.resend_at && (!earliest || *exchange.resend_at < *earliest))
      earliest = exchange.resend_at;
  return earliest;
}

void resend_within_connection(Turn& turn, Session& session) {
  bool any = false;
  for (auto& exchange : session.sent) {
    if (!exchange.resend_at || *exchange.resend_at > turn.state.now) continue;
    exchange.resend_at = next_resend(turn, session);
    if (turn.chooser.choose(ChoicePoint::retransmission, 2) != 0) continue;
    exchange.sent_here = exchange.published_here = false;
    any = true;
  }
  if (any) resend_unacknowledged(turn, session);
}

std::optional<Time> next_resend(const Turn& turn, const Session& session) {
  if (session.version != Version::v3_1_1 || !turn.profile.retry_interval) return std::nullopt;
  return turn.state.now + Time{*turn.profile.retry_interval} * 1'000;
}

}  // namespace mqttspec::model::broker
