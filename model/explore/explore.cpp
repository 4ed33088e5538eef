// See explore.hpp.
#include "model/explore/explore.hpp"

#include "model/explore/search.hpp"

namespace mqttspec::model::explore {

Exploration explore(const Scenario& scenario, const ExploreOptions& options) {
  return Search(scenario, options).run();
}

}  // namespace mqttspec::model::explore
