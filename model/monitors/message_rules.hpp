// What the trace proves about messages: which subscriptions can have matched, which certainly did,
// and when a session is at rest, so that what is missing then is missing for good.
#pragma once

#include <vector>

#include "model/monitors/trace_facts.hpp"

namespace mqttspec::model::monitors {

/// The subscriptions of a session that match the topic and that it can have had at some time until
/// now: all that were asked for and not refused.
SubscriptionList possible_subscriptions(const SessionFacts& session, const std::string& topic);

/// How many different Topic Filters there are among them.
std::size_t filter_count(const SubscriptionList& subscriptions);

/// True if the subscription was in force, as granted, for everything that a client sent at `event`
/// or later: it was acknowledged before, and its filter comes in no SUBSCRIBE or UNSUBSCRIBE after
/// it.
bool is_certain(const SessionFacts& session, const SubscriptionFacts& subscription, Position event);

/// True if the server can send no more to the session's client of what it had until now: the
/// connection is open and judgeable, nothing waits for an acknowledgement, and no packet can have
/// been too large. Only at the end of a complete run.
bool is_at_rest(const TraceFacts& facts, const SessionFacts& session);

/// True if a message of a client is certainly owed to a session that is at rest, at QoS 1 or 2, and
/// has not come.
bool is_overdue(const TraceFacts& facts, const SessionFacts& session, const MessageKey& message,
                const MessageOrigin& origin);

/// The deliveries of a message to a session; empty if there are none.
const std::vector<DeliveredCopy>& deliveries_of(const SessionFacts& session,
                                                const MessageKey& message);

}  // namespace mqttspec::model::monitors
