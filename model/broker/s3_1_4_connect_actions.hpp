// What an acceptable CONNECT sets going: section 3.1.4 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// Takes over from an older connection of the Client, clears or resumes or makes its session,
/// answers with CONNACK and starts delivery and Keep Alive, in this order.
template <class Storage>
void connect_actions(Turn<Storage>& turn, ConnectionId id, const Connect& connect);

}  // namespace mqttspec::model
