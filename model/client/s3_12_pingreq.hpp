// What a Client does by itself: Keep Alive (3.1.2.10 and 3.12 of both Standards), patience, and the
// end of its Session.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model {

/// Sends a PINGREQ and begins to wait for its answer.
template <class Storage>
void send_pingreq(ClientTurn<Storage>& turn);

template <class Storage>
void on_pingresp(ClientTurn<Storage>& turn);

/// The earliest time at which something is due by itself.
template <class Storage>
std::optional<Time> earliest_deadline(const ClientState<Storage>& state);

/// Lets time come to `now`, doing what is due on the way in its order.
template <class Storage>
void pass_time(ClientTurn<Storage>& turn, Time now);

}  // namespace mqttspec::model
