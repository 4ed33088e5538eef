// Will Messages: sections 3.1.2.5 to 3.1.2.7 of both Standards, 3.1.3.2 of 5.0.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// Keeps the Will of an accepted CONNECT, if it has one.
void store_will(Turn& turn, Connection& connection, const Connect& connect);

/// A connection is closed: publishes its Will, or holds it back while its delay runs and `session`
/// lasts. `session` is nullptr if it ended with the connection.
void release_will(Turn& turn, const Connection& closed, Session* session);

/// Publishes a Will Message on behalf of that Client.
void publish_will(Turn& turn, const HeldWill& will, std::string_view client_id);

}  // namespace mqttspec::model::broker
