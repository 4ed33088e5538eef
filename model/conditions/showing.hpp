// Where a fault showed in a run, or would have: the steps in which a broker or Client without it
// and one with it do not do the same.
#pragma once

#include <cstddef>

namespace mqttspec::model::conditions {

/// `Id` names conditions, `Set` has one bit for each.
template <class Id, class Set>
struct BasicShowing {
  unsigned steps = 0;
  Set always = Set().set();  // held in each of them
  Set ever;                  // held in one of them
  Set alike = Set().set();   // held in each of them in which the fault worked, and in no other

  /// There was a step, in which these held, that the fault changes; whether it worked there.
  void note(const Set& holding, bool worked) {
    ++steps;
    always &= holding;
    ever |= holding;
    alike &= worked ? holding : ~holding;
  }
  /// True if the run would have been the same had the fault this condition.
  bool is_same_under(Id condition) const {
    return steps > 0 && alike[static_cast<std::size_t>(condition)];
  }
};

}  // namespace mqttspec::model::conditions
