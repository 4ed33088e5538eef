// Each case is played on right brokers first, in each world. What faults would change is noted:
// where none of a fault's steps comes, or none under a condition, the broker that has it does the
// same.
#include "conformance/selftest/condition_matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "conformance/cases/index.hpp"
#include "conformance/runner/in_parallel.hpp"
#include "conformance/selftest/condition_hunt.hpp"
#include "conformance/selftest/playing.hpp"

namespace mqttspec::conformance::selftest {

using namespace play;

using model::conditions::NotedFault;
using model::conditions::Showing;

namespace {

constexpr std::size_t least_killed_percent = 90;

/// A case on a right broker, and the mutants that may show themselves there.
struct RightPlaying {
  Place place;
  std::vector<std::size_t> mutants;
};

class Hunts {
 public:
  Hunts(std::vector<const MutantResult*> mutants, std::span<const World> worlds,
        std::stop_token stop)
      : mutants_(std::move(mutants)), chances_(mutants_.size()), stop_(std::move(stop)) {
    list(World());
    for (const auto& world : worlds) list(world);
  }

  std::vector<ConditionalResult> make();

 private:
  void list(World world);
  void find_chances(const RightPlaying& playing);

  std::vector<const MutantResult*> mutants_;
  std::vector<RightPlaying> playings_;
  std::vector<std::vector<Chance>> chances_;  // by mutant
  std::mutex mutex_;
  RightBrokers right_;
  std::stop_token stop_;
};

void Hunts::list(World world) {
  for (const auto& group : cases::case_groups())
    for (const auto& which : group.cases)
      for (const Version version : {Version::v3_1_1, Version::v5_0}) {
        const auto here = circumstances::permitted(world, which.name, version);
        if (!which.runs_in(version) || (here.is_plain() && !world.is_plain())) continue;
        std::map<std::string_view, RightPlaying> by_profile;
        for (std::size_t i = 0; i < mutants_.size(); ++i) {
          if (!cites(which, version, mutants_[i]->mutant)) continue;
          const auto* profile = model::find_profile(mutants_[i]->profile);
          auto& playing = by_profile[profile->name];
          playing.place = {&which, version, profile, here};
          playing.mutants.push_back(i);
        }
        for (auto& [name, playing] : by_profile) playings_.push_back(std::move(playing));
      }
}

void Hunts::find_chances(const RightPlaying& playing) {
  if (stop_.stop_requested()) return;
  const auto& place = playing.place;
  std::vector<Showing> showings(playing.mutants.size());
  std::vector<NotedFault> noted;
  for (std::size_t i = 0; i < showings.size(); ++i)
    noted.push_back({mutants_[playing.mutants[i]]->mutant.faults, &showings[i]});
  const auto verdict =
      verdict_on(*place.which, place.version, *place.profile, {}, place.world, noted);
  right_.add(place, verdict);
  if (verdict <= Verdict::declined) return;
  const std::lock_guard lock(mutex_);
  // Where a right broker comes to no conclusion, it may in the worlds that this one is made of.
  const bool is_open = verdict == Verdict::inconclusive;
  for (std::size_t i = 0; i < showings.size(); ++i)
    if (is_open || showings[i].steps > 0)
      chances_[playing.mutants[i]].push_back(
          {place, is_open ? ConditionSet().set() : showings[i].ever});
}

std::vector<ConditionalResult> Hunts::make() {
  runner::in_parallel(playings_.size(), runner::processors(),
                      [&](std::size_t i) { find_chances(playings_[i]); });
  // What takes long is begun first, so that the threads end together.
  std::vector<std::size_t> order(mutants_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater(),
                           [&](std::size_t i) { return chances_[i].size(); });
  std::vector<ConditionalResult> results(mutants_.size());
  runner::in_parallel(order.size(), runner::processors(), [&](std::size_t position) {
    const auto i = order[position];
    results[i] = hunt_under_conditions(*mutants_[i], chances_[i], right_, stop_);
  });
  return results;
}

}  // namespace

std::size_t ConditionMatrix::pairs() const {
  return rows.size() * model::conditions::condition_count;
}

std::size_t ConditionMatrix::occurring() const {
  std::size_t count = 0;
  for (const auto& row : rows) count += row.occurring().count();
  return count;
}

std::size_t ConditionMatrix::killed() const {
  std::size_t count = 0;
  for (const auto& row : rows) count += row.killed.count();
  return count;
}

std::size_t ConditionMatrix::unreached() const {
  std::size_t count = 0;
  for (const auto& row : rows) count += (row.surviving() & ~row.reached).count();
  return count;
}

bool ConditionMatrix::is_good_enough() const {
  return complete && wrong.empty() && killed() * 100 >= occurring() * least_killed_percent;
}

std::vector<std::string> accusations(const model::Profile& profile, std::span<const World> worlds,
                                     std::stop_token stop) {
  std::vector<std::string> wrong;
  for (const auto& each : run_on_reference(profile, std::move(stop), worlds).cases)
    if (!each.world.is_plain()) wrong.push_back(in_words(each, profile));
  return wrong;
}

ConditionMatrix make_condition_matrix(const KillMatrix& unconditional,
                                      std::span<const World> worlds, std::stop_token stop) {
  ConditionMatrix matrix;
  matrix.worlds.assign(worlds.begin(), worlds.end());
  std::vector<const MutantResult*> switched;
  for (const auto& each : unconditional.mutants)
    if (each.mutant.faults.switched()) switched.push_back(&each);
  matrix.rows = Hunts(std::move(switched), worlds, stop).make();
  matrix.wrong = unconditional.accusations;
  if (unconditional.worlds != matrix.worlds)
    for (const auto& profile : model::profiles())
      std::ranges::move(accusations(profile, worlds, stop), std::back_inserter(matrix.wrong));
  matrix.complete = !stop.stop_requested();
  return matrix;
}

}  // namespace mqttspec::conformance::selftest
