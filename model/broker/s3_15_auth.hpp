// AUTH: sections 3.15 and 4.12 of 5.0. This broker offers no Authentication Method.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// An AUTH on a connection that is open and connected: an error, because no CONNECT with an
/// Authentication Method was accepted.
template <class Storage>
void on_auth(Turn<Storage>& turn, const Connection<Storage>& connection);

}  // namespace mqttspec::model
