// Delivery towards a session, within what its Client can take: section 4.9 of 5.0, and 4.3 of both
// Standards for the sender's side.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// Gives a message to a session: sends it, or keeps it until it can be sent.
template <class Storage>
void deliver(Turn<Storage>& turn, Session<Storage>& session, Delivery<Storage> delivery);

/// Sends what waits and may be sent now: re-deliveries first, then new messages.
template <class Storage>
void deliver_waiting(Turn<Storage>& turn, Session<Storage>& session);

/// True if the Client can take one more QoS 1 or QoS 2 message.
template <class Storage>
bool has_send_quota(Turn<Storage>& turn, const Session<Storage>& session,
                    const Connection<Storage>& connection);

}  // namespace mqttspec::model
