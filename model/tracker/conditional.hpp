// A fault that works only under a condition, which is to be found: each step is taken with it and
// without it, and where that is not the same, some conditions are ruled out.
#pragma once

#include <cstddef>

#include "model/tracker/hypothesis.hpp"

namespace mqttspec::model::tracker {

/// What one step may come to. From `begin` on with the fault, from `middle` on without it.
struct BothWays {
  Hypotheses& all;
  std::size_t begin;
  std::size_t middle;
};

/// Takes what comes of the step either way once, and of the others those that some condition fits:
/// it holds where the fault worked, and does not where it would have.
void rule_out(const Hypothesis& from, const Input& input, Arrival arrival, const BothWays& ways);

}  // namespace mqttspec::model::tracker
