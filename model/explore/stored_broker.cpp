// See stored_broker.hpp; the bounded broker is made in explore_roomy.cpp.
#include "model/explore/stored_broker.hpp"

namespace mqttspec::model {

std::unique_ptr<StoredBroker> make_unbounded_broker() {
  return std::make_unique<BrokerOn<Unbounded>>();
}

}  // namespace mqttspec::model
