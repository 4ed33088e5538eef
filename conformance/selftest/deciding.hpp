// Finds out under which conditions a fault is noticed in one case. A playing with the fault under
// one condition decides on all others that held in the same of the steps that the fault changes:
// under each of them the playing would have been the same.
#pragma once

#include <cstddef>
#include <cstdint>

namespace mqttspec::conformance::selftest {

/// What came of a playing with a fault.
enum class Noticed : std::uint8_t { no, yes, inconclusive };

/// Those of the conditions `open` under which the fault is noticed. Those under which no conclusion
/// is come to are added to `inconclusive`. `play(condition, showing)` plays under a condition, by
/// its position, and unless `showing` is null notes in it where the fault shows.
template <class Showing, class Set, class Play>
Set noticed_under(Set open, Set& inconclusive, Play play) {
  Set noticed;
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (!open[i]) continue;
    Showing showing;
    const auto outcome = play(i, open.count() > 1 ? &showing : nullptr);
    const Set decided = open & showing.alike;
    if (outcome == Noticed::yes) noticed |= decided;
    if (outcome == Noticed::inconclusive) inconclusive |= decided;
    open &= ~decided;
  }
  return noticed;
}

}  // namespace mqttspec::conformance::selftest
