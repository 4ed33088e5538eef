// PUBLISH from a Client: section 3.3 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// A PUBLISH on a connection that is open and connected and serves `session`.
template <class Storage>
void on_publish(Turn<Storage>& turn, const Connection<Storage>& connection,
                Session<Storage>& session, const Publish& publish);

}  // namespace mqttspec::model
