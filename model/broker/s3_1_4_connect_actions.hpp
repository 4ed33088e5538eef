// What an accepted CONNECT brings about: section 3.1.4 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// Notes what the CONNECT says, accepted or not.
template <class Storage>
void take_settings(Turn<Storage>& turn, const Connect& connect, Connection<Storage>& connection);

/// The Client of an open connection, whose settings are known, may connect.
template <class Storage>
void connect_actions(Turn<Storage>& turn, ConnectionId id);

}  // namespace mqttspec::model
