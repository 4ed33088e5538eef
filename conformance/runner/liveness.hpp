// Watches whether the target is still there while cases run, so that a dead one is noticed once and
// not by every case anew.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::runner {

/// Used by many threads.
class Liveness {
 public:
  /// `versions`: one that the target serves, or all that it serves apart; a target that ended has
  /// `restart_limit` milliseconds to come back, for one that is restarted from outside, and one
  /// that lets Clients wait at least the late limit of the settings; `on_loss` is called once, when
  /// it is found to be gone. Settings and target have to outlive this.
  Liveness(wire::Target& target, std::vector<Version> versions, const play::Names& names,
           const play::Settings& settings, play::Time restart_limit, std::stop_token stop,
           std::function<void()> on_loss);

  void begin(const std::string& label);
  void end(const std::string& label);
  /// Asks the target, unless that was done after `since`. False if it is gone. If it was away and
  /// has come back, the cases that ran are suspected of having ended it.
  bool ask(std::chrono::steady_clock::time_point since);
  /// What is known of a target that is gone: why, and what ran when that was noticed.
  struct Loss {
    std::string reason;
    std::set<std::string> running;
  };
  std::optional<Loss> loss() const;
  /// How often the target was found to be unreachable.
  unsigned outages() const { return outages_; }
  /// True if each of a few clients at a time is accepted: a target may serve some and no others.
  bool serves_everybody();
  /// The labels of the cases that are suspected; none afterwards.
  std::set<std::string> take_suspects();

 private:
  enum class Answer : std::uint8_t { prompt, after_an_outage, none };
  Answer answer(std::string& reason);

  wire::Target& target_;
  std::vector<Version> versions_;
  play::Names names_;
  const play::Settings& settings_;
  play::Time restart_limit_;
  std::stop_token stop_;
  std::function<void()> on_loss_;
  std::atomic<unsigned> outages_ = 0;
  std::mutex asking_;  // held while the target is asked
  mutable std::mutex mutex_;
  std::multiset<std::string> running_;  // a case may be played twice at a time
  std::set<std::string> suspects_;
  std::optional<Loss> loss_;
  std::chrono::steady_clock::time_point last_answer_{};
};

}  // namespace mqttspec::conformance::runner
