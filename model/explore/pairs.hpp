// Two slices at once, at minimal bounds: what each brings into play meets the other in one small
// scenario of a publisher, a subscriber and two messages.
#pragma once

#include "model/explore/scenario.hpp"

namespace mqttspec::model::explore {

/// The scenario of slices S`one` and S`other`, in 1 … 9 and different.
Scenario make_pair(int one, int other);

/// The same as a function of its own.
template <int one, int other>
Scenario make_pair() {
  return make_pair(one, other);
}

}  // namespace mqttspec::model::explore
