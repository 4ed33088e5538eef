// The broker of explorations with little state.
#include "model/explore/explore_bounded.hpp"

#define Unbounded Tight
#include "model/bounded_rules.inc"
#undef Unbounded

namespace mqttspec::model {

std::unique_ptr<ServerSide> make_tight_server(const Scenario& scenario, const FaultSet& faults,
                                              Judge& judge, const Parts<Happening>& happenings,
                                              Parts<Effects>& effects) {
  return std::make_unique<BoundedServer<Tight>>(scenario, faults, judge, happenings, effects);
}

}  // namespace mqttspec::model
