// See s4_08_subscriptions.hpp.
#include "model/broker/s4_08_subscriptions.hpp"

#include <algorithm>

#include "model/broker/s4_07_topics.hpp"
#include "model/broker/s4_09_flow_control.hpp"

namespace mqttspec::model::broker {

using namespace literals;

namespace {

/// A session and the subscription by which it belongs to a Shared Subscription.
struct Member {
  Session* session;
  const HeldSubscription* subscription;
};

/// What tells one Shared Subscription from another.
std::string_view key_of(const Turn& turn, const HeldSubscription& subscription) {
  if (turn.faults.on(FaultId::share_names_merged)) return filter_of(subscription);
  return subscription.topic_filter;
}

std::vector<Member> members_of(Turn& turn, std::string_view key) {
  std::vector<Member> members;
  for (auto& session : turn.state.sessions)
    for (const auto& subscription : session.subscriptions)
      if (subscription.shared && subscription.effective_at <= turn.state.now &&
          key_of(turn, subscription) == key)
        members.push_back({&session, &subscription});
  return members;
}

/// The Shared Subscriptions that the topic matches, each once.
std::vector<std::string> matching_keys(Turn& turn, std::string_view topic) {
  std::vector<std::string> keys;
  for (const auto& session : turn.state.sessions)
    for (const auto& subscription : session.subscriptions) {
      if (!subscription.shared || subscription.effective_at > turn.state.now) continue;
      const std::string key(key_of(turn, subscription));
      if (std::ranges::find(keys, key) != keys.end()) continue;
      if (turn.faults.on(FaultId::shared_filter_without_wildcards) &&
          filter_of(subscription) != topic)
        continue;
      if (is_match(turn, filter_of(subscription), topic)) keys.push_back(key);
    }
  return keys;
}

/// The members take turns; who is away is left out as long as somebody is there.
const Member& choose_member(Turn& turn, std::vector<Member>& members, const std::string& key) {
  if (std::ranges::any_of(members, [](const auto& m) { return m.session->connection.has_value(); }))
    std::erase_if(members, [](const auto& m) { return !m.session->connection; });
  auto& turns = turn.state.shared_turns;
  auto place = std::ranges::find(turns, key, &SharedTurn::topic_filter);
  if (place == turns.end()) place = turns.insert(turns.end(), {key, 0});
  const auto count = static_cast<unsigned>(members.size());
  const auto chosen =
      (place->next + turn.chooser.choose(ChoicePoint::shared_member, count)) % count;
  place->next = (chosen + 1) % count;
  return members[chosen];
}

/// Gives it the message at the QoS of its subscription at most.
void give_to_member(Turn& turn, const Member& member, const Arrival& arrival,
                    const std::string& key) {
  const HeldSubscription* const matching[] = {member.subscription};
  auto delivery = delivery_for(turn, *member.session, arrival, matching);
  turn.rule(Version::v5_0, "MQTT-4.8.2-3"_v5);
  if (turn.faults.on(FaultId::shared_granted_qos_exceeded))
    delivery.message.qos = arrival.message.qos;
  delivery.shared_filter = key;
  deliver(turn, *member.session, std::move(delivery));
}

/// 4.8.2: a message on its way to a session that ended may or may not go to another.
bool may_go_to_other(Turn& turn, const SentExchange& exchange) {
  if (exchange.delivery.shared_filter.empty()) return false;
  if (exchange.awaiting == Awaiting::puback) return true;
  turn.rule(Version::v5_0, "MQTT-4.8.2-5"_v5);
  return turn.faults.on(FaultId::shared_qos_2_sent_to_other_member);
}

}  // namespace

bool publish_to_shared(Turn& turn, const Arrival& arrival) {
  // Each Shared Subscription that matches gets the message once.
  const auto keys = matching_keys(turn, arrival.message.topic);
  for (const auto& key : keys) {
    turn.rule(Version::v5_0, "U5.0-4.8.2-12"_v5);
    auto members = members_of(turn, key);
    if (members.size() == 1 && turn.faults.on(FaultId::sole_member_left_out)) continue;
    if (key != keys.front() && turn.faults.on(FaultId::one_shared_subscription_alone)) continue;
    if (turn.faults.on(FaultId::shared_sent_to_every_member) ||
        (arrival.message.qos != Qos::at_most_once &&
         turn.faults.on(FaultId::shared_acknowledged_messages_sent_to_all))) {
      for (const auto& member : members) give_to_member(turn, member, arrival, key);
      continue;
    }
    // One of its sessions is chosen.
    give_to_member(turn, choose_member(turn, members, key), arrival, key);
  }
  return !keys.empty();
}

bool publish_to_other_member(Turn& turn, const Delivery& delivery, std::string_view client_id) {
  auto members = members_of(turn, delivery.shared_filter);
  std::erase_if(members,
                [&](const auto& member) { return member.session->client_id == client_id; });
  if (members.empty()) {
    turn.rule(Version::v5_0, "U5.0-4.8.2-17"_v5);
    return false;
  }
  Arrival arrival{delivery.message, delivery.received_at, {}, Version::v5_0};
  arrival.message.qos = delivery.published_qos;
  arrival.message.retain = delivery.published_retain;
  give_to_member(turn, choose_member(turn, members, delivery.shared_filter), arrival,
                 delivery.shared_filter);
  return true;
}

void hand_over_shared(Turn& turn, const Session& ended) {
  if (turn.faults.on(FaultId::shared_messages_lost_with_session)) return;
  // What was not acknowledged goes to others, unless it may have arrived.
  for (const auto& exchange : ended.sent)
    if (may_go_to_other(turn, exchange)) {
      turn.rule(Version::v5_0, "U5.0-4.8.2-22"_v5);
      publish_to_other_member(turn, exchange.delivery, ended.client_id);
    }
  // So does what waited.
  for (const auto& delivery : ended.waiting)
    if (!delivery.shared_filter.empty()) publish_to_other_member(turn, delivery, ended.client_id);
}

void fail_over_shared(Turn& turn, Session& away) {
  const bool any = std::ranges::any_of(
                       away.sent, [&](const auto& each) { return may_go_to_other(turn, each); }) ||
                   std::ranges::any_of(
                       away.waiting, [](const auto& each) { return !each.shared_filter.empty(); });
  if (!any || !turn.takes(turn.profile.hands_shared_over_on_loss, ChoicePoint::shared_member)) {
    if (any) turn.rule(Version::v5_0, "U5.0-4.8.2-21"_v5);
    return;
  }
  turn.rule(Version::v5_0, "U5.0-4.8.2-23"_v5);
  // Nothing that is given to others comes back to this session, so that its lists stand still.
  erase_if(away.sent, [&](const auto& exchange) {
    return may_go_to_other(turn, exchange) &&
           publish_to_other_member(turn, exchange.delivery, away.client_id);
  });
  erase_if(away.waiting, [&](const auto& delivery) {
    return !delivery.shared_filter.empty() &&
           publish_to_other_member(turn, delivery, away.client_id);
  });
}

}  // namespace mqttspec::model::broker
