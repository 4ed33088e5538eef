// The pool of threads that plays cases, and what becomes of those that are not played.
#include "conformance/runner/runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>

#include "conformance/cases/index.hpp"
#include "conformance/runner/attempt.hpp"
#include "conformance/runner/probe.hpp"
#include "conformance/runner/statements.hpp"
#include "conformance/wire/guard.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;
using namespace wire;

namespace {

using Clock = std::chrono::steady_clock;
using Progress = std::function<void(const CaseReport&, std::size_t, std::size_t)>;

constexpr Time probe_limit = 60'000;
constexpr std::size_t few = 16;       // cases at a time when they are played again
constexpr unsigned probe_number = 0;  // of Names; those of cases begin at 1

class Runner {
 public:
  Runner(Target& target, const RunPlan& plan, const Progress& progress, std::stop_token stop)
      : target_(target), plan_(plan), progress_(progress), stop_(std::move(stop)) {}

  RunReport run();

 private:
  void list_tasks();
  Probe ask(Version version);
  void ask_all();
  void play_all();
  void play(std::size_t index, Liveness* liveness);
  void work_off(std::size_t count, std::size_t jobs, const std::function<void(std::size_t)>& work);
  void confirm_all(Liveness* liveness);
  void confirm(std::size_t index, Liveness* liveness);
  /// Why a task is not played, with the verdict that it has then.
  std::optional<CaseReport> excused(const Task& task) const;
  CaseReport not_played(const Task& task, Verdict verdict, std::string_view reason) const;
  void store(std::size_t index, CaseReport report);

  Target& target_;
  const RunPlan& plan_;
  const Progress& progress_;
  std::stop_token stop_;       // from outside
  std::stop_source all_stop_;  // from outside, or because the target is gone
  std::vector<Task> tasks_;
  std::vector<Probe> probes_;
  std::vector<std::optional<CaseReport>> done_;
  std::size_t done_count_ = 0;
  std::mutex mutex_;
};

RunReport Runner::run() {
  const auto begin = Clock::now();
  const std::stop_callback pass_on(stop_, [this] { all_stop_.request_stop(); });
  RunReport report;
  report.target = target_.name();
  list_tasks();
  done_.resize(tasks_.size());
  ask_all();
  for (const auto& each : probes_) report.facts.push_back(each.facts);
  play_all();
  for (auto& each : done_) report.cases.push_back(*std::move(each));
  report.statements = judge_statements(report.cases, plan_.versions);
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

Probe Runner::ask(Version version) {
  const auto network = target_.network();
  GuardedNetwork guard(*network, target_.virtual_time(), all_stop_.get_token(), probe_limit);
  const Names names(plan_.nonce, probe_number);
  return probe(guard, version, names, plan_.settings, "probe");
}

void Runner::ask_all() {
  for (const Version version : plan_.versions) {
    auto probed = ask(version);
    // Once more: a hurried or restarting target is not one that lacks the version.
    if (probed.answer != Probe::Answer::accepted && probed.answer != Probe::Answer::refused)
      probed = ask(version);
    probes_.push_back(std::move(probed));
  }
}

void Runner::play_all() {
  const auto served =
      std::ranges::find(probes_, true, [](const Probe& each) { return each.facts.served; });
  std::optional<Liveness> liveness;
  if (served != probes_.end() && !target_.virtual_time())
    liveness.emplace(target_, served->facts.version, Names(plan_.nonce, probe_number),
                     plan_.settings, stop_, [this] { all_stop_.request_stop(); });

  const auto jobs =
      target_.virtual_time() ? std::max(1U, std::thread::hardware_concurrency()) : plan_.jobs;
  Liveness* const watch = liveness ? &*liveness : nullptr;
  work_off(tasks_.size(), jobs, [&](std::size_t index) { play(index, watch); });
  if (!target_.virtual_time()) confirm_all(watch);
}

void Runner::work_off(std::size_t count, std::size_t jobs,
                      const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> pool;
  while (pool.size() < std::min(std::max<std::size_t>(1, jobs), count))
    pool.emplace_back([&] {
      for (std::size_t index; (index = next++) < count;) work(index);
    });
}

// What went wrong among many cases at once is played once more among few, with more patience: a
// target or a machine under load must not be accused.
void Runner::confirm_all(Liveness* liveness) {
  std::vector<std::size_t> doubtful;
  for (std::size_t i = 0; i < tasks_.size(); ++i) {
    const auto verdict = done_[i]->result.verdict;
    if (verdict == Verdict::inconclusive || verdict == Verdict::fail) doubtful.push_back(i);
  }
  work_off(doubtful.size(), few, [&](std::size_t i) { confirm(doubtful[i], liveness); });
}

// What must not be sent and was sent is not undone by a time when it was not.
bool was_seen(const CaseResult& result) {
  return std::ranges::any_of(result.judgements, [](const Judgement& each) {
    return each.seen && each.verdict == StatementVerdict::violated;
  });
}

void Runner::confirm(std::size_t index, Liveness* liveness) {
  if (all_stop_.stop_requested()) return;
  auto settings = plan_.settings;
  settings.patience *= 2;
  // Never was told from late the first time; now it is enough that it fails again.
  if (done_[index]->result.verdict == Verdict::fail) settings.late_limit = settings.patience;
  const std::string other_nonce(plan_.nonce.rbegin(), plan_.nonce.rend());
  auto& first = *done_[index];
  if (liveness != nullptr) liveness->begin(tasks_[index].label());
  auto second =
      attempt(target_, tasks_[index], other_nonce, settings, all_stop_.get_token(), liveness);
  if (liveness != nullptr) liveness->end(tasks_[index].label());
  second.tries += first.tries;
  const bool acquitted =
      first.result.verdict == Verdict::fail && second.result.verdict < Verdict::fail;
  if (acquitted && was_seen(first.result)) {
    first.tries = second.tries;
    first.result.actual += " (1 of 2 tries)";
    return;
  }
  if (acquitted) {
    second.result.verdict = Verdict::inconclusive;
    for (auto& check : second.result.judgements) check.verdict = StatementVerdict::undecided;
    second.result.expected = first.result.expected;
    second.result.actual = first.result.actual + ", but not when it was played again";
  }
  first = std::move(second);
}

void Runner::play(std::size_t index, Liveness* liveness) {
  const auto& task = tasks_[index];
  if (auto report = excused(task)) return store(index, *std::move(report));
  const auto stop = all_stop_.get_token();
  if (stop.stop_requested())
    return store(index, not_played(task, Verdict::not_run,
                                   stop_.stop_requested() ? "the run was interrupted before it"
                                                          : "the target was gone before it"));
  if (liveness != nullptr) liveness->begin(task.label());
  auto report = attempt(target_, task, plan_.nonce, plan_.settings, stop, liveness);
  if (liveness != nullptr) liveness->end(task.label());
  store(index, std::move(report));
}

std::optional<CaseReport> Runner::excused(const Task& task) const {
  const auto of_version = [&](const Probe& each) { return each.facts.version == task.version; };
  const auto& probed = *std::ranges::find_if(probes_, of_version);
  const bool any = std::ranges::any_of(probes_, [](const Probe& each) {
    return each.facts.served || each.answer == Probe::Answer::refused;
  });
  if (!probed.facts.served) {
    // Only a target that speaks MQTT can say that it lacks something.
    const auto verdict = any ? Verdict::declined : Verdict::not_run;
    return not_played(task, verdict, probed.facts.evidence);
  }
  const auto lacked = static_cast<Need>(static_cast<unsigned>(probed.facts.lacks) &
                                        static_cast<unsigned>(task.which->needs));
  if (lacked == Need::nothing) return std::nullopt;
  return not_played(task, Verdict::declined, probed.facts.evidence);
}

CaseReport Runner::not_played(const Task& task, Verdict verdict, std::string_view reason) const {
  CaseReport report{task.which, task.group->section, task.version, {}, 1, News::none, ""};
  report.result.verdict = verdict;
  report.result.explanation = reason;
  return report;
}

void Runner::store(std::size_t index, CaseReport report) {
  const std::lock_guard lock(mutex_);
  done_[index] = std::move(report);
  if (progress_) progress_(*done_[index], ++done_count_, tasks_.size());
}

}  // namespace

RunReport run_cases(Target& target, const RunPlan& plan, const Progress& progress,
                    std::stop_token stop) {
  return Runner(target, plan, progress, std::move(stop)).run();
}

CaseResult run_case(const Case& which, Network& network, Version version, const Names& names,
                    const Settings& settings) {
  std::string failure;
  CaseResult result;
  try {
    Run run(network, version, names, settings);
    try {
      which.body(run);
    } catch (const CaseOver&) {
      // The result says how.
    } catch (const std::exception& exception) {
      failure = exception.what();
    }
    result = run.finish();
  } catch (const std::exception& exception) {
    failure = exception.what();
  }
  if (!failure.empty()) {
    result.verdict = Verdict::error;
    result.expected = "a case that comes to a conclusion";
    result.actual = "exception: " + failure;
  }
  return result;
}

}  // namespace mqttspec::conformance::runner
