// A run under way: what it plays, in which order, and what is known so far. Private to the runner.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <semaphore>
#include <stop_token>
#include <vector>

#include "conformance/runner/acquaintance.hpp"
#include "conformance/runner/in_parallel.hpp"
#include "conformance/runner/order.hpp"
#include "conformance/runner/pool.hpp"
#include "conformance/runner/worlds.hpp"

namespace mqttspec::conformance::runner {

using Progress = std::function<void(const report::CaseReport&, std::size_t, std::size_t)>;

/// True if it is to be confirmed before it is stood by.
inline bool is_doubtful(const report::CaseReport& report) {
  const auto verdict = report.result.verdict;
  return verdict == play::Verdict::inconclusive || verdict == play::Verdict::fail;
}

/// Made once for each run.
class RunInProgress {
 public:
  RunInProgress(wire::Target& target, const RunPlan& plan, const Progress& progress,
                std::stop_token stop)
      : target_(target), plan_(plan), progress_(progress), stop_(std::move(stop)) {}

  report::RunReport run();

 private:
  /// How far what a case came to is certain.
  enum class Certainty : std::uint8_t { none, confirmed, acquitted };

  void list_tasks();
  void get_ready();
  void play_all();
  void play_each(Liveness* liveness);
  void play(std::size_t index, Liveness* liveness);
  play::Settings settings_for(std::size_t index) const;
  play::Settings settings_again(std::size_t index, bool failed) const;
  enum class Patience : std::uint8_t { usual, doubled };
  play::Settings settings_elsewhere(std::size_t index, play::World world, Patience patience) const;
  report::CaseReport attempt_once(std::size_t index, const std::string& nonce,
                                  const play::Settings& settings, Liveness* liveness,
                                  const Watch& watch = {});
  report::CaseReport attempt_and_confirm(std::size_t index, const std::string& nonce,
                                         Liveness* liveness);
  report::CaseReport attempt_again(std::size_t index, bool failed, const std::string& nonce,
                                   Liveness* liveness, const Watch& watch = {});
  report::CaseReport confirmed(std::size_t index, report::CaseReport first,
                               report::CaseReport second, Liveness* liveness);
  std::vector<play::World> possible_worlds() const;
  void play_elsewhere(std::size_t index, Liveness* liveness);
  void follow_plain(std::size_t index);
  void look_at(std::size_t index, Liveness* liveness);
  void find_who_ends_it(Liveness& liveness);
  bool may_play_alone();
  void confirm_among_few(Liveness* liveness);
  void confirm_elsewhere(Liveness* liveness);
  bool is_open(std::size_t index, bool steady) const;
  void repeat_all(Liveness* liveness);
  void follow(report::CaseReport& report, const play::Settings& settings) const;
  void attribute(report::CaseReport& report) const;
  void store(std::size_t index, report::CaseReport report);
  static void announce(std::atomic<bool>& done);
  void await(std::atomic<bool>& done);
  void in_turn(const std::function<void()>& think);

  Watch idling() {
    return {[this](bool idles) { idles ? pool_.idle() : pool_.go_on(); }, {}};
  }

  wire::Target& target_;
  const RunPlan& plan_;
  const Progress& progress_;
  std::stop_token stop_;       // from outside
  std::stop_source all_stop_;  // from outside, or because the target is gone
  const KnownFailures failures_{plan_.known};
  Pool pool_{plan_.jobs, plan_.idle_jobs};
  std::counting_semaphore<> thinking_{static_cast<std::ptrdiff_t>(processors())};
  std::vector<Task> tasks_;
  Order order_;
  std::vector<play::World> worlds_;
  TriedCircumstances tried_;
  Acquaintance known_;  // of the target
  std::vector<report::CaseReport> done_;
  std::vector<std::atomic<bool>> is_done_;  // in the plain world
  std::vector<std::atomic<bool>> is_done_elsewhere_;
  std::vector<std::uint8_t> was_played_;  // in the plain world, so that the tracker can follow it
  std::vector<std::uint8_t> is_attributed_;
  std::vector<Certainty> certainty_;
  std::atomic<bool> acquitted_any_ = false;
  std::optional<std::chrono::steady_clock::time_point> alone_since_;
  std::size_t done_count_ = 0;
  std::mutex mutex_;
};

}  // namespace mqttspec::conformance::runner
