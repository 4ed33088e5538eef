// See s3_03_1_3_retain.hpp.
#include "model/broker/s3_03_1_3_retain.hpp"

#include <algorithm>
#include <deque>

#include "model/broker/s3_03_2_3_properties.hpp"
#include "model/broker/s4_07_topics.hpp"
#include "model/broker/s4_09_flow_control.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// There is one for each topic at most.
auto find_retained(BrokerState& state, std::string_view topic) {
  return std::ranges::find_if(state.retained,
                              [&](const auto& kept) { return kept.message.topic == topic; });
}

void forget_retained(BrokerState& state, std::string_view topic) {
  const auto kept = find_retained(state, topic);
  if (kept != state.retained.end()) state.retained.erase(kept);
}

bool is_wildcard_free(const HeldSubscription& subscription) {
  return std::string_view(subscription.topic_filter).find_first_of("+#") == std::string_view::npos;
}

/// The three values of 5.0; in 3.1.1 retained messages are always sent.
bool is_wanted(Turn& turn, const Session& session, RetainHandling handling, bool existed) {
  // Always: the answer to every SUBSCRIBE.
  if (session.version == Version::v3_1_1 || handling == RetainHandling::send) {
    turn.rule(session.version, existed ? "MQTT-3.8.4-3"_v311 | "MQTT-3.8.4-4"_v5
                                       : "MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5);
    return !existed || !turn.faults.on(FaultId::retained_not_sent_again);
  }
  // Never.
  if (handling == RetainHandling::do_not_send) {
    turn.rule(Version::v5_0, "MQTT-3.3.1-11"_v5);
    return false;
  }
  // If the subscription is new.
  turn.rule(Version::v5_0, "MQTT-3.3.1-10"_v5);
  return !existed;
}

Delivery retained_delivery(Turn& turn, const Session& session, const HeldSubscription& subscription,
                           const RetainedMessage& kept) {
  // At the QoS of the subscription at most, and with RETAIN 1.
  const Arrival arrival{kept.message, kept.received_at, kept.publisher, session.version};
  const HeldSubscription* const matching[] = {&subscription};
  auto delivery = delivery_for(turn, session, arrival, matching);
  turn.rule(session.version, "MQTT-3.3.1-8"_v311 | "U5.0-3.3.1.3-3"_v5);
  delivery.message.retain = true;
  if (turn.faults.on(FaultId::retained_sent_at_qos_0)) delivery.message.qos = Qos::at_most_once;
  if (turn.faults.on(FaultId::retained_sent_at_published_qos))
    delivery.message.qos = kept.message.qos;
  return delivery;
}

}  // namespace

void retain_message(Turn& turn, const Arrival& arrival) {
  const auto& message = arrival.message;
  // With RETAIN 0 nothing is retained, and what is retained stays.
  if (!message.retain) {
    turn.rule(arrival.version, "MQTT-3.3.1-12"_v311 | "MQTT-3.3.1-8"_v5);
    if (turn.faults.on(FaultId::unretained_removes_retained))
      forget_retained(turn.state, message.topic);
    if (!turn.faults.on(FaultId::unretained_is_retained)) return;
  }
  // An empty message removes the retained one, and is not retained itself.
  if (message.payload.empty()) {
    turn.rule(arrival.version, "MQTT-3.3.1-10"_v311 | "MQTT-3.3.1-6"_v5);
    if (!turn.faults.on(FaultId::empty_retained_clears_nothing))
      forget_retained(turn.state, message.topic);
    turn.rule(arrival.version, "MQTT-3.3.1-11"_v311 | "MQTT-3.3.1-7"_v5);
    if (!turn.faults.on(FaultId::empty_retained_is_stored)) return;
  }
  if (turn.faults.on(FaultId::retained_not_stored)) return;
  const bool is_qos_0 = message.qos == Qos::at_most_once;
  const auto replaced = find_retained(turn.state, message.topic);
  if (replaced != turn.state.retained.end()) {
    if (turn.faults.on(FaultId::retained_not_replaced)) return;
    if (is_qos_0 && turn.faults.on(FaultId::retained_qos_0_replaces_nothing)) return;
  }
  // Any other takes the place of the one before; at QoS 0 it may be forgotten at any time (F07).
  turn.rule(arrival.version, is_qos_0 ? "MQTT-3.3.1-7"_v311 | "U5.0-3.3.1.3-4"_v5
                                      : "MQTT-3.3.1-5"_v311 | "MQTT-3.3.1-5"_v5);
  if (replaced != turn.state.retained.end()) turn.state.retained.erase(replaced);
  if (is_qos_0 && turn.takes(turn.profile.forgets_retained_qos_0, ChoicePoint::retained_set))
    return;
  turn.state.retained.push_back({message, arrival.received_at, std::string(arrival.publisher)});
}

void send_retained(Turn& turn, Session& session, const HeldSubscription& subscription,
                   RetainHandling handling, bool existed) {
  // What has expired is no longer there.
  drop_expired_retained(turn);
  // What Retain Handling does not ask for is not sent.
  if (!is_wanted(turn, session, handling, existed)) return;
  if (turn.faults.on(FaultId::retained_not_sent)) return;
  if (!is_wildcard_free(subscription) && turn.faults.on(FaultId::retained_not_sent_for_wildcards))
    return;
  // All that match are sent, in any order (F07).
  std::deque<const RetainedMessage*> matching;
  for (const auto& kept : turn.state.retained)
    if (is_match(turn, filter_of(subscription), kept.message.topic)) matching.push_back(&kept);
  // [MQTT-3.8.3-3] of 5.0: nothing is forwarded to a publisher that does not want it; whether that
  // is said of retained messages is in doubt (F28).
  const auto is_own = [&](const RetainedMessage* kept) {
    return subscription.no_local && kept->publisher == session.client_id;
  };
  const bool keeps_own = std::ranges::any_of(matching, is_own) &&
                         !turn.takes(turn.profile.sends_own_retained, ChoicePoint::own_retained);
  std::vector<Delivery> deliveries;
  deliveries.reserve(matching.size());
  while (!matching.empty()) {
    const auto next =
        turn.chooser.choose(ChoicePoint::retained_set, static_cast<unsigned>(matching.size()));
    const auto& kept = *matching[next];
    matching.erase(matching.begin() + static_cast<std::ptrdiff_t>(next));
    if (!keeps_own || !is_own(&kept))
      deliveries.push_back(retained_delivery(turn, session, subscription, kept));
    if (turn.faults.on(FaultId::one_retained_message_sent)) break;
  }
  deliver(turn, session, std::span(deliveries));
}

void drop_expired_retained(Turn& turn) {
  if (turn.faults.on(FaultId::retained_never_expires)) return;
  const auto dropped = erase_if(turn.state.retained, [&](const auto& kept) {
    return is_expired(kept.message, kept.received_at, turn.state.now);
  });
  if (dropped != 0) turn.rule(Version::v5_0, "U5.0-3.3.1.3-6"_v5);
}

}  // namespace mqttspec::model::broker
