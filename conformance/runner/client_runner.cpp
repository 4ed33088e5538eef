// See client_runner.hpp.
#include "conformance/runner/client_runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <mutex>

#include "conformance/client_cases/index.hpp"
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
  void get_acquainted(RunReport& report);
  CaseReport play(const CaseReport& task);
  CaseResult attempt(const CaseReport& task, const VisitSettings& settings, World world = {});
  void play_elsewhere(CaseReport& done);
  CaseReport confirmed(CaseReport first);
  void store(CaseReport& place, CaseReport report);

  Subjects& subjects_;
  const ClientRunPlan& plan_;
  const Progress& progress_;
  const std::stop_token& stop_;
  std::vector<Version> served_;
  bool is_driven_ = false;
  bool by_web_socket_ = false;
  TriedCircumstances tried_;
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::size_t all_ = 0;
};

void ClientRunner::get_acquainted(RunReport& report) {
  auto first = subjects_.start();
  if (!first) {
    report.unusable = first.error();
    report.complete = false;
    return;
  }
  is_driven_ = (*first)->abilities(Version::v3_1_1) != nullptr ||
               (*first)->abilities(Version::v5_0) != nullptr;
  by_web_socket_ = (*first)->by_web_socket();
  for (const auto version : plan_.versions) {
    const bool served = !is_driven_ || (*first)->abilities(version) != nullptr;
    if (served) served_.push_back(version);
    report.facts.push_back({version, served,
                            !is_driven_ ? "no driver: what its packets show is judged"
                            : served    ? "its driver serves it"
                                        : "its driver does not serve it"});
  }
}

RunReport ClientRunner::run() {
  const auto begin = Clock::now();
  RunReport report;
  report.target = subjects_.name();
  report.exclusions = plan_.exclude;
  get_acquainted(report);
  for (const auto& [group, which] : select_client_cases(plan_.select))
    for (const auto version : plan_.versions)
      if (which->runs_in(version)) report.cases.push_back({which, group->section, version});
  all_ = report.cases.size();
  const auto jobs = subjects_.virtual_time() ? processors() : plan_.jobs;
  in_parallel(all_, jobs, [&](std::size_t i) {
    auto& place = report.cases[i];
    if (!report.unusable.empty()) {
      place.result.explanation = report.unusable;
      return;
    }
    store(place, play(place));
  });
  report.statements = judge_statements(report.cases, plan_.versions, Actor::client);
  if (stop_.stop_requested()) {
    report.complete = false;
    report.cut_short = "interrupted";
  }
  report.duration = static_cast<wire::Time>(
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count());
  return report;
}

CaseReport ClientRunner::play(const CaseReport& task) {
  CaseReport report{task.which, task.section, task.version};
  const auto without = [&](Verdict verdict, std::string_view why) {
    report.result.verdict = verdict;
    report.result.explanation = why;
    return report;
  };
  if (std::ranges::find(served_, task.version) == served_.end())
    return without(Verdict::declined, "its driver does not serve this version");
  if (contains(task.which->needs, Need::web_socket) && !by_web_socket_)
    return without(Verdict::declined, no_web_socket);
  if (stop_.stop_requested()) return without(Verdict::not_run, "the run was interrupted before it");
  for (const auto& [pattern, reason] : plan_.exclude)
    if (selects(pattern, {task.section, {}, {}}, *task.which))
      return without(Verdict::not_run, "excluded: " + reason);
  report.result = attempt(task, plan_.settings);
  if (!subjects_.virtual_time() && went_wrong(report.result.verdict))
    report = confirmed(std::move(report));
  report.ends_target = report.result.target_gone;
  play_elsewhere(report);
  for (unsigned round = 1; round < plan_.repeat && !stop_.stop_requested(); ++round) {
    if (round == 1) report.playings.push_back(report.result.verdict);
    report.playings.push_back(attempt(task, plan_.settings).verdict);
  }
  return report;
}

// Who is not driven connects as it likes, in one world.
void ClientRunner::play_elsewhere(CaseReport& done) {
  if (!is_driven_ || stop_.stop_requested()) return;
  play_in_worlds(done, plan_.worlds, !subjects_.virtual_time(), tried_,
                 [&](World world, bool again) {
                   CaseReport report{done.which, done.section, done.version};
                   auto settings = plan_.settings;
                   if (again) settings.patience *= 2;
                   report.result = attempt(done, settings, world);
                   return report;
                 });
}

CaseResult ClientRunner::attempt(const CaseReport& task, const VisitSettings& settings,
                                 World world) {
  auto client = subjects_.start();
  if (client) return visit_client(*task.which, **client, task.version, settings, world);
  CaseResult result;
  result.verdict = Verdict::inconclusive;
  result.expected = "a Client that starts";
  result.actual = client.error();
  return result;
}

// A machine under load must not be held against a Client.
CaseReport ClientRunner::confirmed(CaseReport first) {
  if (stop_.stop_requested()) return first;
  auto settings = plan_.settings;
  settings.patience *= 2;
  auto second = first;
  second.result = attempt(first, settings);
  second.tries = first.tries + 1;
  if (first.result.verdict == Verdict::fail && second.result.verdict < Verdict::fail) {
    second.result.verdict = Verdict::inconclusive;
    for (auto& each : second.result.judgements) each.verdict = StatementVerdict::undecided;
    second.result.expected = first.result.expected;
    second.result.actual = first.result.actual + ", but not when it was played again";
  }
  return second;
}

void ClientRunner::store(CaseReport& place, CaseReport report) {
  const std::lock_guard lock(mutex_);
  place = std::move(report);
  if (progress_) progress_(place, ++done_, all_);
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
