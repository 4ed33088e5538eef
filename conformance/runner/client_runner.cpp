// See client_runner.hpp.
#include "conformance/runner/client_runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>

#include "conformance/client_cases/index.hpp"
#include "conformance/judges/client_opinion.hpp"
#include "conformance/runner/again.hpp"
#include "conformance/runner/client_second_look.hpp"
#include "conformance/runner/in_parallel.hpp"
#include "conformance/runner/selection.hpp"
#include "conformance/runner/statements.hpp"
#include "conformance/runner/worlds.hpp"
#include "conformance/subject/in_world.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

using circumstances::CircumstanceId;
using circumstances::World;
using hosting::Visit;
using hosting::VisitSettings;
using subject::Subject;
using subject::Subjects;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view no_web_socket = "the Client is not reached by WebSocket";

bool went_wrong(Verdict verdict) {
  return verdict == Verdict::inconclusive || verdict == Verdict::fail;
}

class ClientRunner {
 public:
  using Progress = std::function<void(const CaseReport&, std::size_t, std::size_t)>;

  ClientRunner(Subjects& subjects, const ClientRunPlan& plan, const Progress& progress,
               const std::stop_token& stop)
      : subjects_(subjects), plan_(plan), progress_(progress), stop_(stop) {}

  RunReport run();

 private:
  void get_acquainted();
  void play_all();
  void play(std::size_t index);
  CaseReport played(CaseReport report);
  CaseReport attempt(const CaseReport& task, const VisitSettings& settings, World world = {});
  CaseReport confirmed(CaseReport first);
  void play_elsewhere(std::size_t index);
  void repeat_all();

  Subjects& subjects_;
  const ClientRunPlan& plan_;
  const Progress& progress_;
  const std::stop_token& stop_;
  RunReport report_;
  std::vector<CaseReport> tasks_;  // the cases before they are played
  std::vector<Version> served_;
  bool is_driven_ = false;
  bool by_web_socket_ = false;
  TriedCircumstances tried_;
  std::vector<std::atomic<bool>> is_done_;  // in the plain world
  std::size_t jobs_ = 1;
  std::mutex mutex_;
  std::size_t done_ = 0;
};

void ClientRunner::get_acquainted() {
  auto first = subjects_.start();
  if (!first) {
    report_.unusable = first.error();
    report_.complete = false;
    return;
  }
  is_driven_ = (*first)->abilities(Version::v3_1_1) != nullptr ||
               (*first)->abilities(Version::v5_0) != nullptr;
  by_web_socket_ = (*first)->by_web_socket();
  for (const auto version : plan_.versions) {
    const bool served = !is_driven_ || (*first)->abilities(version) != nullptr;
    if (served) served_.push_back(version);
    report_.facts.push_back({version, served,
                             !is_driven_ ? "no driver: what its packets show is judged"
                             : served    ? "its driver serves it"
                                         : "its driver does not serve it"});
  }
}

RunReport ClientRunner::run() {
  const auto begin = Clock::now();
  report_.target = subjects_.name();
  report_.exclusions = plan_.exclude;
  get_acquainted();
  for (const auto& [group, which] : select_client_cases(plan_.select))
    for (const auto version : plan_.versions)
      if (which->runs_in(version)) report_.cases.push_back({which, group->section, version});
  tasks_ = report_.cases;
  if (report_.unusable.empty())
    play_all();
  else
    for (auto& each : report_.cases) each.result.explanation = report_.unusable;
  report_.statements = judge_statements(report_.cases, plan_.versions, Actor::client);
  if (stop_.stop_requested()) {
    report_.complete = false;
    report_.cut_short = "interrupted";
  }
  report_.duration = static_cast<wire::Time>(
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count());
  return std::move(report_);
}

// With live Clients most of the time is spent waiting: all cases are played plainly before the
// first is played elsewhere, and what takes long is played in both worlds at once.
void ClientRunner::play_all() {
  const auto count = report_.cases.size();
  is_done_ = std::vector<std::atomic<bool>>(count);
  jobs_ = subjects_.virtual_time() ? processors() : plan_.jobs;
  // Who is not driven connects as it likes, in one world.
  const bool elsewhere = is_driven_ && !plan_.worlds.empty();
  if (subjects_.virtual_time())
    in_parallel(count, jobs_, [&](std::size_t i) {
      play(i);
      if (elsewhere) play_elsewhere(i);
    });
  else
    in_parallel(elsewhere ? 2 * count : count, jobs_, [&](std::size_t i) {
      if (i < count)
        play(i);
      else
        play_elsewhere(i - count);
    });
  repeat_all();
  const bool all = plan_.select.empty() && plan_.exclude.empty();
  take_second_look(report_.cases, subjects_.virtual_time(), all ? Played::all : Played::some,
                   stop_);
}

void ClientRunner::play(std::size_t index) {
  auto report = played(tasks_[index]);
  {
    const std::lock_guard lock(mutex_);
    report_.cases[index] = std::move(report);
    if (progress_) progress_(report_.cases[index], ++done_, report_.cases.size());
  }
  is_done_[index] = true;
  is_done_[index].notify_all();
}

CaseReport ClientRunner::played(CaseReport report) {
  const auto without = [&](Verdict verdict, std::string_view why) {
    report.result.verdict = verdict;
    report.result.explanation = why;
    return report;
  };
  const auto& which = *report.which;
  if (std::ranges::find(served_, report.version) == served_.end())
    return without(Verdict::declined, "its driver does not serve this version");
  if (contains(which.needs, Need::web_socket) && !by_web_socket_)
    return without(Verdict::declined, no_web_socket);
  if (stop_.stop_requested()) return without(Verdict::not_run, "the run was interrupted before it");
  for (const auto& [pattern, reason] : plan_.exclude)
    if (selects(pattern, {report.section, {}, {}}, which))
      return without(Verdict::not_run, "excluded: " + reason);
  report = confirmed(attempt(report, plan_.settings));
  report.ends_target = report.result.target_gone;
  return report;
}

CaseReport ClientRunner::attempt(const CaseReport& task, const VisitSettings& settings,
                                 World world) {
  CaseReport report{task.which, task.section, task.version};
  const auto client = subjects_.start();
  if (client) {
    report.result = visit_client(*task.which, **client, task.version, settings, world);
    report.opinion =
        judges::client_opinion(report.result, {task.version, subjects_.virtual_time()});
  } else {
    report.result.verdict = Verdict::inconclusive;
    report.result.expected = "a Client that starts";
    report.result.actual = client.error();
  }
  return report;
}

// A machine under load must not be held against a Client: what went wrong is played once more at
// once, with more patience.
CaseReport ClientRunner::confirmed(CaseReport first) {
  if (subjects_.virtual_time() || !went_wrong(first.result.verdict) || stop_.stop_requested())
    return first;
  auto settings = plan_.settings;
  settings.patience *= 2;
  auto second = attempt(first, settings);
  return confirm(std::move(first), std::move(second), true).report;
}

void ClientRunner::play_elsewhere(std::size_t index) {
  const auto& task = tasks_[index];
  const auto play_in = [&](World world, bool again) {
    auto settings = plan_.settings;
    if (again) settings.patience *= 2;
    return attempt(task, settings, world);
  };
  // Not to wait for one that takes long.
  std::optional<std::pair<World, CaseReport>> ahead;
  if (!is_done_[index] && !stop_.stop_requested()) {
    const auto world = tried_.without_hopeless(
        circumstances::permitted(plan_.worlds.front(), task.which->name, task.version));
    if (!world.is_plain()) ahead.emplace(world, play_in(world, false));
  }
  is_done_[index].wait(false);
  if (stop_.stop_requested()) return;
  play_in_worlds(report_.cases[index], plan_.worlds, !subjects_.virtual_time(), tried_,
                 [&](World world, bool again) {
                   if (!ahead || again || ahead->first != world) return play_in(world, again);
                   return std::exchange(ahead, std::nullopt)->second;
                 });
}

void ClientRunner::repeat_all() {
  for (unsigned round = 1; round < plan_.repeat && !stop_.stop_requested(); ++round)
    in_parallel(report_.cases.size(), jobs_, [&](std::size_t i) {
      auto& all = report_.cases[i];
      if (all.result.verdict <= Verdict::declined || !all.world.is_plain()) return;
      auto latest = confirmed(attempt(all, plan_.settings));
      if (!stop_.stop_requested()) add_playing(all, std::move(latest));
    });
}

}  // namespace

std::vector<std::pair<const CaseGroup*, const Case*>> select_client_cases(
    std::span<const std::string> select) {
  return select_cases(client_cases::case_groups(), select);
}

RunReport run_client_cases(
    Subjects& subjects, const ClientRunPlan& plan,
    const std::function<void(const CaseReport&, std::size_t, std::size_t)>& progress,
    std::stop_token stop) {
  return ClientRunner(subjects, plan, progress, stop).run();
}

namespace {

CaseResult visit(const Case& which, Subject& subject, Version version,
                 const VisitSettings& settings) {
  Visit visit(subject, version, settings);
  try {
    if (contains(which.needs, Need::web_socket) && !subject.by_web_socket())
      visit.decline(no_web_socket);
    std::get<void (*)(Visit&)>(which.body)(visit);
  } catch (const hosting::VisitOver&) {
    // The result says how.
  }
  return visit.finish();
}

CaseResult visit_in_world(const Case& which, Subject& subject, Version version,
                          const VisitSettings& settings, World world) {
  if (world.is_plain()) return visit(which, subject, version, settings);
  subject::SubjectInWorld there(subject, world, version, settings.patience);
  const int times_before = world.has(CircumstanceId::tenth_time)    ? 9
                           : world.has(CircumstanceId::second_time) ? 1
                                                                    : 0;
  for (int i = 0; i < times_before; ++i) {
    (void)visit(which, there, version, settings);
    there.begin_again();
  }
  return visit(which, there, version, settings);
}

}  // namespace

CaseResult visit_client(const Case& which, Subject& subject, Version version,
                        const VisitSettings& settings, World world) {
  CaseResult result;
  try {
    result = visit_in_world(which, subject, version, settings, world);
  } catch (const subject::NotApplicable& exception) {
    result.verdict = Verdict::inconclusive;
    result.explanation = exception.reason;
  } catch (const std::exception& exception) {
    result.verdict = Verdict::error;
    result.expected = "a case that comes to a conclusion";
    result.actual = std::string("exception: ") + exception.what();
  }
  result.world = world;
  return result;
}

}  // namespace mqttspec::conformance::runner
