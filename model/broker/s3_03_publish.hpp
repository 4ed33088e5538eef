// PUBLISH from a Client: section 3.3 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// A PUBLISH on a connection that is open and connected and serves `session`.
void on_publish(Turn& turn, const Connection& connection, Session& session, const Publish& publish);

}  // namespace mqttspec::model::broker
