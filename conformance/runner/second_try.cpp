// See second_try.hpp.
#include "conformance/runner/second_try.hpp"

namespace mqttspec::conformance::runner {

void SecondTry::begin() {
  if (future_.valid() || !pool_.begin_guest()) return;
  future_ = std::async(std::launch::async, [this] {
    auto report = play_();
    pool_.end_guest();
    return report;
  });
}

std::optional<report::CaseReport> SecondTry::take() {
  if (!future_.valid()) return std::nullopt;
  pool_.idle();
  auto report = future_.get();
  pool_.go_on();
  return report;
}

}  // namespace mqttspec::conformance::runner
