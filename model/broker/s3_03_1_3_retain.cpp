// See s3_03_1_3_retain.hpp.
#include "model/broker/s3_03_1_3_retain.hpp"

#include <algorithm>

#include "model/broker/s3_03_2_3_properties.hpp"
#include "model/broker/s4_07_topics.hpp"
#include "model/broker/s4_09_flow_control.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

void forget_retained(BrokerState& state, const std::string& topic) {
  erase_if(state.retained, [&](const auto& kept) { return kept.message.topic == topic; });
}

void remove_retained(Turn& turn, const Arrival& arrival) {
  turn.rule(arrival.version, "MQTT-3.3.1-10"_v311 | "MQTT-3.3.1-6"_v5);
  if (!turn.faults.on(FaultId::empty_retained_clears_nothing))
    forget_retained(turn.state, arrival.message.topic);
}

bool is_wildcard_free(const HeldSubscription& subscription) {
  return std::string_view(subscription.topic_filter).find_first_of("+#") == std::string_view::npos;
}

/// The three values of 5.0; in 3.1.1 retained messages are always sent.
bool is_wanted(Turn& turn, const Session& session, RetainHandling handling, bool existed) {
  if (turn.faults.on(FaultId::retained_not_sent)) return false;
  if (session.version == Version::v3_1_1 || handling == RetainHandling::send) {
    turn.rule(session.version, existed ? "MQTT-3.8.4-3"_v311 | "MQTT-3.8.4-4"_v5
                                       : "MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5);
    return !existed || !turn.faults.on(FaultId::retained_not_sent_again);
  }
  if (handling == RetainHandling::do_not_send) {
    turn.rule(Version::v5_0, "MQTT-3.3.1-11"_v5);
    return turn.faults.on(FaultId::retain_handling_2_ignored);
  }
  turn.rule(Version::v5_0, "MQTT-3.3.1-10"_v5);
  if (turn.faults.on(FaultId::retain_handling_1_ignored)) return true;
  if (turn.faults.on(FaultId::retain_handling_1_inverted)) return existed;
  return !existed;
}

/// The ways to send a retained message other than it is.
void spoil_retained(const Turn& turn, const RetainedMessage& kept, Delivery& delivery) {
  const auto& faults = turn.faults;
  auto& message = delivery.message;
  if (faults.on(FaultId::retained_sent_at_qos_0)) message.qos = Qos::at_most_once;
  if (faults.on(FaultId::retained_sent_at_published_qos)) message.qos = kept.message.qos;
  if (faults.on(FaultId::retained_without_identifier)) delivery.subscription_identifiers.clear();
  if (faults.on(FaultId::retained_expiry_not_counted_down)) delivery.received_at = turn.state.now;
  if (faults.on(FaultId::retained_user_properties_lost)) message.user_properties.clear();
  if (faults.on(FaultId::retained_content_type_lost)) message.content_type.reset();
  if (faults.on(FaultId::retained_response_topic_lost)) message.response_topic.reset();
  if (faults.on(FaultId::retained_correlation_data_lost)) message.correlation_data.reset();
  if (faults.on(FaultId::retained_payload_format_lost)) message.payload_format_indicator.reset();
  if (faults.on(FaultId::retained_payload_lost)) message.payload.clear();
}

void send_one_retained(Turn& turn, Session& session, const HeldSubscription& subscription,
                       const RetainedMessage& kept) {
  if (subscription.no_local && kept.publisher == session.client_id) return;  // [MQTT-3.8.3-3]
  const Arrival arrival{kept.message, kept.received_at, kept.publisher, session.version};
  const HeldSubscription* const matching[] = {&subscription};
  auto delivery = delivery_for(turn, session, arrival, matching);
  turn.rule(session.version, "MQTT-3.3.1-8"_v311 | "U5.0-3.3.1.3-3"_v5);
  delivery.message.retain = !turn.faults.on(FaultId::retained_sent_without_flag);
  spoil_retained(turn, kept, delivery);
  deliver(turn, session, std::move(delivery));
}

}  // namespace

void retain_message(Turn& turn, const Arrival& arrival) {
  const auto& message = arrival.message;
  if (!message.retain) {
    turn.rule(arrival.version, "MQTT-3.3.1-12"_v311 | "MQTT-3.3.1-8"_v5);
    if (turn.faults.on(FaultId::unretained_removes_retained))
      forget_retained(turn.state, message.topic);
    if (!turn.faults.on(FaultId::unretained_is_retained)) return;
  }
  if (message.payload.empty()) {
    remove_retained(turn, arrival);
    turn.rule(arrival.version, "MQTT-3.3.1-11"_v311 | "MQTT-3.3.1-7"_v5);
    if (!turn.faults.on(FaultId::empty_retained_is_stored)) return;
  }
  if (turn.faults.on(FaultId::retained_not_stored)) return;
  const bool known = std::ranges::any_of(
      turn.state.retained, [&](const auto& kept) { return kept.message.topic == message.topic; });
  if (known && turn.faults.on(FaultId::retained_not_replaced)) return;
  if (message.qos == Qos::at_most_once && turn.faults.on(FaultId::retained_qos_0_replaces_nothing))
    if (known) return;
  turn.rule(arrival.version, message.qos == Qos::at_most_once
                                 ? "MQTT-3.3.1-7"_v311 | "U5.0-3.3.1.3-4"_v5
                                 : "MQTT-3.3.1-5"_v311 | "MQTT-3.3.1-5"_v5);
  forget_retained(turn.state, message.topic);
  if (message.qos == Qos::at_most_once &&
      turn.takes(turn.profile.forgets_retained_qos_0, ChoicePoint::retained_set))
    return;
  turn.state.retained.push_back({message, arrival.received_at, std::string(arrival.publisher)});
}

void send_retained(Turn& turn, Session& session, const HeldSubscription& subscription,
                   RetainHandling handling, bool existed) {
  drop_expired_retained(turn);
  if (!is_wanted(turn, session, handling, existed)) return;
  if (!is_wildcard_free(subscription) && turn.faults.on(FaultId::retained_not_sent_for_wildcards))
    return;
  auto matching = turn.state.retained;
  erase_if(matching, [&](const auto& kept) {
    return !is_match(turn, filter_of(subscription), kept.message.topic);
  });
  while (!matching.empty()) {  // F07: in any order
    const auto next =
        turn.chooser.choose(ChoicePoint::retained_set, static_cast<unsigned>(matching.size()));
    send_one_retained(turn, session, subscription, matching[next]);
    if (turn.faults.on(FaultId::retained_sent_twice))
      send_one_retained(turn, session, subscription, matching[next]);
    if (turn.faults.on(FaultId::one_retained_message_sent)) return;
    matching.erase(matching.begin() + static_cast<std::ptrdiff_t>(next));
  }
}

void drop_expired_retained(Turn& turn) {
  if (turn.faults.on(FaultId::retained_never_expires)) return;
  const auto dropped = erase_if(turn.state.retained, [&](const auto& kept) {
    return is_expired(kept.message, kept.received_at, turn.state.now);
  });
  if (dropped != 0) turn.rule(Version::v5_0, "U5.0-3.3.1.3-6"_v5);
}

}  // namespace mqttspec::model
