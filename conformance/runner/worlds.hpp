// The other worlds of a case: it is played in each of them, and where it comes to something worse
// than in the plain one, the circumstance is looked for that makes the difference.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <mutex>

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::runner {

/// What has come of single circumstances on a target so far. Used by many threads.
class TriedCircumstances {
 public:
  /// The world less what cannot be had on this target, as no case came to a conclusion in it, and
  /// less what has been shown to be at fault in cases enough.
  play::World without_hopeless(play::World world) const;
  /// All circumstances of a world, or the one that is to blame.
  void add(play::World world, play::Verdict verdict, bool worse);
  /// What any case notices, and was seen in the plain world, or often enough in others, needs no
  /// looking for.
  bool is_familiar(const play::CaseResult& result) const;
  void see_in_plain(const play::CaseResult& result);
  void see_elsewhere(const play::CaseResult& result);

 private:
  struct Count {
    unsigned inconclusive = 0;
    unsigned conclusive = 0;
    unsigned worse = 0;
  };
  mutable std::mutex mutex_;
  std::array<Count, circumstances::circumstance_count> counts_{};
  std::map<StatementId, unsigned> seen_;
};

/// Plays the case in a world; `again` if it was played there before, and is to be confirmed.
using PlayIn = std::function<report::CaseReport(play::World world, bool again)>;

/// Plays a case, which came to `done` in the plain world, in the others as well. What is worse
/// there, each time that it is played, becomes its result, in the smallest world in which it is.
void play_in_worlds(report::CaseReport& done, std::span<const play::World> worlds,
                    bool to_be_confirmed, TriedCircumstances& tried, const PlayIn& play);

}  // namespace mqttspec::conformance::runner
