// What plays cases, many at a time, and what becomes of those that are not played.
#include "conformance/runner/runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <future>

#include "conformance/cases/index.hpp"
#include "conformance/runner/again.hpp"
#include "conformance/runner/excuse.hpp"
#include "conformance/runner/nonce.hpp"
#include "conformance/runner/run_in_progress.hpp"
#include "conformance/runner/second_look.hpp"
#include "conformance/runner/second_try.hpp"
#include "conformance/runner/statements.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;
using namespace wire;

namespace {

using Clock = std::chrono::steady_clock;

// For what is played once more.
void be_patient(Settings& settings) {
  settings.patience *= 2;
  settings.settle *= 2;
}

bool is_followed(const judges::SecondOpinion& opinion) {
  return opinion.explained != judges::Explained::unknown || !opinion.text.empty();
}

}  // namespace

RunReport RunInProgress::run() {
  const auto begin = Clock::now();
  const std::stop_callback pass_on(stop_, [this] { all_stop_.request_stop(); });
  RunReport report;
  report.target = target_.name();
  report.broker = {plan_.profile.name, plan_.profile.version, plan_.profile.package};
  report.exclusions = plan_.exclude;
  get_ready();
  for (const auto& each : known_.versions) report.facts.push_back(each.probe.facts);
  report.unusable = known_.unusable;
  play_all();
  report.cases = std::move(done_);
  const bool all = plan_.select.empty() && plan_.exclude.empty();
  settle(report.cases, known_, target_.virtual_time(), all ? Played::all : Played::some,
         all_stop_.get_token());
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

void RunInProgress::get_ready() {
  list_tasks();
  const auto count = tasks_.size();
  done_.resize(count);
  certainty_.resize(count);
  was_played_.resize(count);
  is_attributed_.resize(count);
  is_done_ = std::vector<std::atomic<bool>>(count);
  is_done_elsewhere_ = std::vector<std::atomic<bool>>(count);
  std::future<Order> order;
  if (!target_.virtual_time())
    order = std::async(std::launch::async, [this] { return longest_first(tasks_, failures_); });
  known_ = get_acquainted(target_, plan_, all_stop_.get_token());
  if (order.valid()) order_ = order.get();
}

// The number of a case's Names does not depend on what else is selected, so that a case repeated
// alone uses the same topics.
void RunInProgress::list_tasks() {
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

void RunInProgress::play_all() {
  std::vector<Version> served;
  for (const auto& each : known_.versions)
    if (each.probe.facts.served && (served.empty() || target_.serves_apart()))
      served.push_back(each.probe.facts.version);
  std::optional<Liveness> liveness;
  if (!served.empty() && !target_.virtual_time())
    liveness.emplace(target_, served, Names(plan_.nonce, probe_number, plan_.settings.prefixes),
                     plan_.settings, plan_.profile.restart_limit, stop_,
                     [this] { all_stop_.request_stop(); });

  Liveness* const watch = liveness ? &*liveness : nullptr;
  worlds_ = possible_worlds();
  play_each(watch);
  if (target_.virtual_time()) return;
  if (watch != nullptr) find_who_ends_it(*watch);
  confirm_among_few(watch);
  confirm_elsewhere(watch);
  repeat_all(watch);
}

// Where time costs nothing, each case is done with before the next begins. On a live target most of
// it is spent waiting: all are played plainly before the first is played elsewhere, what lasts
// begins first, and what only needs a processor is done when nothing is left to begin.
void RunInProgress::play_each(Liveness* liveness) {
  if (target_.virtual_time())
    return in_parallel(tasks_.size(), processors(), [&](std::size_t i) {
      play(i, liveness);
      if (!worlds_.empty()) play_elsewhere(i, liveness);
      look_at(i, liveness);
    });
  using Work = void (RunInProgress::*)(std::size_t, Liveness*);
  std::vector<std::pair<Work, std::size_t>> works;
  const auto add = [&](Work work, std::span<const std::size_t> positions) {
    for (const auto i : positions) works.emplace_back(work, i);
  };
  const std::span<const std::size_t> order = order_.positions;
  add(&RunInProgress::play, order);
  if (!worlds_.empty()) add(&RunInProgress::play_elsewhere, order);
  add(&RunInProgress::look_at, order.subspan(order_.lasting));
  add(&RunInProgress::look_at, order.first(order_.lasting));
  pool_.run(works.size(),
            [&](std::size_t i) { (this->*works[i].first)(works[i].second, liveness); });
}

// A failure that is known already is no accusation: there is less to wait for.
Settings RunInProgress::settings_for(std::size_t index) const {
  const auto& known = known_.in(tasks_[index].version);
  auto settings = known.settings;
  if (failures_.fails(tasks_[index]) && !known.resends_late)
    settings.late_limit = std::min(settings.late_limit, 3 * settings.patience);
  return settings;
}

// Never was told from late the first time; then it is enough that it fails again.
Settings RunInProgress::settings_again(std::size_t index, bool failed) const {
  const auto& known = known_.in(tasks_[index].version);
  auto settings = known.settings;
  be_patient(settings);
  if (failed && !known.resends_late) settings.late_limit = known.settings.patience;
  return settings;
}

Settings RunInProgress::settings_elsewhere(std::size_t index, World world,
                                           Patience patience) const {
  auto settings = known_.in(tasks_[index].version).settings;
  // Clients of both versions may be there.
  for (const auto& each : known_.versions) settings.limits.add(each.settings.limits);
  settings.world = world;
  if (patience == Patience::doubled) be_patient(settings);
  return settings;
}

CaseReport RunInProgress::attempt_once(std::size_t index, const std::string& nonce,
                                       const Settings& settings, Liveness* liveness,
                                       const Watch& watch) {
  const auto label = tasks_[index].label();
  if (liveness != nullptr) liveness->begin(label);
  auto report =
      attempt(target_, tasks_[index], nonce, settings, all_stop_.get_token(), liveness, watch);
  if (liveness != nullptr) liveness->end(label);
  return report;
}

CaseReport RunInProgress::attempt_again(std::size_t index, bool failed, const std::string& nonce,
                                        Liveness* liveness, const Watch& watch) {
  const auto settings = settings_again(index, failed);
  auto report = attempt_once(index, apart(nonce), settings, liveness, watch);
  in_turn([&] { follow(report, settings); });
  return report;
}

// What goes wrong is played once more, with more patience: as soon as the first playing has waited
// in vain for what was due, or is known to fail, beside it. It goes on, and tells late from never.
CaseReport RunInProgress::attempt_and_confirm(std::size_t index, const std::string& nonce,
                                              Liveness* liveness) {
  const auto settings = settings_for(index);
  if (target_.virtual_time()) return attempt_once(index, nonce, settings, liveness);
  const auto idle = idling();
  SecondTry beside(pool_, [&] {
    auto report = attempt_again(index, true, nonce, liveness, idle);
    in_turn([&] { attribute(report); });
    return report;
  });
  if (failures_.fails(tasks_[index])) beside.begin();
  auto first =
      attempt_once(index, nonce, settings, liveness, {idle.idles, [&] { beside.begin(); }});
  auto second = beside.take();
  const bool steady = liveness == nullptr || liveness->outages() == 0;
  if (!steady || !is_doubtful(first) || all_stop_.stop_requested()) return first;
  const bool failed = first.result.verdict == Verdict::fail;
  is_attributed_[index] = failed && second;
  if (!failed || !second) second = attempt_again(index, failed, nonce, liveness, idle);
  // What the first had not waited for may be late.
  const auto& other = second->result;
  if (failed && other.verdict == Verdict::fail && other.expected != first.result.expected) {
    is_attributed_[index] = false;
    auto third = attempt_again(index, false, varied(nonce, 1), liveness, idle);
    third.tries += second->tries;
    third.result.duration += other.duration;
    second = std::move(third);
  }
  return confirmed(index, std::move(first), *std::move(second), liveness);
}

CaseReport RunInProgress::confirmed(std::size_t index, CaseReport first, CaseReport second,
                                    Liveness* liveness) {
  const bool steady = liveness == nullptr || liveness->outages() == 0;
  auto both = confirm(std::move(first), std::move(second), steady);
  certainty_[index] = both.acquitted ? Certainty::acquitted : Certainty::confirmed;
  if (both.acquitted) {
    acquitted_any_ = true;
    is_attributed_[index] = false;
  }
  if (both.is_first) in_turn([&] { follow(both.report, settings_for(index)); });
  return std::move(both.report);
}

// Those that the target serves the Clients of.
std::vector<World> RunInProgress::possible_worlds() const {
  using enum circumstances::CircumstanceId;
  const bool topics_are_free = plan_.settings.prefixes.topic == NamePrefixes().topic;
  auto worlds = plan_.worlds;
  for (auto& world : worlds) {
    if (!known_.has_both) world.remove(other_version_neighbour).remove(other_version_partner);
    if (!topics_are_free) world.remove(topics_begin_with_slash);
  }
  return worlds;
}

void RunInProgress::play_elsewhere(std::size_t index, Liveness* liveness) {
  // With what is around the others there is much to do: times are measured before.
  for (const auto i : order_.timed) await(is_done_[i]);
  const auto& task = tasks_[index];
  std::size_t playings = 0;
  const auto play_in = [&](World world, bool again) {
    const auto settings =
        settings_elsewhere(index, world, again ? Patience::doubled : Patience::usual);
    auto report = attempt_once(index, varied(plan_.nonce, ++playings), settings, liveness);
    if (plan_.follows_worlds) follow(report, settings);
    return report;
  };
  // Not to wait for one that takes long. None makes room for others: see above.
  std::optional<std::pair<World, CaseReport>> ahead;
  if (!is_done_[index] && order_.is_long[index] && !failures_.fails(task) &&
      !all_stop_.stop_requested()) {
    const auto world = tried_.without_hopeless(
        circumstances::permitted(worlds_.front(), task.which->name, task.version));
    if (!world.is_plain()) ahead.emplace(world, play_in(world, false));
  }
  await(is_done_[index]);
  if (!all_stop_.stop_requested())
    play_in_worlds(done_[index], worlds_, !target_.virtual_time(), tried_,
                   [&](World world, bool again) {
                     auto report = !ahead || again || ahead->first != world
                                       ? play_in(world, again)
                                       : std::exchange(ahead, std::nullopt)->second;
                     // What may take its place is weighed against the tracker's opinion of it.
                     if (report.result.verdict > done_[index].result.verdict ||
                         report.opinion.explained == judges::Explained::no)
                       follow_plain(index);
                     return report;
                   });
  announce(is_done_elsewhere_[index]);
}

void RunInProgress::follow_plain(std::size_t index) {
  auto& done = done_[index];
  if (was_played_[index] && done.world.is_plain() && !is_followed(done.opinion))
    follow(done, known_.in(tasks_[index].version).settings);
}

// What only needs a processor.
void RunInProgress::look_at(std::size_t index, Liveness* /*liveness*/) {
  await(worlds_.empty() ? is_done_[index] : is_done_elsewhere_[index]);
  in_turn([&] {
    follow_plain(index);
    if (!is_attributed_[index] || !done_[index].world.is_plain()) attribute(done_[index]);
  });
  auto& done = done_[index];
  if (plan_.forget && target_.virtual_time() && !judges::disagree(done.result, done.opinion))
    plan_.forget(done);
}

void RunInProgress::play(std::size_t index, Liveness* liveness) {
  const auto& task = tasks_[index];
  if (auto report = excused(task, known_, plan_)) return store(index, *std::move(report));
  if (all_stop_.stop_requested())
    return store(index, not_played(task, Verdict::not_run,
                                   stop_.stop_requested() ? "the run was interrupted before it"
                                                          : "the target was gone before it"));
  was_played_[index] = true;
  store(index, attempt_and_confirm(index, plan_.nonce, liveness));
}

void RunInProgress::follow(CaseReport& report, const Settings& settings) const {
  // When the nodes of a target know of each other is not for the tracker to say.
  if (target_.nodes() == 1) runner::follow(report, settings, target_.virtual_time());
}

void RunInProgress::attribute(CaseReport& report) const {
  runner::attribute(report, known_, target_.virtual_time());
}

void RunInProgress::store(std::size_t index, CaseReport report) {
  {
    const std::lock_guard lock(mutex_);
    done_[index] = std::move(report);
    if (progress_) progress_(done_[index], ++done_count_, tasks_.size());
  }
  announce(is_done_[index]);
}

void RunInProgress::announce(std::atomic<bool>& done) {
  done = true;
  done.notify_all();
}

// Others may begin meanwhile.
void RunInProgress::await(std::atomic<bool>& done) {
  if (done) return;
  pool_.idle();
  done.wait(false);
  pool_.go_on();
}

// No more threads at a time than there are processors: those that talk to the target come first.
void RunInProgress::in_turn(const std::function<void()>& think) {
  thinking_.acquire();
  think();
  thinking_.release();
}

RunReport run_cases(Target& target, const RunPlan& plan, const Progress& progress,
                    std::stop_token stop) {
  return RunInProgress(target, plan, progress, std::move(stop)).run();
}

}  // namespace mqttspec::conformance::runner
