// Which conditions a fault of the Client can meet: a search over random runs with a broker.
#pragma once

#include "model/client/conditional_client.hpp"

namespace mqttspec::model::client {

/// The conditions that held in some step in which the fault showed, in so many random runs in that
/// version under that profile. What is not found may still occur.
ConditionSet find_occurring(const FaultSet& fault, Version version, const Profile& profile,
                            unsigned runs);

}  // namespace mqttspec::model::client
