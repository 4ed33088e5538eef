// The exploration of scenarios with more state.
#include "model/explore/explore_bounded.hpp"

#define Unbounded Roomy
#include "model/bounded_rules.inc"
#undef Unbounded

namespace mqttspec::model {

Exploration explore_roomy(const Scenario& scenario, const ExploreOptions& options) {
  return Search<Roomy>(scenario, options).run();
}

}  // namespace mqttspec::model
