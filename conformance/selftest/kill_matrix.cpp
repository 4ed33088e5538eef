// All of it in process and in virtual time, on as many threads as there are processors.
#include "conformance/selftest/kill_matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "conformance/cases/index.hpp"
#include "conformance/runner/in_parallel.hpp"
#include "conformance/runner/runner.hpp"
#include "conformance/selftest/playing.hpp"
#include "conformance/wire/loopback.hpp"

namespace mqttspec::conformance::selftest {

using namespace play;
using namespace report;
using namespace runner;
using namespace wire;

namespace {

// The plain broker passes what it does not decline; a variant that the Standards permit is never
// accused.
bool is_right(Verdict verdict, bool plain) {
  if (plain) return verdict >= Verdict::declined && verdict <= Verdict::pass;
  return verdict != Verdict::fail && verdict != Verdict::error;
}

Baseline take_baseline(const RunReport& report, const model::Profile& profile,
                       std::vector<std::string>& wrong) {
  const bool plain = &profile == model::profiles().data();
  Baseline baseline;
  for (const auto& each : report.cases) {
    const auto& result = each.result;
    baseline[{each.which, each.version}] = result.verdict;
    if (is_right(result.verdict, plain)) continue;
    wrong.push_back(fmt::format("{}: {} {}: expected {}; got {}; {}", profile.name,
                                to_string(result.verdict), label(*each.which, each.version),
                                result.expected, result.actual, result.explanation));
  }
  return baseline;
}

// What is found in the plain world alone is compared.
void set_aside(RunReport& report, const model::Profile& profile,
               std::vector<std::string>& accusations) {
  for (auto& each : report.cases) {
    if (each.world.is_plain()) continue;
    accusations.push_back(in_words(each, profile));
    each.result = std::move(each.plain->result);
    each.world = {};
  }
}

class Matrix {
 public:
  Matrix(std::stop_token stop, std::span<const World> worlds) : stop_(std::move(stop)) {
    matrix_.worlds.assign(worlds.begin(), worlds.end());
  }

  KillMatrix make() {
    take_baselines();
    matrix_.mutants.resize(mutants_.size());
    in_parallel(mutants_.size(), processors(),
                [this](std::size_t i) { matrix_.mutants[i] = hunt(mutants_[i]); });
    find_idle_cases();
    matrix_.complete = !stop_.stop_requested();
    return std::move(matrix_);
  }

 private:
  void take_baselines();
  void find_unplayed_cases();
  MutantResult hunt(const Mutant& mutant) const;
  void find_idle_cases();
  bool kills_something(const Case& which) const;

  std::stop_token stop_;
  KillMatrix matrix_;
  std::vector<Baseline> baselines_;  // by position of the profile
  std::vector<Mutant> mutants_;
};

void Matrix::take_baselines() {
  mutants_ = switched_mutants();
  for (const auto& profile : model::profiles()) {
    auto report = run_on_reference(profile, stop_, matrix_.worlds);
    set_aside(report, profile, matrix_.accusations);
    baselines_.push_back(take_baseline(report, profile, matrix_.wrong));
    if (baselines_.size() == 1)
      std::ranges::move(blind_mutants(report), std::back_inserter(mutants_));
    // Of the others only what the plain one declines.
    const auto& plain = baselines_.front();
    if (baselines_.size() > 1)
      std::erase_if(report.cases, [&](const CaseReport& each) {
        return plain.at({each.which, each.version}) != Verdict::declined;
      });
    for (auto& mutant : blind_mutants(report))
      if (std::ranges::find(mutants_, mutant.name, &Mutant::name) == mutants_.end())
        mutants_.push_back(std::move(mutant));
  }
  matrix_.profiles = baselines_.size();
  find_unplayed_cases();
}

// The broker in process is not reached by WebSocket; a test of their own has the cases fail.
bool is_for_others(const Case& which) { return contains(which.needs, Need::web_socket); }

// A case that the plain broker declines needs a profile that does not.
void Matrix::find_unplayed_cases() {
  if (stop_.stop_requested()) return;
  for (const auto& [key, verdict] : baselines_.front()) {
    const bool played = std::ranges::any_of(
        baselines_, [&](const Baseline& baseline) { return baseline.at(key) > Verdict::declined; });
    if (!played && !is_for_others(*key.first))
      matrix_.wrong.push_back("declined under every profile: " + label(*key.first, key.second));
  }
}

// A variant is tried only on what survives the plain broker: some faults lie in what it never does.
MutantResult Matrix::hunt(const Mutant& mutant) const {
  const auto profiles = model::profiles();
  MutantResult first;
  for (std::size_t i = 0; i < profiles.size() && !stop_.stop_requested(); ++i) {
    auto result = judge_mutant(mutant, profiles[i], baselines_[i]);
    if (!result.survives()) return result;
    if (i == 0) first = std::move(result);
  }
  return first;
}

void Matrix::find_idle_cases() {
  std::set<std::string> killers;
  for (const auto& each : matrix_.mutants) killers.insert(each.killers.begin(), each.killers.end());
  std::vector<const Case*> quiet;
  for (const auto& group : cases::case_groups()) {
    for (const auto& which : group.cases) {
      if (is_for_others(which)) continue;
      ++matrix_.cases;
      if (!killers.contains(label(which, Version::v3_1_1)) &&
          !killers.contains(label(which, Version::v5_0)))
        quiet.push_back(&which);
    }
  }
  // They may still notice faults that break something else.
  std::vector<char> idle(quiet.size(), 0);
  in_parallel(quiet.size(), processors(),
              [&](std::size_t i) { idle[i] = !kills_something(*quiet[i]); });
  for (std::size_t i = 0; i < quiet.size(); ++i)
    if (idle[i] != 0) matrix_.idle.push_back(quiet[i]->name);
}

bool Matrix::kills_something(const Case& which) const {
  const auto& plain = model::profiles().front();
  for (const Version version : {Version::v3_1_1, Version::v5_0}) {
    const auto reference = baselines_.front().find({&which, version});
    if (reference == baselines_.front().end()) continue;
    for (const auto& mutant : mutants_) {
      if (stop_.stop_requested()) return true;
      if (is_killed(verdict_on(which, version, plain, mutant.faults), reference->second))
        return true;
    }
  }
  return false;
}

}  // namespace

std::string in_words(const CaseReport& report, const model::Profile& profile) {
  return fmt::format("{}: {} {} in {}", profile.name, to_string(report.result.verdict),
                     label(*report.which, report.version), report.world.name());
}

RunReport run_on_reference(const model::Profile& profile, std::stop_token stop,
                           std::span<const World> worlds) {
  const auto target = make_loopback_target(profile);
  RunPlan plan;
  plan.nonce = nonce;
  plan.settings = settings_for(profile);
  plan.worlds.assign(worlds.begin(), worlds.end());
  plan.follows_worlds = false;  // expectations and monitors judge
  // What is no packet makes mutants; the rest was judged.
  plan.forget = [](CaseReport& which) {
    auto& trace = which.result.trace;
    std::erase_if(trace, [](const auto& event) {
      return event.kind != model::TraceEvent::Kind::client_garbage;
    });
    trace.shrink_to_fit();
  };
  return run_cases(*target, plan, {}, std::move(stop));
}

std::size_t KillMatrix::survivors() const {
  return static_cast<std::size_t>(std::ranges::count_if(mutants, &MutantResult::survives));
}

bool KillMatrix::clean() const {
  return complete && wrong.empty() && idle.empty() && survivors() == 0;
}

MutantResult judge_mutant(const Mutant& mutant, const model::Profile& profile,
                          const Baseline& baseline) {
  MutantResult result{mutant, 0, {}, profile.name, {}};
  for (const auto& [key, reference] : baseline) {
    const auto& [which, version] = key;
    if (reference <= Verdict::declined || !cites(*which, version, mutant)) continue;
    ++result.citing;
    const auto result_of_case = result_on(*which, version, profile, mutant.faults);
    const auto verdict = result_of_case.verdict;
    if (verdict == Verdict::error) result.erring.push_back(label(*which, version));
    if (!is_killed(verdict, reference)) continue;
    result.killers.push_back(label(*which, version));
    const auto opinion =
        judges::second_opinion(result_of_case, {version, settings_for(profile), true});
    ++result.opinions[static_cast<std::size_t>(opinion.explained)];
  }
  return result;
}

KillMatrix make_kill_matrix(std::stop_token stop, std::span<const World> worlds) {
  return Matrix(std::move(stop), worlds).make();
}

}  // namespace mqttspec::conformance::selftest
