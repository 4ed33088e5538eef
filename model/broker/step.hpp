// The broker as one pure function: a state and an input give the next state, the outputs that are
// due or permitted, and the statements that were applied. No clock, no socket, no thread.
#pragma once

#include <optional>
#include <vector>

#include "model/choices.hpp"
#include "model/event.hpp"
#include "model/fault.hpp"
#include "model/profile.hpp"
#include "model/rule_set.hpp"
#include "model/state.hpp"

namespace mqttspec::model::broker {

/// What a step yields.
struct Step {
  BrokerState next;
  std::vector<Output> outputs;
  RuleSet fired;
};

/// One step of the broker. Pure and total: any input in any state is answered, the same arguments
/// give the same result. Inputs on connections that are not open are ignored.
Step step(BrokerState state, const Input& input, const Profile& profile, const FaultSet& faults,
          Chooser& chooser);

/// The same in place, for drivers that do not need the old state; outputs and fired are added to.
void apply(BrokerState& state, const Input& input, const Profile& profile, const FaultSet& faults,
           Chooser& chooser, std::vector<Output>& outputs, RuleSet& fired);

/// The next time at which something becomes due by itself (a Will, an expiry, a Keep Alive), or
/// nothing. Advancing beyond it performs what is due.
std::optional<Time> next_deadline(const BrokerState& state, const Profile& profile,
                                  const FaultSet& faults);

}  // namespace mqttspec::model::broker
