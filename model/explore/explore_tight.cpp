// The exploration of scenarios with little state.
#include "model/explore/explore_bounded.hpp"

#define Unbounded Tight
#include "model/bounded_rules.inc"
#undef Unbounded

namespace mqttspec::model {

Exploration explore_tight(const Scenario& scenario, const ExploreOptions& options) {
  return Search<Tight>(scenario, options).run();
}

}  // namespace mqttspec::model
