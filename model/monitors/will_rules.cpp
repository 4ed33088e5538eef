// Decides which Will Messages were due and have not come.
#include "model/monitors/will_rules.hpp"

#include <algorithm>

namespace mqttspec::model::monitors {

using namespace mqttspec::literals;

bool has_traceable_will(const TraceFacts& facts, const ConnectionFacts& connection) {
  if (!connection.has_will || !connection.judgeable() || connection.will_qos == Qos::at_most_once)
    return false;
  const auto& origins = facts.origins(connection.will);
  return origins.size() == 1 && !origins.front().properties.message_expiry_interval_s &&
         !connection.will.first.starts_with('$');
}

bool is_will_missing(const TraceFacts& facts, const SessionFacts& session,
                     const ConnectionFacts& connection, Position due) {
  if (!is_at_rest(facts, session)) return false;
  if (facts.at(session.connections.back()).processed < due) return false;
  if (!deliveries_of(session, connection.will).empty()) return false;
  return std::ranges::any_of(possible_subscriptions(session, connection.will.first),
                             [&](const SubscriptionFacts* subscription) {
                               return !subscription->shared && !subscription->options.no_local &&
                                      subscription->granted != Qos::at_most_once &&
                                      is_certain(session, *subscription, due);
                             });
}

Cited statement_of_missing_will(const ConnectionFacts& connection) {
  if (connection.version == Version::v5_0 && connection.will_delay_interval_s == 0 &&
      connection.session_expiry_interval_s != 0)
    return "U5.0-3.1.3.2.2-2"_v5;
  return "MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5;
}

bool is_last_of_client(const TraceFacts& facts, const ConnectionFacts& connection,
                       ConnectionId except) {
  return std::ranges::none_of(facts.connections(), [&](const auto& entry) {
    return entry.first != connection.id && entry.first != except && entry.second.connect != never &&
           entry.second.connect > connection.connect &&
           entry.second.client_id == connection.client_id;
  });
}

}  // namespace mqttspec::model::monitors
