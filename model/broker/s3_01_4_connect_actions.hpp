// What an accepted CONNECT brings about: section 3.1.4 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// Notes what the CONNECT says, accepted or not.
void take_settings(Turn& turn, const Connect& connect, Connection& connection);

/// Makes an open connection, whose Client is known by name, serve its session. True if the session
/// was there before.
bool begin_session(Turn& turn, ConnectionId id, bool clean_start);

/// The Client of an open connection, whose settings are known, may connect.
void connect_actions(Turn& turn, ConnectionId id);

}  // namespace mqttspec::model::broker
