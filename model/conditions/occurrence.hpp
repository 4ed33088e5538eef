// Which conditions a fault can meet: a search over random runs of the broker.
#pragma once

#include "model/conditions/conditional_step.hpp"

namespace mqttspec::model::conditions {

/// The conditions that held in some step in which the fault showed, in so many random runs under
/// that profile. What is not found may still occur.
ConditionSet find_occurring(const FaultSet& fault, const Profile& profile, unsigned runs);

}  // namespace mqttspec::model::conditions
