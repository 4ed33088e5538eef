// SUBSCRIBE and its answer: sections 3.8 and 3.9 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// A SUBSCRIBE on a connection that is open and connected and serves `session`.
void on_subscribe(Turn& turn, const Connection& connection, Session& session,
                  const Subscribe& subscribe);

}  // namespace mqttspec::model::broker
