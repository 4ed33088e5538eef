// PINGREQ and its answer: sections 3.12 and 3.13 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// A PINGREQ on a connection that is open and connected and serves `session`.
void on_pingreq(Turn& turn, const Connection& connection, Session& session);

}  // namespace mqttspec::model::broker
