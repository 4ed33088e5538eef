// See s3_03_4_actions.hpp.
#include "model/broker/s3_03_4_actions.hpp"

#include <algorithm>

#include "codec/topic.hpp"
#include "model/broker/s3_03_1_3_retain.hpp"
#include "model/broker/s4_07_topics.hpp"
#include "model/broker/s4_08_subscriptions.hpp"
#include "model/broker/s4_09_flow_control.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

using Matching = std::vector<const HeldSubscription*>;

/// The highest QoS granted among the subscriptions.
Qos highest_granted(const Turn& turn, std::span<const HeldSubscription* const> matching) {
  const auto on = [&](FaultId fault) { return turn.faults.on(fault); };
  const auto [least, most] = std::ranges::minmax(matching, {}, &HeldSubscription::granted_qos);
  if (on(FaultId::overlap_delivered_at_lowest_qos)) return least->granted_qos;
  if (on(FaultId::overlap_delivered_at_first_qos)) return matching.front()->granted_qos;
  if (on(FaultId::overlap_delivered_at_last_qos)) return matching.back()->granted_qos;
  if (on(FaultId::overlap_delivered_at_exact_qos))
    for (const auto* held : matching)
      if (held->topic_filter.find_first_of("+#") == std::string::npos) return held->granted_qos;
  return most->granted_qos;
}

/// That, but not more than the published QoS.
Qos effective_qos(Turn& turn, const Session& session, Qos published,
                  std::span<const HeldSubscription* const> matching) {
  using enum Qos;
  const auto on = [&](FaultId fault) { return turn.faults.on(fault); };
  turn.rule(session.version, "MQTT-3.8.4-6"_v311 | "MQTT-3.8.4-8"_v5);
  if (matching.size() > 1) turn.rule(session.version, "MQTT-3.3.5-1"_v311 | "MQTT-3.3.4-2"_v5);
  const Qos granted = highest_granted(turn, matching);
  if (on(FaultId::granted_qos_exceeded)) return published;
  if (on(FaultId::published_qos_exceeded)) return granted;
  const Qos due = std::min(published, granted);
  if (due == exactly_once && on(FaultId::qos_2_delivered_at_qos_1)) return at_least_once;
  if (due == at_least_once && on(FaultId::qos_1_delivered_at_qos_0)) return at_most_once;
  if (due == at_least_once && on(FaultId::qos_1_delivered_at_qos_2)) return exactly_once;
  if (due == at_most_once && on(FaultId::qos_0_delivered_at_qos_1)) return at_least_once;
  return due;
}

/// RETAIN of a message that is forwarded because it was published just now.
bool forwarded_retain(Turn& turn, const Session& session, bool published,
                      std::span<const HeldSubscription* const> matching) {
  if (turn.faults.on(FaultId::retain_always_forwarded)) return published;
  const auto asking = std::ranges::count_if(matching, &HeldSubscription::retain_as_published);
  bool as_published = session.version == Version::v5_0 && asking > 0;
  // spec/ambiguities.md, 59
  if (as_published && published && asking < std::ssize(matching))
    as_published = !turn.takes(turn.profile.keeps_retain_only_for_all, ChoicePoint::overlap_retain);
  turn.rule(session.version,
            as_published ? Cited("MQTT-3.3.1-13"_v5) : "MQTT-3.3.1-9"_v311 | "MQTT-3.3.1-12"_v5);
  return as_published && published;
}

/// 5.0 section 3.3.4: those of all the subscriptions that have one.
void add_identifiers(Turn& turn, std::span<const HeldSubscription* const> matching,
                     Delivery& delivery) {
  for (const auto* subscription : matching) {
    if (!subscription->identifier) continue;
    turn.rule(Version::v5_0, matching.size() > 1 ? "MQTT-3.3.4-4"_v5 : "MQTT-3.3.4-3"_v5);
    turn.rule(Version::v5_0, "U5.0-3.3.4-1"_v5);
    delivery.subscription_identifiers.push_back(*subscription->identifier);
  }
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

/// [MQTT-3.8.3-3] of 5.0: takes out what must not go back to its publisher, and returns that.
Matching leave_out_local(Turn& turn, const Session& session, std::string_view publisher,
                         Matching& matching) {
  if (std::string_view(session.client_id) != publisher) return {};
  if (turn.faults.on(FaultId::no_local_assumed)) matching.clear();
  const auto rest = std::stable_partition(matching.begin(), matching.end(),
                                          [](const auto* held) { return !held->no_local; });
  Matching left(rest, matching.end());
  matching.erase(rest, matching.end());
  if (!left.empty()) turn.rule(Version::v5_0, "MQTT-3.8.3-3"_v5);
  return left;
}

/// spec/ambiguities.md, 59: what becomes of a message that one subscription wants, and that another
/// one with No Local matches.
OverlapNoLocal overlap_no_local(Turn& turn) {
  constexpr unsigned ways = 3;
  const auto plain = static_cast<unsigned>(turn.profile.overlap_no_local);
  return static_cast<OverlapNoLocal>(
      (plain + turn.chooser.choose(ChoicePoint::overlap_no_local, ways)) % ways);
}

/// `local` are those with No Local that count for the one copy nevertheless.
void forward_to(Turn& turn, Session& session, const Arrival& arrival, Matching& matching,
                const Matching& local) {
  turn.rule(session.version, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5);
  turn.rule(session.version, "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5);
  // One packet for all subscriptions of the session that match …
  const bool copies = matching.size() > 1 &&
                      turn.takes(turn.profile.copy_for_each_overlap, ChoicePoint::overlap_copies);
  if (!copies) matching.insert(matching.end(), local.begin(), local.end());
  const std::span<const HeldSubscription* const> all(matching);
  if (!copies) {
    deliver(turn, session, delivery_for(turn, session, arrival, all));
    if (turn.faults.on(FaultId::message_delivered_twice))
      deliver(turn, session, delivery_for(turn, session, arrival, all));
    return;
  }
  // … or one for each (F05), those with the highest QoS first.
  turn.rule(session.version, "U3.1.1-3.3.5-1"_v311 | "U5.0-3.3.4-2"_v5);
  turn.rule(session.version, "MQTT-3.3.4-5"_v5);
  for (const Qos granted : {Qos::exactly_once, Qos::at_least_once, Qos::at_most_once})
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i]->granted_qos == granted)
        deliver(turn, session, delivery_for(turn, session, arrival, all.subspan(i, 1)));
}

/// Whether Clients get the message by its own Topic Name: those that begin with $ should not carry
/// messages from one to another.
bool is_carried(Turn& turn, const Arrival& arrival) {
  if (!arrival.message.topic.starts_with('$')) return true;
  turn.rule(arrival.version, "U3.1.1-4.7.2-1"_v311 | "U5.0-4.7.2-1"_v5);
  return turn.faults.on(FaultId::dollar_topics_carried) ||
         turn.takes(turn.profile.exchanges_dollar_topics, ChoicePoint::dollar_topics);
}

bool is_dollar_filter(const HeldSubscription* subscription) {
  return subscription->topic_filter.starts_with('$');
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
  turn.rule(session.version, "MQTT-3.3.1-3"_v311 | "MQTT-3.3.1-3"_v5);
  return delivery;
}

bool publish_message(Turn& turn, const Arrival& arrival) {
  const auto& message = arrival.message;
  const bool carried = is_carried(turn, arrival);
  // It is retained, if it asks for that.
  if (carried) retain_message(turn, arrival);
  if (message.retain && turn.faults.on(FaultId::retained_not_forwarded)) return true;
  const bool is_dropped = turn.faults.on(FaultId::empty_message_not_forwarded) ||
                          (message.retain && turn.faults.on(FaultId::empty_retained_not_forwarded));
  if (message.payload.empty() && is_dropped) return true;
  // It goes to each session with a Non-shared Subscription that matches.
  turn.rule(arrival.version, "MQTT-4.7.2-1"_v311 | "MQTT-4.7.2-1"_v5);
  turn.rule(arrival.version, "MQTT-4.7.3-4"_v311 | "MQTT-4.7.3-4"_v5);
  turn.rule(arrival.version, "U3.1.1-4.7.3-7"_v311 | "U5.0-4.7.3-7"_v5);
  bool matched = false;
  for (auto& session : turn.state.sessions) {
    auto matching = matching_subscriptions(turn, session, message.topic);
    if (!carried) std::erase_if(matching, is_dollar_filter);
    if (matching.empty()) continue;
    if (matched && turn.faults.on(FaultId::first_matching_session_alone)) continue;
    if (turn.faults.on(FaultId::sharers_get_no_copy_of_their_own) && shares(session, arrival))
      continue;
    matched = true;
    auto local = leave_out_local(turn, session, arrival.publisher, matching);
    if (matching.empty()) continue;
    const auto way = local.empty() ? OverlapNoLocal::left_out : overlap_no_local(turn);
    if (way == OverlapNoLocal::kept_back) continue;
    if (way == OverlapNoLocal::left_out) local.clear();
    forward_to(turn, session, arrival, matching, local);
  }
  if (!carried) return matched;
  if (matched && turn.faults.on(FaultId::shared_skipped_if_others_match)) return true;
  // It goes to one session of each Shared Subscription that matches.
  return publish_to_shared(turn, arrival) || matched;
}

}  // namespace mqttspec::model::broker
