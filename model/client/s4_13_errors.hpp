// How a Client's connection ends, and what follows from errors in what the Server sends: 3.1.1
// section 4.8, 5.0 section 4.13.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model::client {

/// Closes the Network Connection of the Client; what its end brings about follows at once.
void close_connection(Turn& turn, Cited because);

/// Closes on account of an error, having said why in 5.0 if the profile does.
void close_for_error(Turn& turn, ReasonCode code, Cited because);

/// A packet that the Server may not send at this moment.
void on_protocol_error(Turn& turn, Cited because);

/// Bytes that are no valid packet.
void on_malformed(Turn& turn, const Malformed& malformed);

/// True if the packet has text that the Client asked the Server to leave out, 5.0 section
/// 3.1.2.11.7.
bool has_barred_text(const State& state, const Packet& packet);

}  // namespace mqttspec::model::client
