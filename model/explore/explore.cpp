// See explore.hpp.
#include "model/explore/explore.hpp"

#include "model/explore/search.hpp"

namespace mqttspec::model {

Exploration explore(const Scenario& scenario, Room room, const ExploreOptions& options) {
  return Search(scenario, room, options).run();
}

}  // namespace mqttspec::model
