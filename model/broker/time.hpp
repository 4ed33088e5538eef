// What happens by itself: silence, delayed Wills, sessions that end.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// The earliest time at which something is due by itself.
std::optional<Time> earliest_deadline(const BrokerState& state);

/// Lets time come to `now`, doing what is due on the way in its order.
void pass_time(Turn& turn, Time now);

}  // namespace mqttspec::model::broker
