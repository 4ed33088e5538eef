// A case is played on the broker with the fault first, without a condition. Where the fault showed
// is noted: with a condition that held each time the run would have been the same, so that one
// playing decides on many conditions at once. The others are played one by one.
#include "conformance/selftest/condition_matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "conformance/cases/index.hpp"
#include "conformance/runner/in_parallel.hpp"
#include "conformance/runner/runner.hpp"
#include "conformance/selftest/playing.hpp"
#include "conformance/wire/loopback.hpp"
#include "model/conditions/occurrence.hpp"

namespace mqttspec::conformance::selftest {

using namespace play;

using circumstances::circumstances;
using model::conditions::ConditionId;
using model::conditions::Showing;

namespace {

constexpr unsigned random_runs = 30;  // for each switch
constexpr std::size_t least_killed_percent = 90;

struct Citing {
  const Case* which;
  Version version;
};

std::vector<Citing> citing(const Mutant& mutant) {
  std::vector<Citing> found;
  for (const auto& group : cases::case_groups())
    for (const auto& which : group.cases)
      for (const Version version : {Version::v3_1_1, Version::v5_0})
        if (which.runs_in(version) && cites(which, version, mutant))
          found.push_back({&which, version});
  return found;
}

// What cases come to on right brokers, played when it is asked for.
class References {
 public:
  Verdict of(const Citing& played, const model::Profile& profile, World world) {
    const Key key{played.which, played.version, &profile, world.name()};
    {
      const std::lock_guard lock(mutex_);
      if (const auto known = verdicts_.find(key); known != verdicts_.end()) return known->second;
    }
    const auto verdict = verdict_on(*played.which, played.version, profile, {}, world);
    const std::lock_guard lock(mutex_);
    return verdicts_[key] = verdict;
  }

 private:
  using Key = std::tuple<const Case*, Version, const model::Profile*, std::string>;

  std::mutex mutex_;
  std::map<Key, Verdict> verdicts_;
};

class Hunt {
 public:
  Hunt(const MutantResult& unconditional, References& references, std::span<const World> worlds)
      : references_(references),
        worlds_(worlds),
        profile_(*model::find_profile(unconditional.profile)) {
    result_.mutant = unconditional.mutant;
    result_.profile = unconditional.profile;
  }

  ConditionalResult make(const std::stop_token& stop) {
    result_.found = model::conditions::find_occurring(result_.mutant.faults, profile_, random_runs);
    const auto cases = citing(result_.mutant);
    for (const auto& each : cases) play(each, {}, stop);
    for (const auto& world : worlds_)
      for (const auto& each : cases) {
        const auto here = circumstances::permitted(world, each.which->name, each.version);
        if (!here.is_plain()) play(each, here, stop);
      }
    // Where a fault without condition ends a case early, its conditions come too late.
    for (std::size_t i = 0; i < model::conditions::condition_count; ++i)
      if (result_.surviving()[i]) insist(ConditionId{static_cast<std::uint8_t>(i)}, cases, stop);
    return std::move(result_);
  }

 private:
  void play(const Citing& played, World world, const std::stop_token& stop);
  void insist(ConditionId condition, const std::vector<Citing>& cases, const std::stop_token& stop);
  bool kills(const Citing& played, World world, const model::FaultSet& faults, Showing* showing);
  bool kills_here(const Citing& played, World world, Verdict verdict);

  References& references_;
  std::span<const World> worlds_;
  const model::Profile& profile_;
  ConditionalResult result_;
};

void Hunt::play(const Citing& played, World world, const std::stop_token& stop) {
  if (stop.stop_requested() || references_.of(played, profile_, world) <= Verdict::declined) return;
  Showing showing;
  const auto& faults = result_.mutant.faults;
  const bool killed = kills(played, world, faults, &showing);
  if (showing.steps == 0) return;
  result_.reached |= showing.ever;
  if (killed) result_.killed |= showing.always;
  const auto open = showing.ever & ~result_.killed & ~(killed ? showing.always : ConditionSet());
  for (std::size_t i = 0; i < open.size(); ++i)
    if (open[i] &&
        kills(played, world, faults.when(ConditionId{static_cast<std::uint8_t>(i)}), nullptr))
      result_.killed.set(i);
}

void Hunt::insist(ConditionId condition, const std::vector<Citing>& cases,
                  const std::stop_token& stop) {
  const auto faults = result_.mutant.faults.when(condition);
  const auto kills_in = [&](const Citing& each, World world) {
    return references_.of(each, profile_, world) > Verdict::declined &&
           kills(each, world, faults, nullptr);
  };
  for (const auto& each : cases) {
    bool killed = !stop.stop_requested() && kills_in(each, {});
    for (const auto& world : worlds_) {
      const auto here = circumstances::permitted(world, each.which->name, each.version);
      killed = killed || (!stop.stop_requested() && !here.is_plain() && kills_in(each, here));
    }
    if (!killed) continue;
    result_.killed.set(static_cast<std::size_t>(condition));
    return;
  }
}

// As the runner does: where a world of several circumstances comes to no conclusion, one of them
// may.
bool Hunt::kills(const Citing& played, World world, const model::FaultSet& faults,
                 Showing* showing) {
  const auto verdict = verdict_on(*played.which, played.version, profile_, faults, world, showing);
  if (verdict != Verdict::inconclusive) return kills_here(played, world, verdict);
  return std::ranges::any_of(circumstances(), [&](const auto& row) {
    const World alone(row.id);
    return world.has(row.id) && world != alone &&
           kills_here(played, alone,
                      verdict_on(*played.which, played.version, profile_, faults, alone));
  });
}

bool Hunt::kills_here(const Citing& played, World world, Verdict verdict) {
  return (verdict == Verdict::fail || verdict == Verdict::warn) &&
         is_killed(verdict, references_.of(played, profile_, world));
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
  const auto target = wire::make_loopback_target(profile);
  runner::RunPlan plan;
  plan.nonce = nonce;
  plan.settings = settings_for(profile);
  plan.worlds.assign(worlds.begin(), worlds.end());
  std::vector<std::string> wrong;
  for (const auto& each : runner::run_cases(*target, plan, {}, std::move(stop)).cases)
    if (!each.world.is_plain())
      wrong.push_back(fmt::format("{}: {} {} in {}", profile.name, to_string(each.result.verdict),
                                  label(*each.which, each.version), each.world.name()));
  return wrong;
}

ConditionMatrix make_condition_matrix(const KillMatrix& unconditional,
                                      std::span<const World> worlds, std::stop_token stop) {
  ConditionMatrix matrix;
  matrix.worlds.assign(worlds.begin(), worlds.end());
  std::vector<const MutantResult*> switched;
  for (const auto& each : unconditional.mutants)
    if (each.mutant.faults.switched()) switched.push_back(&each);
  matrix.rows.resize(switched.size());
  References references;
  runner::in_parallel(switched.size(), runner::processors(), [&](std::size_t i) {
    matrix.rows[i] = Hunt(*switched[i], references, worlds).make(stop);
  });
  for (const auto& profile : model::profiles())
    std::ranges::move(accusations(profile, worlds, stop), std::back_inserter(matrix.wrong));
  matrix.complete = !stop.stop_requested();
  return matrix;
}

}  // namespace mqttspec::conformance::selftest
