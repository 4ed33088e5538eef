// Keep Alive, section 3.1.2.10 of both Standards, and the time a Client has for its CONNECT, 3.1.4.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// The Network Connection was made: a CONNECT is awaited.
void await_connect(Turn& turn, Connection& connection);

/// The CONNECT was accepted; from now on silence is watched. `asked` is in seconds, 0 for never.
void start_keep_alive(Turn& turn, Connection& connection, std::uint16_t asked);

/// A packet of that type arrived.
void restart_keep_alive(Turn& turn, Connection& connection, PacketType type);

/// Closes a connection whose silence has lasted too long.
void on_silence(Turn& turn, ConnectionId id);

}  // namespace mqttspec::model::broker
