// Whether a packet of a Client is the one that the model expects, but for what the Standard leaves
// to Clients.
#pragma once

#include "model/client_tracker/line.hpp"

namespace mqttspec::model::client_tracker {

/// Properties of what the application publishes, Reason Strings and User Properties are not looked
/// at, nor which failure a Reason Code from 0x80 on of an acknowledgement names.
bool fits(const owned::Packet& expected, const Seen& seen, Version version);

/// True if that is the message: its Topic Name, payload, QoS and RETAIN.
bool is_message(const owned::Publish& wanted, const owned::Publish& seen);

}  // namespace mqttspec::model::client_tracker
