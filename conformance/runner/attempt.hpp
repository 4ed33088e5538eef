// One case, played until what it came to can be stood by.
#pragma once

#include <stop_token>

#include "conformance/play/case.hpp"
#include "conformance/runner/liveness.hpp"
#include "conformance/runner/watched_network.hpp"

namespace mqttspec::conformance::runner {

/// A case in one version, and the names that it may use.
struct Task {
  const play::CaseGroup* group;
  const play::Case* which;
  Version version;
  unsigned number;  // of the first of `most_tries` Names

  /// "qos2/… [5.0]"
  std::string label() const;
};

/// How often a case is played whose end needs confirming.
inline constexpr unsigned most_tries = 3;

/// Plays the case. When `stop` is requested it ends at once and counts as not run. Without a
/// `liveness` the target is taken to be there for ever. The tracker has no opinion yet.
report::CaseReport attempt(wire::Target& target, const Task& task, std::string_view nonce,
                           const play::Settings& settings, const std::stop_token& stop,
                           Liveness* liveness, const Watch& watch);

/// Has the tracker follow what was played with these settings, unless the target ended meanwhile.
void follow(report::CaseReport& report, const play::Settings& settings, bool virtual_time);

}  // namespace mqttspec::conformance::runner
