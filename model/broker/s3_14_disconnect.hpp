// DISCONNECT from a Client: section 3.14 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// A DISCONNECT on a connection that is open and connected and serves `session`.
void on_disconnect(Turn& turn, Connection& connection, Session& session,
                   const Disconnect& disconnect);

}  // namespace mqttspec::model::broker
