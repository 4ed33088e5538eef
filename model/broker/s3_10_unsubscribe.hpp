// UNSUBSCRIBE and its answer: sections 3.10 and 3.11 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// An UNSUBSCRIBE on a connection that is open and connected and serves `session`.
template <class Storage>
void on_unsubscribe(Turn<Storage>& turn, const Connection<Storage>& connection,
                    Session<Storage>& session, const Unsubscribe& unsubscribe);

}  // namespace mqttspec::model
