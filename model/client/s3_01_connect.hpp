// CONNECT as its sender sees it: section 3.1 of both Standards.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model {

/// The application wants to connect. Nothing happens while there is a connection.
void ask_connect(ClientTurn& turn, const Connect& connect);

/// The Network Connection is there.
void send_connect(ClientTurn& turn, ConnectionId connection);

}  // namespace mqttspec::model
