// UNSUBSCRIBE and its answer: sections 3.10 and 3.11 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// An UNSUBSCRIBE on a connection that is open and connected and serves `session`.
void on_unsubscribe(Turn& turn, const Connection& connection, Session& session,
                    const Unsubscribe& unsubscribe);

}  // namespace mqttspec::model::broker
