// See s3_10_unsubscribe.hpp.
#include "model/broker/s3_10_unsubscribe.hpp"

#include <algorithm>

#include "codec/topic.hpp"
#include "model/broker/s4_03_qos_receiver.hpp"
#include "model/broker/s4_13_errors.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

/// Deletes the subscription whose Topic Filter is the same text. False if there is none.
bool remove_subscription(Turn& turn, Session& session, std::string_view filter) {
  turn.rule(session.version, "MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5);
  const bool by_match = turn.faults.on(FaultId::unsubscribed_by_match);
  const auto is_meant = [&](const auto& held) {
    const std::string_view own = held.topic_filter;
    return own == filter || (by_match && matches(filter, own));
  };
  auto& all = session.subscriptions;
  const auto place = std::ranges::find_if(all, is_meant);
  if (place == all.end()) return false;
  if (turn.faults.on(FaultId::unsubscribe_without_effect)) return true;
  if (place->shared && turn.faults.on(FaultId::shared_not_left_by_unsubscribe)) return true;
  if ((place->shared && turn.faults.on(FaultId::shared_ended_by_one_unsubscribe)) ||
      turn.faults.on(FaultId::unsubscribed_for_every_client)) {
    for (auto& each : turn.state.sessions) erase_if(each.subscriptions, is_meant);
    return true;
  }
  if (turn.faults.on(FaultId::every_filter_unsubscribed)) {
    all.clear();
    return true;
  }
  all.erase(place);
  if (by_match) erase_if(all, is_meant);
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
  const auto& faults = turn.faults;
  if (faults.on(FaultId::unsuback_omitted)) return;
  if (!any_deleted) {
    turn.rule(connection.version, "MQTT-3.10.4-5"_v311 | "MQTT-3.10.4-5"_v5);
    if (faults.on(FaultId::unsuback_omitted_if_nothing_deleted)) return;
  }
  turn.rule(connection.version, "MQTT-2.3.1-7"_v311 | "MQTT-2.2.1-6"_v5);
  if (faults.on(FaultId::unsuback_with_other_packet_id))
    unsuback.packet_id = static_cast<std::uint16_t>(unsuback.packet_id % 65'535 + 1);
  auto& codes = unsuback.reason_codes;
  if (connection.version == Version::v3_1_1) codes.clear();  // has no Payload there
  turn.rule(connection.version, "MQTT-3.11.3-1"_v5);
  turn.rule(connection.version, "MQTT-3.11.3-2"_v5);
  if (faults.on(FaultId::unsuback_always_with_packet_id_1)) unsuback.packet_id = 1;
  if (faults.on(FaultId::unsuback_identifier_bytes_swapped))
    unsuback.packet_id =
        static_cast<std::uint16_t>(unsuback.packet_id << 8 | unsuback.packet_id >> 8);
  if (!codes.empty() && faults.on(FaultId::unsuback_code_too_many)) codes.push_back(codes.back());
  if (!codes.empty() && faults.on(FaultId::unsuback_code_not_of_its_table))
    codes.back() = ReasonCode::granted_qos_1;
  if (faults.on(FaultId::unsuback_codes_reversed)) std::reverse(codes.begin(), codes.end());
  if (codes.size() > 1 && faults.on(FaultId::unsuback_code_missing)) codes.pop_back();
  turn.send(connection, unsuback, "MQTT-3.10.4-4"_v311 | "MQTT-3.10.4-4"_v5);
  if (faults.on(FaultId::unsuback_twice))
    turn.send(connection, unsuback, "MQTT-3.10.4-4"_v311 | "MQTT-3.10.4-4"_v5);
}

ReasonCode code_for(const Turn& turn, bool deleted) {
  if (!deleted && turn.faults.on(FaultId::unsuback_success_if_nothing_existed))
    return ReasonCode::success;
  return deleted ? ReasonCode::success : ReasonCode::no_subscription_existed;
}

}  // namespace

void on_unsubscribe(Turn& turn, const Connection& connection, Session& session,
                    const Unsubscribe& unsubscribe) {
  owned::Unsuback unsuback{unsubscribe.packet_id, {}, {}};
  auto shortest = unsuback;
  for ([[maybe_unused]] const auto filter : unsubscribe.topic_filters)
    shortest.reason_codes.push_back(ReasonCode::success);
  if (!turn.can_take(connection, shortest)) {
    close_for_error(turn, connection.id, ReasonCode::quota_exceeded, "MQTT-3.1.2-24"_v5);
    return;
  }
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
    unsuback.reason_codes.push_back(code_for(turn, deleted));
    any_deleted = any_deleted || deleted;
  }
  if (any_deleted) drop_buffered(turn, session);
  send_unsuback(turn, connection, unsuback, any_deleted);
}

}  // namespace mqttspec::model
