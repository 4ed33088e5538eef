// CONNECT: section 3.1 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// A CONNECT on an open connection, the first packet or not.
void on_connect(Turn& turn, ConnectionId id, const Connect& connect);

}  // namespace mqttspec::model::broker
