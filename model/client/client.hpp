// A Client as one pure function, in the same shape as the broker: broker/step.hpp.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model::client {

struct Step {
  State next;
  std::vector<Output> outputs;
  RuleSet fired;
};

/// One step of the Client. Pure and total: any input in any state is answered, the same arguments
/// give the same result. Inputs on other than its present connection are ignored.
Step step(State state, const Input& input, const Profile& profile, const FaultSet& faults,
          Chooser& chooser);

/// The same in place; outputs and fired are added to.
void apply(State& state, const Input& input, const Profile& profile, const FaultSet& faults,
           Chooser& chooser, std::vector<Output>& outputs, RuleSet& fired);

/// The next time at which the Client does something by itself, or nothing.
std::optional<Time> next_deadline(const State& state);

}  // namespace mqttspec::model::client
