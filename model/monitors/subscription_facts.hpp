// What a trace tells about subscriptions: each entry of a SUBSCRIBE and of an UNSUBSCRIBE, with its
// answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/monitors/position.hpp"
#include "model/trace.hpp"

namespace mqttspec::model::monitors {

/// One entry of a SUBSCRIBE.
struct SubscriptionFacts {
  std::string topic_filter;  // whole, as it was sent
  std::string inner_filter;  // without the prefix of a Shared Subscription
  bool shared = false;
  Subscription options;  // its topic_filter is not set
  std::optional<std::uint32_t> identifier;
  Position sent = never;
  ConnectionId connection = 0;
  Position acknowledged = never;
  bool refused = false;
  Qos granted = Qos::at_most_once;  // as requested while there is no SUBACK
};

/// True if `later` came after `earlier`, in a later SUBSCRIBE or further on in the same. Both stand
/// in the list of one session.
inline bool came_after(const SubscriptionFacts& later, const SubscriptionFacts& earlier) {
  return later.sent > earlier.sent || (later.sent == earlier.sent && &later > &earlier);
}

using SubscriptionList = std::vector<const SubscriptionFacts*>;

/// One entry of an UNSUBSCRIBE.
struct UnsubscriptionFacts {
  std::string topic_filter;
  Position sent = never;
  ConnectionId connection = 0;
  Position acknowledged = never;
  bool refused = false;
};

}  // namespace mqttspec::model::monitors
