// See explore.hpp.
#include "model/explore/explore.hpp"

#include "model/explore/rooms.hpp"

namespace mqttspec::model {

Exploration explore(const Scenario& scenario, Room room, const ExploreOptions& options) {
  return room == Room::tight ? explore_tight(scenario, options) : explore_roomy(scenario, options);
}

}  // namespace mqttspec::model
