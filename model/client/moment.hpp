// The moment in which a Client takes an input, as conditions look at it.
#pragma once

#include "model/client/condition.hpp"
#include "model/client/state.hpp"
#include "model/conditions/moment.hpp"

namespace mqttspec::model::client {

using model::Arrival;

/// What is remembered of a run beyond what the Client knows.
struct History {
  unsigned connections = 0;  // the present one too
  unsigned inputs = 0;       // on the present one
  bool resumed = false;
  bool lost_one = false;
};

struct Moment {
  const State& state;  // before the step
  const History& history;
  const Packet* packet = nullptr;  // that is asked for or arrives
  bool arrives = false;
  Arrival arrival = Arrival::whole;
  unsigned shown = 0;  // steps before this one that the fault would have changed
};

bool holds(ConditionId condition, const Moment& moment);
/// All that hold.
ConditionSet holding(const Moment& moment);

}  // namespace mqttspec::model::client
