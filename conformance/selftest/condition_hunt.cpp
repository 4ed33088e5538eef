// A case is played on the broker with the fault first, without a condition. Where the fault showed
// is noted: with a condition that held each time the run would have been the same, so that one
// playing decides on many conditions at once. On the others more playings decide, as many as they
// make a difference.
#include "conformance/selftest/condition_hunt.hpp"

#include <algorithm>

#include "conformance/selftest/deciding.hpp"
#include "conformance/selftest/playing.hpp"
#include "model/conditions/occurrence.hpp"

namespace mqttspec::conformance::selftest {

using namespace play;

using circumstances::circumstances;
using model::conditions::ConditionId;
using model::conditions::Showing;

namespace {

constexpr unsigned random_runs = 30;  // for each switch

class ConditionHunt {
 public:
  ConditionHunt(const MutantResult& unconditional, RightBrokers& right, std::stop_token stop)
      : right_(right), stop_(std::move(stop)) {
    result_.mutant = unconditional.mutant;
    result_.profile = unconditional.profile;
  }

  ConditionalResult make(const std::vector<Chance>& chances) {
    result_.found = model::conditions::find_occurring(
        result_.mutant.faults, *model::find_profile(result_.profile), random_runs);
    for (const auto& each : chances) observe(each);
    // Where it is noticed without a condition it is soonest noticed with one.
    std::ranges::stable_partition(observed_,
                                  [](const auto& each) { return each.noticed == Noticed::yes; });
    for (const auto& each : observed_) decide(each);
    return std::move(result_);
  }

 private:
  /// A playing without a condition.
  struct Observed {
    Chance chance;
    Noticed noticed;
    ConditionSet always;  // under these it would have been the same
  };

  void observe(const Chance& chance);
  void decide(const Observed& observed);
  ConditionSet noticed_at(const Place& place, ConditionSet open, ConditionSet& inconclusive);
  Noticed outcome_of(const Place& place, const model::FaultSet& faults, Showing* showing);
  bool is_noticed_alone(const Place& place);
  static std::vector<Place> alone(const Place& place);

  RightBrokers& right_;
  std::stop_token stop_;
  std::vector<Observed> observed_;
  ConditionalResult result_;
};

// The worlds of one circumstance each that a world is made of, if there are several.
std::vector<Place> ConditionHunt::alone(const Place& place) {
  std::vector<Place> places;
  for (const auto& row : circumstances())
    if (const World world(row.id); place.world.has(row.id) && place.world != world)
      places.push_back({place.which, place.version, place.profile, world});
  return places;
}

Noticed ConditionHunt::outcome_of(const Place& place, const model::FaultSet& faults,
                                  Showing* showing) {
  if (stop_.stop_requested()) return Noticed::no;
  const model::conditions::NotedFault own{faults, showing};
  const auto verdict = verdict_on(*place.which, place.version, *place.profile, faults, place.world,
                                  Noted(&own, showing == nullptr ? 0 : 1));
  if (verdict == Verdict::inconclusive) return Noticed::inconclusive;
  const bool shows = verdict == Verdict::fail || verdict == Verdict::warn;
  return shows && is_killed(verdict, right_.of(place)) ? Noticed::yes : Noticed::no;
}

bool ConditionHunt::is_noticed_alone(const Place& place) {
  return std::ranges::any_of(alone(place), [&](const Place& each) {
    return outcome_of(each, result_.mutant.faults, nullptr) == Noticed::yes;
  });
}

void ConditionHunt::observe(const Chance& chance) {
  Showing showing;
  const auto noticed = outcome_of(chance.place, result_.mutant.faults, &showing);
  if (showing.steps == 0 && noticed != Noticed::inconclusive) return;
  result_.reached |= showing.ever;
  if (showing.steps > 0 && (noticed == Noticed::yes ||
                            (noticed == Noticed::inconclusive && is_noticed_alone(chance.place))))
    result_.killed |= showing.always;
  observed_.push_back({chance, noticed, showing.always});
}

// As the runner does: where a world of several circumstances comes to no conclusion, one of them
// may.
void ConditionHunt::decide(const Observed& observed) {
  const auto& place = observed.chance.place;
  const auto open = result_.surviving() & observed.chance.possible;
  ConditionSet inconclusive;
  if (observed.noticed == Noticed::inconclusive) inconclusive = open & observed.always;
  result_.killed |= noticed_at(place, open & ~observed.always, inconclusive);
  for (const auto& each : alone(place)) {
    ConditionSet no_more;
    result_.killed |= noticed_at(each, inconclusive & ~result_.killed, no_more);
  }
}

ConditionSet ConditionHunt::noticed_at(const Place& place, ConditionSet open,
                                       ConditionSet& inconclusive) {
  return noticed_under<Showing>(open, inconclusive, [&](std::size_t i, Showing* showing) {
    const auto condition = ConditionId{static_cast<std::uint8_t>(i)};
    return outcome_of(place, result_.mutant.faults.when(condition), showing);
  });
}

}  // namespace

Verdict RightBrokers::of(const Place& place) {
  const auto key = key_of(place);
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = verdicts_.find(key); known != verdicts_.end()) return known->second;
  }
  const auto verdict = verdict_on(*place.which, place.version, *place.profile, {}, place.world);
  add(place, verdict);
  return verdict;
}

void RightBrokers::add(const Place& place, Verdict verdict) {
  const std::lock_guard lock(mutex_);
  verdicts_[key_of(place)] = verdict;
}

ConditionalResult hunt_under_conditions(const MutantResult& unconditional,
                                        const std::vector<Chance>& chances, RightBrokers& right,
                                        const std::stop_token& stop) {
  return ConditionHunt(unconditional, right, stop).make(chances);
}

}  // namespace mqttspec::conformance::selftest
