// Playing a case, confirming what is unexplained, and judging cases that did not end by themselves.
#include "conformance/runner/attempt.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/runner/runner.hpp"
#include "conformance/wire/guard.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;
using namespace wire;

namespace {

// Milliseconds that any case may take beyond some patience; timed ones take half a minute.
constexpr Time case_limit = 300'000;
constexpr Time patiences = 20;
// Events of a trace that are kept, at its beginning and as many at its end.
constexpr std::size_t kept_events = 1'000;
// Higher than the number of any case.
constexpr unsigned other_names = 20'000;

void add_explanation(CaseResult& result, std::string_view text) {
  if (!result.explanation.empty()) result.explanation += "\n";
  result.explanation += text;
}

// A peer that floods must not fill the memory with what it sent.
void shorten(CaseResult& result) {
  auto& trace = result.trace;
  if (trace.size() <= 2 * kept_events) return;
  const auto cut = trace.size() - 2 * kept_events;
  const auto first = trace.begin() + kept_events;
  trace.erase(first, first + static_cast<std::ptrdiff_t>(cut));
  if (auto& decisive = result.decisive_event; decisive && *decisive >= kept_events)
    decisive = std::max(*decisive, cut + kept_events) - cut;
  add_explanation(result, fmt::format("{} events in the middle of the trace are left out", cut));
}

// What was concluded after the end from outside is not worth anything.
void settle(CaseResult& result, GuardedNetwork::End end) {
  if (end == GuardedNetwork::End::none) return;
  result.judgements.clear();
  result.expected = "the case comes to its end";
  result.decisive_event.reset();
  result.unexplained_close = false;
  const bool stopped = end == GuardedNetwork::End::stopped;
  result.verdict = stopped ? Verdict::not_run : Verdict::inconclusive;
  result.actual = stopped ? "the run was cut short while it ran"
                          : fmt::format("it ran for {} s", result.duration / 1000);
}

// The target ended and was started again meanwhile, perhaps by another case: what it owed is lost.
void acquit(CaseResult& result) {
  if (result.verdict < Verdict::warn || result.verdict == Verdict::error) return;
  result.verdict = Verdict::inconclusive;
  result.actual += "; the target ended meanwhile";
  for (auto& each : result.judgements)
    if (each.verdict > StatementVerdict::satisfied) each.verdict = StatementVerdict::undecided;
}

// The target is gone. If only this case ran, it is the one that it died of.
void blame(CaseResult& result, const Liveness::Loss& loss, const std::string& label) {
  if (!loss.running.contains(label)) return;
  std::string others;
  for (const auto& other : loss.running)
    if (other != label && others.size() < 300) others += (others.empty() ? "" : ", ") + other;
  add_explanation(result, fmt::format("the target was gone after this case ({}){}{}", loss.reason,
                                      others.empty() ? "" : "; at the same time ran ", others));
  const auto verdict = others.empty() ? Verdict::fail : Verdict::inconclusive;
  const bool ended_well = result.verdict >= Verdict::note && result.verdict <= Verdict::warn;
  if (result.verdict >= verdict || (ended_well && !others.empty())) return;
  result.verdict = verdict;
  result.expected = "the target goes on serving";
  result.actual = loss.reason;
}

}  // namespace

std::string Task::label() const { return fmt::format("{} [{}]", which->name, to_string(version)); }

CaseReport attempt(Target& target, const Task& task, std::string_view nonce,
                   const Settings& settings, const std::stop_token& stop, Liveness* liveness,
                   const Watch& watch) {
  CaseReport report{task.which, task.group->section, task.version, {}, 0};
  auto& result = report.result;
  const unsigned outages = liveness != nullptr ? liveness->outages() : 0;
  bool hung_up = true;  // in every try
  bool again = true;
  while (again && report.tries < most_tries && !stop.stop_requested()) {
    const auto network = target.network();
    GuardedNetwork guard(*network, target.virtual_time(), stop,
                         case_limit + patiences * settings.patience);
    const auto number = task.number + report.tries++;
    const Names names(nonce, number, settings.prefixes, settings.world);
    const Names others(nonce, number + other_names, settings.prefixes, settings.world);
    WatchedNetwork watched(guard, watch);
    auto latest = run_case(*task.which, watched, task.version, names, settings, &others);
    settle(latest, guard.end());
    shorten(latest);
    latest.duration += result.duration;
    const bool ended_well = latest.verdict < Verdict::inconclusive;
    const bool unreachable = !ended_well && !guard.connect_failure().empty();
    hung_up = hung_up && latest.unexplained_close;
    again = latest.unexplained_close || unreachable;
    result = std::move(latest);
    if (liveness != nullptr && !ended_well && guard.end() == GuardedNetwork::End::none &&
        !liveness->ask(std::chrono::steady_clock::now()))
      break;
  }
  if (report.tries == 0) settle(result, GuardedNetwork::End::stopped);
  if (hung_up && report.tries == most_tries) {
    result.blame_closing();
    add_explanation(result, fmt::format("hung up in {} of {} tries", most_tries, most_tries));
  }
  report.met_outage = liveness != nullptr && liveness->outages() != outages;
  if (liveness == nullptr) return report;
  if (report.met_outage) acquit(result);
  if (const auto loss = liveness->loss()) blame(result, *loss, task.label());
  return report;
}

void follow(CaseReport& report, const Settings& settings, bool virtual_time) {
  if (!report.met_outage)
    report.opinion =
        judges::second_opinion(report.result, {report.version, settings, virtual_time});
}

}  // namespace mqttspec::conformance::runner
