// How a step of an exploration ends.
#pragma once

#include "model/explore/guarantee.hpp"

namespace mqttspec::model::explore {

enum class StepEnd : std::uint8_t {
  fine,
  full,   // beyond what the explorer can number: nothing is known
  broken  // a property does not hold
};

}  // namespace mqttspec::model::explore
