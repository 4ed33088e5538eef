// In which order cases begin.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "conformance/report/known.hpp"
#include "conformance/runner/attempt.hpp"

namespace mqttspec::conformance::runner {

/// The lines of a known file, so that the case of a task is found.
class KnownFailures {
 public:
  explicit KnownFailures(std::span<const report::KnownLine> lines);
  /// What the case is known to come to, or not_run if nothing is known of it.
  play::Verdict of(const Task& task) const;
  /// True if it is known to fail, each time.
  bool fails(const Task& task) const { return of(task) == play::Verdict::fail; }

 private:
  std::map<std::pair<Version, std::string_view>, play::Verdict> verdicts_;
};

/// The positions of the tasks, those first that are likely to be under way the longest: what is
/// known to go wrong, since it is waited for in vain, then by the time that the reference broker
/// needs.
struct Order {
  std::vector<std::size_t> positions;
  std::size_t lasting = 0;            // how many of them, at the beginning, last for seconds
  std::vector<std::uint8_t> is_long;  // by task: it is not to be played twice one after the other
  std::vector<std::size_t> timed;     // those that last for a few seconds with any target
};
Order longest_first(std::span<const Task> tasks, const KnownFailures& known);

}  // namespace mqttspec::conformance::runner
