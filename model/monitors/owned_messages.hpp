// Messages that the server has taken over and owes to its subscribers: which they are, and the
// frame of monitors that ask what has become of one that never came.
#pragma once

#include "model/monitors/message_rules.hpp"
#include "model/monitors/monitor.hpp"

namespace mqttspec::model::monitors {

/// True if the server has taken over a client's message above QoS 0 that does not expire.
bool is_owned(const TraceFacts& facts, const MessageKey& message, const MessageOrigin& origin);

/// True if a session is at rest, its client's connection has answered something that was sent after
/// the server took over the message, and the message has not come. Only at the end of a complete
/// run.
bool is_absent(const TraceFacts& facts, const SessionFacts& session, const MessageKey& message,
               const MessageOrigin& origin);

/// True if another message of the client on that topic has reached the session: a server need not
/// tell a client of 3.1.1 that it may not publish, but this one may.
bool has_come_through(const TraceFacts& facts, const SessionFacts& session,
                      const std::string& topic, const std::string& client_id);

/// Judges every message that is overdue in a session where others of the same client on the same
/// topic have come. No freedom excuses it: limits end a session as a whole (F16), and what may be
/// dropped is at QoS 0 (F04, F07, F13).
class OverdueMonitor : public Monitor {
 protected:
  void conclude(const TraceFacts& facts) override;

  virtual void judge_overdue(const TraceFacts& facts, const SessionFacts& session,
                             const MessageKey& message, const MessageOrigin& origin) = 0;
};

}  // namespace mqttspec::model::monitors
