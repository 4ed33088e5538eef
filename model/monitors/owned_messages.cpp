// Finds the messages that the server owes.
#include "model/monitors/owned_messages.hpp"

#include <algorithm>

namespace mqttspec::model::monitors {

bool is_owned(const TraceFacts& facts, const MessageKey& message, const MessageOrigin& origin) {
  return origin.completed != never && !origin.refused && !origin.will &&
         origin.qos != Qos::at_most_once && !origin.properties.message_expiry_interval_s &&
         facts.at(origin.connection).judgeable() && !message.first.starts_with('$');
}

bool is_absent(const TraceFacts& facts, const SessionFacts& session, const MessageKey& message,
               const MessageOrigin& origin) {
  return is_at_rest(facts, session) &&
         facts.at(session.connections.back()).processed >= origin.completed &&
         deliveries_of(session, message).empty();
}

bool has_come_through(const TraceFacts& facts, const SessionFacts& session,
                      const std::string& topic, const std::string& client_id) {
  for (auto entry = session.deliveries.lower_bound({topic, {}});
       entry != session.deliveries.end() && entry->first.first == topic; ++entry)
    if (std::ranges::any_of(facts.origins(entry->first), [&](const MessageOrigin& origin) {
          return origin.client_id == client_id && !origin.will;
        }))
      return true;
  return false;
}

void OverdueMonitor::conclude(const TraceFacts& facts) {
  for (const auto& [message, origins] : facts.messages())
    for (const MessageOrigin& origin : origins)
      for (const SessionFacts& session : facts.sessions())
        if (is_overdue(facts, session, message, origin) &&
            has_come_through(facts, session, message.first, origin.client_id))
          judge_overdue(facts, session, message, origin);
}

}  // namespace mqttspec::model::monitors
