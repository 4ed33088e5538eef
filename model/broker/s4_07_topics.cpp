// See s4_07_topics.hpp. Matching itself is the codec's.
#include "model/broker/s4_07_topics.hpp"

#include "codec/topic.hpp"
#include "model/mutations/mutations.hpp"

namespace mqttspec::model::broker {

std::string_view filter_of(const HeldSubscription& subscription) {
  SharedFilter parts;
  if (subscription.shared && parse_shared(subscription.topic_filter, parts))
    return parts.topic_filter;
  return subscription.topic_filter;
}

bool is_match(Turn& turn, std::string_view filter, std::string_view topic) {
  if (const auto mistaken_match = mutations::match_mutation(turn.faults))
    return mistaken_match(filter, topic);
  return matches(filter, topic);
}

}  // namespace mqttspec::model::broker
