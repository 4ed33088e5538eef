// Where a fault showed in a run: the steps in which a right broker or Client would have done
// something else.
#pragma once

#include <cstddef>

namespace mqttspec::model::conditions {

/// `Id` names conditions, `Set` has one bit for each.
template <class Id, class Set>
struct BasicShowing {
  unsigned steps = 0;
  Set always = Set().set();  // held in each of them
  Set ever;                  // held in one of them

  /// It showed in a step in which these held.
  void note(const Set& holding) {
    ++steps;
    always &= holding;
    ever |= holding;
  }
  /// True if the run would have been the same had the fault this condition.
  bool is_same_under(Id condition) const {
    return steps > 0 && always[static_cast<std::size_t>(condition)];
  }
};

}  // namespace mqttspec::model::conditions
