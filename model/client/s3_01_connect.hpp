// CONNECT as its sender sees it: section 3.1 of both Standards.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model::client {

/// The application wants to connect. Nothing happens while there is a connection.
void ask_connect(Turn& turn, const Connect& connect);

/// The Network Connection is there.
void send_connect(Turn& turn, ConnectionId connection);

}  // namespace mqttspec::model::client
