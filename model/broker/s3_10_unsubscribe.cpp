// See s3_10_unsubscribe.hpp.
#include "model/broker/s3_10_unsubscribe.hpp"

#include <algorithm>
#include <utility>

#include "codec/topic.hpp"
#include "model/broker/s4_03_qos_receiver.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// Deletes the subscription whose Topic Filter is the same text. False if there is none.
bool remove_subscription(Turn& turn, Session& session, std::string_view filter) {
  const auto on = [&](FaultId fault) { return turn.faults.on(fault); };
  turn.rule(session.version, "MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5);
  const bool by_match = on(FaultId::unsubscribed_by_match);
  const auto is_meant = [&](const HeldSubscription& held) {
    return held.topic_filter == filter || (by_match && matches(filter, held.topic_filter));
  };
  auto& all = session.subscriptions;
  const auto place = std::ranges::find_if(all, is_meant);
  if (place == all.end()) return false;
  if (on(FaultId::unsubscribe_without_effect)) return true;
  if (place->shared && on(FaultId::shared_not_left_by_unsubscribe)) return true;
  const bool for_all = on(FaultId::unsubscribed_for_every_client) ||
                       (place->shared && on(FaultId::shared_ended_by_one_unsubscribe));
  all.erase(place);
  if (by_match) erase_if(all, is_meant);
  if (on(FaultId::every_filter_unsubscribed)) all.clear();
  if (for_all)
    for (auto& each : turn.state.sessions) erase_if(each.subscriptions, is_meant);
  return true;
}

/// F13: what is buffered and no subscription asks for any more may be dropped. What was sent is
/// completed in any case, [MQTT-3.10.4-3].
void drop_buffered(Turn& turn, Session& session) {
  turn.rule(session.version, "MQTT-3.10.4-3"_v311 | "MQTT-3.10.4-3"_v5);
  const auto unwanted = [&](const Delivery& delivery) {
    return delivery.shared_filter.empty() &&
           std::ranges::none_of(session.subscriptions, [&](const auto& held) {
             return !held.shared && matches(held.topic_filter, delivery.message.topic);
           });
  };
  if (turn.faults.on(FaultId::sent_messages_dropped_on_unsubscribe))
    erase_if(session.sent, [&](const auto& exchange) { return unwanted(exchange.delivery); });
  if (session.waiting.empty()) return;
  if (turn.takes(turn.profile.drops_buffered_on_unsubscribe, ChoicePoint::after_unsubscribe))
    erase_if(session.waiting, unwanted);
}

void send_unsuback(Turn& turn, const Connection& connection, owned::Unsuback unsuback,
                   bool any_deleted) {
  if (!any_deleted) turn.rule(connection.version, "MQTT-3.10.4-5"_v311 | "MQTT-3.10.4-5"_v5);
  turn.rule(connection.version, "MQTT-2.3.1-7"_v311 | "MQTT-2.2.1-6"_v5);
  // In 3.1.1 it has no Payload.
  if (connection.version == Version::v3_1_1) unsuback.reason_codes.clear();
  turn.rule(connection.version, "MQTT-3.11.3-1"_v5);
  turn.rule(connection.version, "MQTT-3.11.3-2"_v5);
  turn.send(connection, std::move(unsuback), "MQTT-3.10.4-4"_v311 | "MQTT-3.10.4-4"_v5);
}

/// What is said where there was no subscription: 0x11, or 0x00 since there is none now (F27).
ReasonCode code_for_none(Turn& turn, const Connection& connection) {
  if (connection.version == Version::v3_1_1) return ReasonCode::success;  // not sent
  return turn.takes(turn.profile.says_no_subscription_existed, ChoicePoint::needless_unsubscribe)
             ? ReasonCode::no_subscription_existed
             : ReasonCode::success;
}

}  // namespace

void on_unsubscribe(Turn& turn, const Connection& connection, Session& session,
                    const Unsubscribe& unsubscribe) {
  // An UNSUBSCRIBE whose UNSUBACK the Client cannot take is an error.
  owned::Unsuback unsuback{unsubscribe.packet_id, {}, {}};
  auto shortest = unsuback;
  for ([[maybe_unused]] const auto filter : unsubscribe.topic_filters)
    shortest.reason_codes.push_back(ReasonCode::success);
  if (!turn.can_take(connection, shortest)) {
    close_for_error(turn, connection.id, ReasonCode::quota_exceeded, "MQTT-3.1.2-24"_v5);
    return;
  }
  // Each Topic Filter is taken as if it had come alone, and has its code in the one UNSUBACK.
  bool any_deleted = false;
  const bool mistaken =
      connection.version == Version::v5_0 && is_in_use(session, unsubscribe.packet_id);
  turn.rule(connection.version, "MQTT-3.10.4-6"_v311 | "MQTT-3.10.4-6"_v5);
  for (const auto filter : unsubscribe.topic_filters) {
    if (mistaken) {
      unsuback.reason_codes.push_back(ReasonCode::packet_identifier_in_use);
      continue;
    }
    const bool skipped =
        !unsuback.reason_codes.empty() && turn.faults.on(FaultId::first_filter_alone_unsubscribed);
    const bool deleted = !skipped && remove_subscription(turn, session, filter.text);
    if (deleted) turn.rule(connection.version, "MQTT-3.10.4-2"_v311 | "MQTT-3.10.4-2"_v5);
    unsuback.reason_codes.push_back(deleted ? ReasonCode::success
                                            : code_for_none(turn, connection));
    any_deleted = any_deleted || deleted;
  }
  if (any_deleted) drop_buffered(turn, session);
  send_unsuback(turn, connection, std::move(unsuback), any_deleted);
}

}  // namespace mqttspec::model::broker
