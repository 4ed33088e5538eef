// What plays cases, many at a time, and what becomes of those that are not played.
#include "conformance/runner/runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>

#include "conformance/cases/index.hpp"
#include "conformance/runner/acquaintance.hpp"
#include "conformance/runner/again.hpp"
#include "conformance/runner/attempt.hpp"
#include "conformance/runner/excuse.hpp"
#include "conformance/runner/in_parallel.hpp"
#include "conformance/runner/second_look.hpp"
#include "conformance/runner/statements.hpp"
#include "conformance/runner/worlds.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;
using namespace wire;

namespace {

using Clock = std::chrono::steady_clock;
using Progress = std::function<void(const CaseReport&, std::size_t, std::size_t)>;

constexpr std::size_t few = 16;  // cases at a time on a target that showed that many are too many

// The nth of several nonces.
std::string varied(std::string nonce, std::size_t n) {
  constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyz";
  nonce.back() = digits[(digits.find(nonce.back()) + n) % digits.size()];
  return nonce;
}

std::string reversed(const std::string& nonce) { return {nonce.rbegin(), nonce.rend()}; }

// Nothing else was played, so that the case is the one that the target did not survive.
void blame_alone(CaseResult& result, std::string_view actual) {
  result.verdict = Verdict::fail;
  result.judgements.clear();
  result.expected = "the target goes on serving";
  result.actual = actual;
}

bool is_doubtful(const CaseReport& report) {
  const auto verdict = report.result.verdict;
  return verdict == Verdict::inconclusive || verdict == Verdict::fail;
}

class Runner {
 public:
  Runner(Target& target, const RunPlan& plan, const Progress& progress, std::stop_token stop)
      : target_(target), plan_(plan), progress_(progress), stop_(std::move(stop)) {}

  RunReport run();

 private:
  /// How far what a case came to is certain.
  enum class Certainty : std::uint8_t { none, confirmed, acquitted };

  void list_tasks();
  void play_all();
  void play_each(std::size_t jobs, Liveness* liveness);
  void play(std::size_t index, Liveness* liveness);
  CaseReport attempt_once(std::size_t index, const std::string& nonce, const Settings& settings,
                          Liveness* liveness);
  std::vector<World> possible_worlds() const;
  void play_elsewhere(std::size_t index, Liveness* liveness);
  void find_who_ends_it(Liveness& liveness);
  void confirm_among_few(Liveness* liveness);
  CaseReport confirmed(std::size_t index, CaseReport first, const std::string& nonce,
                       Liveness* liveness);
  bool is_open(std::size_t index) const;
  void repeat_all(std::size_t jobs, Liveness* liveness);
  void attribute(CaseReport& report) const;
  void store(std::size_t index, CaseReport report);

  Target& target_;
  const RunPlan& plan_;
  const Progress& progress_;
  std::stop_token stop_;       // from outside
  std::stop_source all_stop_;  // from outside, or because the target is gone
  std::vector<Task> tasks_;
  std::vector<World> worlds_;
  TriedCircumstances tried_;
  Acquaintance known_;  // of the target
  std::vector<CaseReport> done_;
  std::vector<std::atomic<bool>> is_done_;  // in the plain world
  std::vector<Certainty> certainty_;
  std::atomic<bool> acquitted_any_ = false;
  std::size_t done_count_ = 0;
  std::mutex mutex_;
};

RunReport Runner::run() {
  const auto begin = Clock::now();
  const std::stop_callback pass_on(stop_, [this] { all_stop_.request_stop(); });
  RunReport report;
  report.target = target_.name();
  report.broker = {plan_.profile.name, plan_.profile.version, plan_.profile.package};
  report.exclusions = plan_.exclude;
  list_tasks();
  done_.resize(tasks_.size());
  certainty_.resize(tasks_.size());
  is_done_ = std::vector<std::atomic<bool>>(tasks_.size());
  known_ = get_acquainted(target_, plan_, all_stop_.get_token());
  for (const auto& each : known_.versions) report.facts.push_back(each.probe.facts);
  report.unusable = known_.unusable;
  play_all();
  report.cases = std::move(done_);
  settle(report.cases, known_, target_.virtual_time(), all_stop_.get_token());
  report.statements = judge_statements(report.cases, plan_.versions);
  report.complete = known_.unusable.empty();
  if (all_stop_.stop_requested()) {
    report.complete = false;
    report.cut_short = stop_.stop_requested() ? "interrupted" : "the target was gone";
  }
  report.duration = static_cast<Time>(
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count());
  return report;
}

// The number of a case's Names does not depend on what else is selected, so that a case repeated
// alone uses the same topics.
void Runner::list_tasks() {
  const auto selected = select_cases(plan_.select);
  unsigned number = probe_number + 1;
  for (const auto& group : cases::case_groups()) {
    for (const auto& which : group.cases) {
      const bool wanted = std::ranges::find(selected, std::pair(&group, &which)) != selected.end();
      for (const Version version : {Version::v3_1_1, Version::v5_0}) {
        const bool asked = std::ranges::find(plan_.versions, version) != plan_.versions.end();
        if (wanted && asked && which.runs_in(version))
          tasks_.push_back({&group, &which, version, number});
        number += most_tries;
      }
    }
  }
}

void Runner::play_all() {
  const auto served = std::ranges::find(
      known_.versions, true, [](const VersionKnown& each) { return each.probe.facts.served; });
  std::optional<Liveness> liveness;
  if (served != known_.versions.end() && !target_.virtual_time())
    liveness.emplace(target_, served->probe.facts.version,
                     Names(plan_.nonce, probe_number, plan_.settings.prefixes), plan_.settings,
                     plan_.profile.restart_limit, stop_, [this] { all_stop_.request_stop(); });

  const auto jobs = target_.virtual_time() ? processors() : plan_.jobs;
  Liveness* const watch = liveness ? &*liveness : nullptr;
  worlds_ = possible_worlds();
  play_each(jobs, watch);
  if (target_.virtual_time()) return;
  if (watch != nullptr) find_who_ends_it(*watch);
  confirm_among_few(watch);
  repeat_all(jobs, watch);
}

// On a live target most of the time is spent waiting: all are played plainly before the first is
// played elsewhere, and what takes long is played in both worlds at once.
void Runner::play_each(std::size_t jobs, Liveness* liveness) {
  const auto count = tasks_.size();
  if (target_.virtual_time() || worlds_.empty())
    return in_parallel(count, jobs, [&](std::size_t i) {
      play(i, liveness);
      play_elsewhere(i, liveness);
    });
  in_parallel(2 * count, jobs, [&](std::size_t i) {
    if (i < count)
      play(i, liveness);
    else
      play_elsewhere(i - count, liveness);
  });
}

CaseReport Runner::attempt_once(std::size_t index, const std::string& nonce,
                                const Settings& settings, Liveness* liveness) {
  const auto label = tasks_[index].label();
  if (liveness != nullptr) liveness->begin(label);
  auto report = attempt(target_, tasks_[index], nonce, settings, all_stop_.get_token(), liveness,
                        settings.world.is_plain() || plan_.follows_worlds);
  if (liveness != nullptr) liveness->end(label);
  return report;
}

// The target ended, or serves some clients no longer, while several cases ran: each is played
// alone, and the one that it ends in again is to blame.
void Runner::find_who_ends_it(Liveness& liveness) {
  const auto suspects = liveness.take_suspects();
  std::string_view half_dead;
  for (std::size_t i = 0; i < tasks_.size() && !all_stop_.stop_requested(); ++i) {
    auto& done = done_[i];
    if (!done.result.target_gone && !suspects.contains(tasks_[i].label())) continue;
    if (half_dead.empty() && !liveness.serves_everybody())
      half_dead = "the target did not accept everybody any more before this case was played alone";
    if (!half_dead.empty()) {
      if (done.result.target_gone) done.result.actual = half_dead;
      continue;
    }
    auto report =
        attempt_once(i, reversed(plan_.nonce), known_.in(tasks_[i].version).settings, &liveness);
    const bool answers = liveness.ask(Clock::now()) && liveness.serves_everybody();
    report.tries += done.tries;
    report.ends_target = !answers || !liveness.take_suspects().empty();
    if (report.ends_target)
      blame_alone(report.result, answers
                                     ? "it ended while this case alone was played"
                                     : "it accepts some clients no longer after this case alone");
    else
      attribute(report);
    done = std::move(report);
  }
}

// Those that the target serves the Clients of.
std::vector<World> Runner::possible_worlds() const {
  using enum circumstances::CircumstanceId;
  const bool serves_both = std::ranges::count_if(known_.versions, [](const VersionKnown& each) {
                             return each.probe.facts.served;
                           }) == 2;
  const bool topics_are_free = plan_.settings.prefixes.topic == NamePrefixes().topic;
  auto worlds = plan_.worlds;
  for (auto& world : worlds) {
    if (!serves_both) world.remove(other_version_neighbour).remove(other_version_partner);
    if (!topics_are_free) world.remove(topics_begin_with_slash);
  }
  return worlds;
}

void Runner::play_elsewhere(std::size_t index, Liveness* liveness) {
  const auto& task = tasks_[index];
  auto plain = known_.in(task.version).settings;
  // Clients of both versions may be there.
  for (const auto& each : known_.versions) plain.limits.add(each.settings.limits);
  std::size_t playings = 0;
  const auto play_in = [&](World world, bool again) {
    auto settings = plain;
    settings.world = world;
    if (again) settings.patience *= 2;
    return attempt_once(index, varied(plan_.nonce, ++playings), settings, liveness);
  };
  // Not to wait for one that takes long.
  std::optional<std::pair<World, CaseReport>> ahead;
  if (!is_done_[index] && !all_stop_.stop_requested()) {
    const auto world = tried_.without_hopeless(
        circumstances::permitted(worlds_.front(), task.which->name, task.version));
    if (!world.is_plain()) ahead.emplace(world, play_in(world, false));
  }
  is_done_[index].wait(false);
  if (all_stop_.stop_requested()) return;
  play_in_worlds(done_[index], worlds_, !target_.virtual_time(), tried_,
                 [&](World world, bool again) {
                   if (!ahead || again || ahead->first != world) return play_in(world, again);
                   return std::exchange(ahead, std::nullopt)->second;
                 });
  if (auto& done = done_[index]; !done.world.is_plain()) attribute(done);
}

// True if what came of a case is to be confirmed yet.
bool Runner::is_open(std::size_t index) const {
  const auto& done = done_[index];
  if (!is_doubtful(done) || !done.world.is_plain()) return false;
  switch (certainty_[index]) {
    case Certainty::none:
      return true;
    // A target that took back what another case found may have had too much to do.
    case Certainty::confirmed:
      return acquitted_any_;
    case Certainty::acquitted:
      return false;
  }
  return false;
}

// A target or a machine under load must not be accused.
void Runner::confirm_among_few(Liveness* liveness) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < tasks_.size(); ++i)
    if (is_open(i)) open.push_back(i);
  // Where the target ends now and then, each is played alone.
  const bool alone = liveness != nullptr && liveness->outages() > 0;
  const auto jobs = alone ? 1 : std::min<std::size_t>(few, plan_.jobs);
  in_parallel(open.size(), jobs, [&](std::size_t position) {
    const auto i = open[position];
    auto& done = done_[i];
    done = confirmed(i, std::move(done), reversed(plan_.nonce), liveness);
    if (alone && done.met_outage && !done.ends_target && !all_stop_.stop_requested()) {
      done.ends_target = true;
      blame_alone(done.result, "it ended while this case alone was played");
    }
    attribute(done);
  });
}

CaseReport Runner::confirmed(std::size_t index, CaseReport first, const std::string& nonce,
                             Liveness* liveness) {
  if (all_stop_.stop_requested() || first.ends_target) return first;
  const auto& plan = known_.in(tasks_[index].version);
  auto settings = plan.settings;
  settings.patience *= 2;
  // Never was told from late the first time; now it is enough that it fails again.
  if (first.result.verdict == Verdict::fail && !plan.resends_late)
    settings.late_limit = plan.settings.patience;
  auto second = attempt_once(index, nonce, settings, liveness);
  second.tries += first.tries;
  const bool is_acquitted =
      first.result.verdict == Verdict::fail && second.result.verdict < Verdict::fail;
  certainty_[index] = is_acquitted ? Certainty::acquitted : Certainty::confirmed;
  if (!is_acquitted) return second;
  acquitted_any_ = true;
  // What a target that ended has forgotten was seen, too, and says nothing.
  const bool steady = liveness == nullptr || liveness->outages() == 0;
  return acquitted(std::move(first), std::move(second), steady);
}

void Runner::repeat_all(std::size_t jobs, Liveness* liveness) {
  for (unsigned round = 1; round < plan_.repeat && !all_stop_.stop_requested(); ++round) {
    const auto nonce = varied(plan_.nonce, round);
    in_parallel(tasks_.size(), jobs, [&](std::size_t i) {
      auto& all = done_[i];
      if (all.result.verdict <= Verdict::declined || all.ends_target || !all.world.is_plain())
        return;
      const auto& settings = known_.in(tasks_[i].version).settings;
      auto latest = attempt_once(i, nonce, settings, liveness);
      if (is_doubtful(latest)) latest = confirmed(i, std::move(latest), reversed(nonce), liveness);
      if (!all_stop_.stop_requested()) add_playing(all, std::move(latest));
    });
  }
}

// What went wrong is played once more at once, with more patience.
void Runner::play(std::size_t index, Liveness* liveness) {
  const auto& task = tasks_[index];
  if (auto report = excused(task, known_, plan_)) return store(index, *std::move(report));
  const auto stop = all_stop_.get_token();
  if (stop.stop_requested())
    return store(index, not_played(task, Verdict::not_run,
                                   stop_.stop_requested() ? "the run was interrupted before it"
                                                          : "the target was gone before it"));
  const auto& settings = known_.in(task.version).settings;
  auto report = attempt_once(index, plan_.nonce, settings, liveness);
  const bool steady = liveness == nullptr || liveness->outages() == 0;
  if (!target_.virtual_time() && steady && is_doubtful(report))
    report = confirmed(index, std::move(report), reversed(plan_.nonce), liveness);
  attribute(report);
  store(index, std::move(report));
}

void Runner::attribute(CaseReport& report) const {
  runner::attribute(report, known_, target_.virtual_time());
}

void Runner::store(std::size_t index, CaseReport report) {
  {
    const std::lock_guard lock(mutex_);
    done_[index] = std::move(report);
    if (progress_) progress_(done_[index], ++done_count_, tasks_.size());
  }
  is_done_[index] = true;
  is_done_[index].notify_all();
}

}  // namespace

RunReport run_cases(Target& target, const RunPlan& plan, const Progress& progress,
                    std::stop_token stop) {
  return Runner(target, plan, progress, std::move(stop)).run();
}

}  // namespace mqttspec::conformance::runner
