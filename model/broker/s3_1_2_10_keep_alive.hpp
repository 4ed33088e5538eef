// Keep Alive, section 3.1.2.10 of both Standards, and the time a Client has for its CONNECT, 3.1.4.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// The Network Connection was made: a CONNECT is awaited.
template <class Storage>
void await_connect(Turn<Storage>& turn, Connection<Storage>& connection);

/// The CONNECT was accepted; from now on silence is watched. `asked` is in seconds, 0 for never.
template <class Storage>
void start_keep_alive(Turn<Storage>& turn, Connection<Storage>& connection, std::uint16_t asked);

/// A packet of that type arrived.
template <class Storage>
void restart_keep_alive(Turn<Storage>& turn, Connection<Storage>& connection, PacketType type);

/// Closes a connection whose silence has lasted too long.
template <class Storage>
void on_silence(Turn<Storage>& turn, ConnectionId id);

}  // namespace mqttspec::model
