// Decides what is possible, certain and overdue.
#include "model/monitors/message_rules.hpp"

#include <algorithm>
#include <set>

#include "codec/topic.hpp"
#include "model/monitors/owned_messages.hpp"

namespace mqttspec::model::monitors {

SubscriptionList possible_subscriptions(const SessionFacts& session, const std::string& topic) {
  SubscriptionList possible;
  for (const SubscriptionFacts& subscription : session.subscriptions)
    if (!subscription.refused && matches(subscription.inner_filter, topic))
      possible.push_back(&subscription);
  return possible;
}

std::size_t filter_count(const SubscriptionList& subscriptions) {
  std::set<std::string_view> filters;
  for (const SubscriptionFacts* subscription : subscriptions)
    filters.insert(subscription->topic_filter);
  return filters.size();
}

bool is_certain(const SessionFacts& session, const SubscriptionFacts& subscription,
                Position event) {
  if (subscription.refused || subscription.acknowledged >= event) return false;
  const std::string& filter = subscription.topic_filter;
  return std::ranges::none_of(session.subscriptions,
                              [&](const SubscriptionFacts& later) {
                                return later.topic_filter == filter &&
                                       came_after(later, subscription);
                              }) &&
         std::ranges::none_of(session.unsubscriptions, [&](const UnsubscriptionFacts& later) {
           return later.topic_filter == filter && later.sent > subscription.sent;
         });
}

bool is_at_rest(const TraceFacts& facts, const SessionFacts& session) {
  if (!session.judgeable() || session.connections.empty() || facts.saw_client_garbage())
    return false;
  const ConnectionFacts& last = facts.at(session.connections.back());
  if (!last.open() || !last.judgeable() || last.client_limits.maximum_packet_size) return false;
  return std::ranges::none_of(session.from(Sender::server), [&](const auto& entry) {
    return !entry.second.over() && entry.second.sent_on(last.id);
  });
}

bool is_overdue(const TraceFacts& facts, const SessionFacts& session, const MessageKey& message,
                const MessageOrigin& origin) {
  if (!is_owned(facts, message, origin) || !is_absent(facts, session, message, origin))
    return false;
  const auto possible = possible_subscriptions(session, message.first);
  // One with No Local may keep it back from the others as well (spec/ambiguities.md, 59).
  if (origin.client_id == session.client_id &&
      std::ranges::any_of(possible, [](const auto* each) { return each->options.no_local; }))
    return false;
  return std::ranges::any_of(possible, [&](const SubscriptionFacts* subscription) {
    return !subscription->shared && subscription->granted != Qos::at_most_once &&
           is_certain(session, *subscription, origin.event);
  });
}

const std::vector<DeliveredCopy>& deliveries_of(const SessionFacts& session,
                                                const MessageKey& message) {
  static const std::vector<DeliveredCopy> none;
  const auto found = session.deliveries.find(message);
  return found == session.deliveries.end() ? none : found->second;
}

}  // namespace mqttspec::model::monitors
