// The step of a broker whose fault works only under a condition, and what is seen of a fault on the
// way: in which steps it shows, and which conditions hold there.
#pragma once

#include <vector>

#include "model/broker/step.hpp"
#include "model/conditions/moment.hpp"
#include "model/conditions/showing.hpp"

namespace mqttspec::model::conditions {

struct Showing : BasicShowing<ConditionId, ConditionSet> {};

/// Takes the steps of one run.
class ConditionalStep {
 public:
  explicit ConditionalStep(const FaultSet& faults) : faults_(faults) {}

  /// From now on notes where the fault shows; `showing` has to outlive this.
  void note(Showing& showing) { showing_ = &showing; }
  /// broker::apply, with the fault if its condition holds. Bytes that arrive are `arrival`.
  void apply(BrokerState& state, const Input& input, Arrival arrival, const Profile& profile,
             Chooser& chooser, std::vector<Output>& outputs, RuleSet& fired);

 private:
  // Otherwise it only does what broker::apply does.
  bool is_needed() const { return faults_.condition() || showing_ != nullptr; }

  FaultSet faults_;
  History history_;
  unsigned shown_ = 0;
  Showing* showing_ = nullptr;
};

}  // namespace mqttspec::model::conditions
