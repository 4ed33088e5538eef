// What a Client does by itself: Keep Alive (3.1.2.10 and 3.12 of both Standards), patience, and the
// end of its Session.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model::client {

/// Sends a PINGREQ and begins to wait for its answer.
void send_pingreq(Turn& turn);

void on_pingresp(Turn& turn);

/// The earliest time at which something is due by itself.
std::optional<Time> earliest_deadline(const State& state);

/// Lets time come to `now`, doing what is due on the way in its order.
void pass_time(Turn& turn, Time now);

}  // namespace mqttspec::model::client
