// Code points that a receiver may treat as malformed although they are well-formed UTF-8: section
// 1.5.3 of 3.1.1, 1.5.4 of 5.0.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// Closes the connection if the packet has such a character in a string that names something, and
/// the broker is one that looks (F22). True if it did.
bool refuses_strings(Turn& turn, const Connection& connection, const Packet& packet);

}  // namespace mqttspec::model::broker
