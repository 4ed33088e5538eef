// See s3_03_4_publish_actions.hpp.
#include "model/broker/s3_03_4_publish_actions.hpp"

#include <algorithm>

#include "codec/topic.hpp"
#include "model/broker/s3_03_1_3_retain.hpp"
#include "model/broker/s4_07_topics.hpp"
#include "model/broker/s4_08_shared_subscriptions.hpp"
#include "model/broker/s4_09_flow_control.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

using Matching = std::vector<const HeldSubscription*>;

/// The highest QoS granted among them.
Qos granted_qos(const Turn& turn, std::span<const HeldSubscription* const> matching) {
  const auto by_qos = [](const auto* a, const auto* b) { return a->granted_qos < b->granted_qos; };
  if (turn.faults.on(FaultId::overlap_delivered_at_lowest_qos))
    return (*std::ranges::min_element(matching, by_qos))->granted_qos;
  return (*std::ranges::max_element(matching, by_qos))->granted_qos;
}

/// The QoS of a delivery by a broker that cannot do, or does not tell, one of them.
Qos spoilt_qos(const FaultSet& faults, Qos qos) {
  if (qos == Qos::exactly_once && faults.on(FaultId::qos_2_delivered_at_qos_1))
    return Qos::at_least_once;
  if (qos == Qos::at_least_once && faults.on(FaultId::qos_1_delivered_at_qos_0))
    return Qos::at_most_once;
  if (qos == Qos::at_least_once && faults.on(FaultId::qos_1_delivered_at_qos_2))
    return Qos::exactly_once;
  if (qos == Qos::at_most_once && faults.on(FaultId::qos_0_delivered_at_qos_1))
    return Qos::at_least_once;
  return qos;
}

Qos effective_qos(Turn& turn, const Session& session, Qos published,
                  std::span<const HeldSubscription* const> matching) {
  turn.rule(session.version, "MQTT-3.8.4-6"_v311 | "MQTT-3.8.4-8"_v5);
  if (matching.size() > 1) turn.rule(session.version, "MQTT-3.3.5-1"_v311 | "MQTT-3.3.4-2"_v5);
  const Qos granted = granted_qos(turn, matching);
  if (turn.faults.on(FaultId::granted_qos_exceeded)) return published;
  if (turn.faults.on(FaultId::published_qos_exceeded)) return granted;
  return spoilt_qos(turn.faults, std::min(published, granted));
}

/// RETAIN of a message that is forwarded because it was published just now.
bool forwarded_retain(Turn& turn, const Session& session, bool published,
                      std::span<const HeldSubscription* const> matching) {
  if (turn.faults.on(FaultId::retain_always_forwarded)) return published;
  const bool as_published = session.version == Version::v5_0 &&
                            std::ranges::any_of(matching, &HeldSubscription::retain_as_published);
  turn.rule(session.version,
            as_published ? Cited("MQTT-3.3.1-13"_v5) : "MQTT-3.3.1-9"_v311 | "MQTT-3.3.1-12"_v5);
  return as_published && published && !turn.faults.on(FaultId::retain_as_published_ignored);
}

void add_identifiers(Turn& turn, std::span<const HeldSubscription* const> matching,
                     Delivery& delivery) {
  if (turn.faults.on(FaultId::subscription_identifier_omitted)) return;
  auto& identifiers = delivery.subscription_identifiers;
  for (const auto* subscription : matching) {
    if (!subscription->identifier) continue;
    if (turn.faults.on(FaultId::equal_identifiers_sent_once) &&
        std::ranges::find(identifiers, *subscription->identifier) != identifiers.end())
      continue;
    turn.rule(Version::v5_0, matching.size() > 1 ? "MQTT-3.3.4-4"_v5 : "MQTT-3.3.4-3"_v5);
    turn.rule(Version::v5_0, "U5.0-3.3.4-1"_v5);
    identifiers.push_back(*subscription->identifier);
  }
  if (identifiers.size() > 1 && turn.faults.on(FaultId::subscription_identifiers_first_only))
    identifiers.erase(identifiers.begin() + 1, identifiers.end());
  if (turn.faults.on(FaultId::subscription_identifier_wrong))
    for (auto& identifier : identifiers) identifier = identifier % 268'435'455 + 1;
}

Matching matching_subscriptions(Turn& turn, const Session& session, std::string_view topic) {
  Matching matching;
  for (const auto& subscription : session.subscriptions)
    if (!subscription.shared && subscription.effective_at <= turn.state.now &&
        is_match(turn, subscription.topic_filter, topic))
      matching.push_back(&subscription);
  return matching;
}

/// True if a Shared Subscription of the session matches too.
bool shares(const Session& session, const Arrival& arrival) {
  return std::ranges::any_of(session.subscriptions, [&](const auto& subscription) {
    return subscription.shared && matches(filter_of(subscription), arrival.message.topic);
  });
}

/// [MQTT-3.8.3-3] of 5.0: takes out what must not go back to its publisher.
void leave_out_local(Turn& turn, const Session& session, std::string_view publisher,
                     Matching& matching) {
  if (std::string_view(session.client_id) != publisher) return;
  if (turn.faults.on(FaultId::no_local_assumed)) matching.clear();
  if (turn.faults.on(FaultId::no_local_ignored)) return;
  const auto left = std::erase_if(matching, [](const auto* held) { return held->no_local; });
  if (left != 0) turn.rule(Version::v5_0, "MQTT-3.8.3-3"_v5);
}

void forward_to(Turn& turn, Session& session, const Arrival& arrival, Matching& matching) {
  turn.rule(session.version, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5);
  turn.rule(session.version, "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5);
  const std::span<const HeldSubscription* const> all(matching);
  const bool copies =
      all.size() > 1 && turn.takes(turn.profile.copy_for_each_overlap, ChoicePoint::overlap_copies);
  if (!copies) {
    deliver(turn, session, delivery_for(turn, session, arrival, all));
    if (turn.faults.on(FaultId::message_delivered_twice))
      deliver(turn, session, delivery_for(turn, session, arrival, all));
    return;
  }
  turn.rule(session.version, "U3.1.1-3.3.5-1"_v311 | "U5.0-3.3.4-2"_v5);
  turn.rule(session.version, "MQTT-3.3.4-5"_v5);
  for (const Qos granted : {Qos::exactly_once, Qos::at_least_once, Qos::at_most_once})
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i]->granted_qos == granted) {
        auto delivery = delivery_for(turn, session, arrival, all.subspan(i, 1));
        if (turn.faults.on(FaultId::every_copy_with_all_identifiers)) {
          delivery.subscription_identifiers.clear();
          add_identifiers(turn, all, delivery);
        }
        deliver(turn, session, std::move(delivery));
      }
}

/// What a faulty broker takes for a matter of its own, and not of subscribers.
bool stays_behind(const FaultSet& faults, const Message& message) {
  if (message.retain && faults.on(FaultId::retained_not_forwarded)) return true;
  return message.payload.empty() &&
         faults.on(message.retain ? FaultId::empty_retained_not_forwarded
                                  : FaultId::empty_message_not_forwarded);
}

}  // namespace

Delivery delivery_for(Turn& turn, const Session& session, const Arrival& arrival,
                      std::span<const HeldSubscription* const> matching) {
  Delivery delivery;
  delivery.message = arrival.message;
  delivery.received_at = arrival.received_at;
  delivery.published_qos = arrival.message.qos;
  delivery.published_retain = arrival.message.retain;
  delivery.message.qos = effective_qos(turn, session, arrival.message.qos, matching);
  delivery.message.retain = forwarded_retain(turn, session, arrival.message.retain, matching);
  add_identifiers(turn, matching, delivery);
  if (turn.faults.on(FaultId::filter_sent_for_topic))
    delivery.message.topic = matching.front()->topic_filter;
  turn.rule(session.version, "MQTT-3.3.1-3"_v311 | "MQTT-3.3.1-3"_v5);
  if (turn.faults.on(FaultId::dup_copied_from_publisher)) delivery.sent_before = arrival.dup;
  return delivery;
}

bool publish_message(Turn& turn, const Arrival& arrival) {
  retain_message(turn, arrival);
  if (stays_behind(turn.faults, arrival.message)) return true;
  turn.rule(arrival.version, "MQTT-4.7.2-1"_v311 | "MQTT-4.7.2-1"_v5);
  turn.rule(arrival.version, "MQTT-4.7.3-4"_v311 | "MQTT-4.7.3-4"_v5);
  turn.rule(arrival.version, "U3.1.1-4.7.3-7"_v311 | "U5.0-4.7.3-7"_v5);
  bool matched = false;
  for (auto& session : turn.state.sessions) {
    auto matching = matching_subscriptions(turn, session, arrival.message.topic);
    if (matching.empty()) continue;
    if (matched && turn.faults.on(FaultId::first_matching_session_alone)) continue;
    if (turn.faults.on(FaultId::sharers_get_no_copy_of_their_own) && shares(session, arrival))
      continue;
    matched = true;
    leave_out_local(turn, session, arrival.publisher, matching);
    if (!matching.empty()) forward_to(turn, session, arrival, matching);
  }
  if (matched && turn.faults.on(FaultId::shared_skipped_if_others_match)) return true;
  return publish_to_shared(turn, arrival) || matched;
}

}  // namespace mqttspec::model
