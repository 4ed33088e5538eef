// What happens by itself: silence, delayed Wills, sessions that end.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// The earliest time at which something is due by itself.
template <class Storage>
std::optional<Time> earliest_deadline(const BrokerState<Storage>& state);

/// Lets time come to `now`, doing what is due on the way in its order.
template <class Storage>
void pass_time(Turn<Storage>& turn, Time now);

}  // namespace mqttspec::model
