// AUTH: section 3.15 of 5.0.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// An AUTH on a connection that is open and connected: a step of a re-authentication, or an error
/// if no Authentication Method was agreed.
void on_auth(Turn& turn, Connection& connection, const Auth& auth);

}  // namespace mqttspec::model::broker
