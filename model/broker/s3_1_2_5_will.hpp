// Will Messages: sections 3.1.2.5 to 3.1.2.7 of both Standards, 3.1.3.2 of 5.0.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// Keeps the Will of an accepted CONNECT, if it has one.
template <class Storage>
void store_will(Turn<Storage>& turn, Connection<Storage>& connection, const Connect& connect);

/// A connection is closed: publishes its Will, or holds it back while its delay runs and `session`
/// lasts. `session` is nullptr if it ended with the connection.
template <class Storage>
void release_will(Turn<Storage>& turn, const Connection<Storage>& closed,
                  Session<Storage>* session);

/// Publishes a Will Message on behalf of that Client.
template <class Storage>
void publish_will(Turn<Storage>& turn, const HeldWill<Storage>& will, std::string_view client_id);

}  // namespace mqttspec::model
