// What follows from errors in what a Client sends: 3.1.1 section 4.8, 5.0 section 4.13.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// Closes the Network Connection; what its end brings about follows at once. `because` exists for
/// the connection's version. Does nothing if it is not open.
void close_connection(Turn& turn, ConnectionId id, Cited because);

/// Closes a connection on account of an error, having said why if the profile does (5.0): with a
/// DISCONNECT once the CONNECT was accepted, with a CONNACK before.
void close_for_error(Turn& turn, ConnectionId id, ReasonCode code, Cited because);

/// A packet that no Client may send at this moment.
void on_protocol_error(Turn& turn, ConnectionId id, Cited because);

/// Bytes that are no valid packet.
void on_malformed(Turn& turn, const Malformed& malformed);

}  // namespace mqttspec::model::broker
