// What is played when all cases have been: to find the one that the target does not survive, to
// confirm what is in doubt, and as often as was asked for.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/runner/again.hpp"
#include "conformance/runner/nonce.hpp"
#include "conformance/runner/run_in_progress.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace report;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t few = 16;  // cases at a time on a target that showed that many are too many
// For all that is played alone: a target that ends again and again would have it go on for hours.
constexpr std::chrono::minutes time_alone{5};

// Nothing else was played, so that the case is the one that the target did not survive.
void blame_alone(CaseResult& result, std::string_view actual) {
  result.verdict = Verdict::fail;
  result.judgements.clear();
  result.expected = "the target goes on serving";
  result.actual = actual;
}

}  // namespace

// True as long as there is time to play cases one after the other.
bool RunInProgress::may_play_alone() {
  const auto now = Clock::now();
  if (!alone_since_) alone_since_ = now;
  return now - *alone_since_ < time_alone && !all_stop_.stop_requested();
}

// The target ended, or serves some clients no longer, while several cases ran: each is played
// alone, and the one that it ends in again is to blame.
void RunInProgress::find_who_ends_it(Liveness& liveness) {
  const auto suspects = liveness.take_suspects();
  std::string_view obstacle;
  for (std::size_t i = 0; i < tasks_.size() && !all_stop_.stop_requested(); ++i) {
    auto& done = done_[i];
    if (!done.result.target_gone && !suspects.contains(tasks_[i].label())) continue;
    if (obstacle.empty() && !may_play_alone())
      obstacle = "the target was gone, and there was no time to play this case alone";
    if (obstacle.empty() && !liveness.serves_everybody())
      obstacle = "the target did not accept everybody any more before this case was played alone";
    if (!obstacle.empty()) {
      if (done.result.target_gone) done.result.actual = obstacle;
      continue;
    }
    auto report =
        attempt_once(i, apart(plan_.nonce), known_.in(tasks_[i].version).settings, &liveness);
    follow(report, known_.in(tasks_[i].version).settings);
    const bool answers = liveness.ask(Clock::now()) && liveness.serves_everybody();
    report.tries += done.tries;
    report.result.duration += done.result.duration;
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

// True if what came of a case is to be confirmed yet.
bool RunInProgress::is_open(std::size_t index, bool steady) const {
  const auto& done = done_[index];
  if (!is_doubtful(done) || !done.world.is_plain()) return false;
  switch (certainty_[index]) {
    case Certainty::none:
      return true;
    // A target that took back what another case found may have had too much to do.
    case Certainty::confirmed:
      return acquitted_any_;
    // What was seen at one of two times was stood by before it was known that the target ends now
    // and then, and forgets.
    case Certainty::acquitted:
      return !steady && done.result.verdict == Verdict::fail;
  }
  return false;
}

// A target or a machine under load must not be accused.
void RunInProgress::confirm_among_few(Liveness* liveness) {
  std::vector<std::size_t> open;
  // Where the target ends now and then, each is played alone.
  const bool alone = liveness != nullptr && liveness->outages() > 0;
  for (std::size_t i = 0; i < tasks_.size(); ++i)
    if (is_open(i, !alone)) open.push_back(i);
  const auto jobs = alone ? 1 : std::min<std::size_t>(few, plan_.jobs);
  in_parallel(open.size(), jobs, [&](std::size_t position) {
    const auto i = open[position];
    auto& done = done_[i];
    if (all_stop_.stop_requested() || done.ends_target) return;
    if (alone && !may_play_alone()) return leave_open(done);
    // What was played once, on a target that ended meanwhile perhaps, has not told late from never.
    const bool never_came =
        certainty_[i] == Certainty::confirmed && done.result.verdict == Verdict::fail;
    auto second = attempt_again(i, never_came, plan_.nonce, liveness);
    done = confirmed(i, std::move(done), std::move(second), liveness);
    if (alone && done.met_outage && !done.ends_target && !all_stop_.stop_requested()) {
      done.ends_target = true;
      blame_alone(done.result, "it ended while this case alone was played");
    }
    attribute(done);
  });
}

// What is only missing in another world may be missing for want of room beside all the others.
void RunInProgress::confirm_elsewhere(Liveness* liveness) {
  for (std::size_t i = 0; i < tasks_.size() && !all_stop_.stop_requested(); ++i) {
    auto& done = done_[i];
    const bool failed = done.result.verdict == Verdict::fail;
    const bool steady = liveness == nullptr || liveness->outages() == 0;
    if (!failed || done.world.is_plain() || (was_seen(done.result) && steady) || done.ends_target)
      continue;
    std::string_view doubt = "there was no time to play it there alone";
    if (may_play_alone()) {
      const auto alone = attempt_once(
          i, apart(plan_.nonce), settings_elsewhere(i, done.world, Patience::doubled), liveness);
      doubt = alone.result.verdict == Verdict::fail ? "" : "not when it was played there alone";
      done.tries += alone.tries;
      done.result.duration += alone.result.duration;
    }
    if (!doubt.empty() && !all_stop_.stop_requested())
      return_to_plain(
          done, fmt::format("beside others it came to this in another world, but {}: {}", doubt,
                            done.result.actual));
  }
}

void RunInProgress::repeat_all(Liveness* liveness) {
  for (unsigned round = 1; round < plan_.repeat && !all_stop_.stop_requested(); ++round) {
    const auto nonce = varied(plan_.nonce, round);
    pool_.run(tasks_.size(), [&](std::size_t i) {
      auto& all = done_[i];
      if (all.result.verdict <= Verdict::declined || all.ends_target || !all.world.is_plain())
        return;
      auto latest = attempt_and_confirm(i, nonce, liveness);
      in_turn([&] { follow(latest, known_.in(tasks_[i].version).settings); });
      if (!all_stop_.stop_requested()) add_playing(all, std::move(latest));
    });
  }
}

}  // namespace mqttspec::conformance::runner
