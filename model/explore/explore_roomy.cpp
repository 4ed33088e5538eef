// The broker of explorations with more state.
#include "model/explore/explore_bounded.hpp"
#include "model/explore/stored_broker.hpp"

#define Unbounded Roomy
#include "model/bounded_rules.inc"
#undef Unbounded

namespace mqttspec::model {

std::unique_ptr<ServerSide> make_roomy_server(const Scenario& scenario, const FaultSet& faults,
                                              Judge& judge, const Parts<Happening>& happenings,
                                              Parts<Effects>& effects) {
  return std::make_unique<BoundedServer<Roomy>>(scenario, faults, judge, happenings, effects);
}

std::unique_ptr<StoredBroker> make_roomy_broker() { return std::make_unique<BrokerOn<Roomy>>(); }

}  // namespace mqttspec::model
