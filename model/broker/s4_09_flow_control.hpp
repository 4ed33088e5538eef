// Delivery towards a session, within what its Client can take: section 4.9 of 5.0, and 4.3 of both
// Standards for the sender's side.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// Gives a message to a session: sends it, or keeps it until it can be sent.
void deliver(Turn& turn, Session& session, Delivery delivery);

/// Sends what waits and may be sent now: re-deliveries first, then new messages.
void deliver_waiting(Turn& turn, Session& session);

/// True if the Client can take one more QoS 1 or QoS 2 message.
bool has_send_quota(Turn& turn, const Session& session, const Connection& connection);

}  // namespace mqttspec::model::broker
