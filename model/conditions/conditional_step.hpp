// The step of a broker whose fault works only under a condition, and what is seen of faults on the
// way: in which steps they show, or would, and which conditions hold there.
#pragma once

#include <vector>

#include "model/broker/step.hpp"
#include "model/conditions/moment.hpp"
#include "model/conditions/showing.hpp"

namespace mqttspec::model::conditions {

struct Showing : BasicShowing<ConditionId, ConditionSet> {};

/// A fault, and where it is noted in which steps it shows.
struct NotedFault {
  FaultSet fault;
  Showing* showing;
};

/// Takes the steps of one run.
class ConditionalStep {
 public:
  explicit ConditionalStep(const FaultSet& faults);

  /// From now on notes where a fault shows that is the broker's own, or would show in a broker that
  /// has none. `showing` has to outlive this.
  void note(const NotedFault& noted);
  /// The same for the broker's own.
  void note(Showing& showing) { note({faults_, &showing}); }
  /// broker::apply, with the fault if its condition holds. Bytes that arrive are `arrival`. To note
  /// what shows the step is taken several times: then the chooser must be the plain one.
  void apply(BrokerState& state, const Input& input, Arrival arrival, const Profile& profile,
             Chooser& chooser, std::vector<Output>& outputs, RuleSet& fired);

 private:
  struct Watched {
    NotedFault noted;
    unsigned shown;  // so many times
  };

  // Otherwise it only does what broker::apply does.
  bool is_needed() const { return faults_.condition() || !watched_.empty(); }

  FaultSet faults_;
  History history_;
  std::vector<Watched> watched_;  // first its own, if how often it has shown matters
};

}  // namespace mqttspec::model::conditions
