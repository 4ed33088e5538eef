// The second playing of a case that seems to fail, begun while the first still waits.
#pragma once

#include <functional>
#include <future>
#include <optional>

#include "conformance/report/report.hpp"
#include "conformance/runner/pool.hpp"

namespace mqttspec::conformance::runner {

/// Used by the thread of the first playing. Waits for the second before it goes.
class SecondTry {
 public:
  /// Counts as a guest of the pool.
  SecondTry(Pool& pool, std::function<report::CaseReport()> play)
      : pool_(pool), play_(std::move(play)) {}

  /// Begins it, unless it has begun or there is no room.
  void begin();
  /// Waits for its end and returns what it came to, or nothing if it was not begun.
  std::optional<report::CaseReport> take();

 private:
  Pool& pool_;
  std::function<report::CaseReport()> play_;
  std::future<report::CaseReport> future_;
};

}  // namespace mqttspec::conformance::runner
