// When a sender is known for certain to hold a Packet Identifier: several guarantees about
// retransmission rest on it.
#pragma once

#include "model/monitors/trace_facts.hpp"

namespace mqttspec::model::monitors {

/// True if the exchange that held the newest PUBLISH's identifier before it is certainly still in
/// its sender's state: it was sent on this very connection, or the session goes on and nothing
/// could have ended the exchange meanwhile (expiry, a Maximum Packet Size).
bool holds_for_certain(const TraceFacts& facts, Sender sender);

}  // namespace mqttspec::model::monitors
