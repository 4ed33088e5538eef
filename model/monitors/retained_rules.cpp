// Reads the SUBSCRIBE entries of a session for what they say about retained messages.
#include "model/monitors/retained_rules.hpp"

#include <algorithm>

namespace mqttspec::model {

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

RetainedRights retained_rights(const SessionFacts& session, const std::string& topic) {
  RetainedRights rights;
  for (const SubscriptionFacts* subscription : possible_subscriptions(session, topic)) {
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

}  // namespace mqttspec::model
