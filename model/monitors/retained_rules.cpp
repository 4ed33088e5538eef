// Reads the SUBSCRIBE entries of a session for what they say about retained messages.
#include "model/monitors/retained_rules.hpp"

#include <algorithm>

namespace mqttspec::model::monitors {

bool existed_before(const SessionFacts& session, const SubscriptionFacts& subscription) {
  return std::ranges::any_of(session.subscriptions, [&](const SubscriptionFacts& earlier) {
    return earlier.topic_filter == subscription.topic_filter && !earlier.refused &&
           earlier.acknowledged < subscription.sent &&
           std::ranges::none_of(
               session.unsubscriptions,
               [&](const UnsubscriptionFacts& end) {
                 return end.topic_filter == earlier.topic_filter && end.sent > earlier.sent &&
                        end.sent < subscription.sent;
               });
  });
}

std::size_t retained_count(const SessionFacts& session, const std::string& topic) {
  std::size_t count = 0;
  for (auto entry = session.deliveries.lower_bound({topic, {}});
       entry != session.deliveries.end() && entry->first.first == topic; ++entry)
    for (const DeliveredCopy& copy : entry->second) count += copy.retain && !copy.dup ? 1 : 0;
  return count;
}

RetainedRights retained_rights(const SessionFacts& session, const SubscriptionList& matching) {
  RetainedRights rights;
  for (const SubscriptionFacts* subscription : matching) {
    const RetainHandling handling = subscription->options.retain_handling;
    rights.keeps_flag = rights.keeps_flag || subscription->options.retain_as_published;
    if (subscription->shared) {
      ++rights.shared;
    } else if (handling == RetainHandling::do_not_send) {
      ++rights.not_wanted;
    } else if (handling == RetainHandling::send_if_new && existed_before(session, *subscription)) {
      ++rights.not_new;
    } else {
      ++rights.entitled;
      rights.first_sent = std::min(rights.first_sent, subscription->sent);
    }
  }
  return rights;
}

std::size_t retained_origins(const TraceFacts& facts, const std::string& topic) {
  std::size_t retained = 0;
  for (auto entry = facts.messages().lower_bound({topic, {}});
       entry != facts.messages().end() && entry->first.first == topic; ++entry)
    for (const MessageOrigin& origin : entry->second) retained += origin.retain ? 1 : 0;
  return retained;
}

bool asks_for_retained(const SessionFacts& session, const SubscriptionFacts& subscription) {
  const RetainHandling handling = subscription.options.retain_handling;
  if (subscription.shared || subscription.refused || subscription.acknowledged == never ||
      subscription.granted == Qos::at_most_once || subscription.options.no_local ||
      handling == RetainHandling::do_not_send)
    return false;
  return handling == RetainHandling::send ||
         std::ranges::none_of(session.subscriptions, [&](const SubscriptionFacts& earlier) {
           return came_after(subscription, earlier) &&
                  earlier.topic_filter == subscription.topic_filter;
         });
}

bool is_retained_missing(const SessionFacts& session, const MessageKey& message,
                         const SubscriptionFacts& subscription) {
  const auto possible = possible_subscriptions(session, message.first);
  return std::ranges::find(possible, &subscription) != possible.end() &&
         std::ranges::none_of(deliveries_of(session, message), [&](const DeliveredCopy& copy) {
           return copy.event > subscription.sent;
         });
}

}  // namespace mqttspec::model::monitors
