// One fault switch under every condition, in all cases that cite it and all worlds.
#pragma once

#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <tuple>
#include <vector>

#include "conformance/selftest/condition_matrix.hpp"

namespace mqttspec::conformance::selftest {

/// Where a case is played.
struct Place {
  const play::Case* which;
  Version version;
  const model::Profile* profile;  // of the broker
  play::World world;
};

/// A place for a fault to show itself.
struct Chance {
  Place place;
  ConditionSet possible;  // under the others nothing can come of it
};

/// What cases come to on right brokers, played when it is asked for. Used by many threads.
class RightBrokers {
 public:
  play::Verdict of(const Place& place);
  /// It is known already.
  void add(const Place& place, play::Verdict verdict);

 private:
  using Key = std::tuple<const play::Case*, Version, const model::Profile*, std::string>;
  static Key key_of(const Place& place) {
    return {place.which, place.version, place.profile, place.world.name()};
  }

  std::mutex mutex_;
  std::map<Key, play::Verdict> verdicts_;
};

/// `unconditional`: what is known of the fault without a condition.
ConditionalResult hunt_under_conditions(const MutantResult& unconditional,
                                        const std::vector<Chance>& chances, RightBrokers& right,
                                        const std::stop_token& stop);

}  // namespace mqttspec::conformance::selftest
