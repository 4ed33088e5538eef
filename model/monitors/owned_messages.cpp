// Finds the messages that the server owes.
#include "model/monitors/owned_messages.hpp"

#include <algorithm>

namespace mqttspec::model {

bool is_owned(const Book& book, const MessageKey& message, const MessageOrigin& origin) {
  return origin.completed != never && !origin.refused && !origin.will &&
         origin.qos != Qos::at_most_once && !origin.properties.message_expiry_interval_s &&
         book.at(origin.connection).judgeable() && !message.first.starts_with('$');
}

bool is_absent(const Book& book, const SessionFacts& session, const MessageKey& message,
               const MessageOrigin& origin) {
  return is_at_rest(book, session) &&
         book.at(session.connections.back()).processed >= origin.completed &&
         deliveries_of(session, message).empty();
}

bool has_come_through(const Book& book, const SessionFacts& session, const std::string& topic,
                      const std::string& client_id) {
  for (auto entry = session.deliveries.lower_bound({topic, {}});
       entry != session.deliveries.end() && entry->first.first == topic; ++entry)
    if (std::ranges::any_of(book.origins(entry->first), [&](const MessageOrigin& origin) {
          return origin.client_id == client_id && !origin.will;
        }))
      return true;
  return false;
}

void OverdueMonitor::conclude(const Book& book) {
  for (const auto& [message, origins] : book.messages())
    for (const MessageOrigin& origin : origins)
      for (const SessionFacts& session : book.sessions())
        if (is_overdue(book, session, message, origin) &&
            has_come_through(book, session, message.first, origin.client_id))
          judge_overdue(book, session, message, origin);
}

}  // namespace mqttspec::model
