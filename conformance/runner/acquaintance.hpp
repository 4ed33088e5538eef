// What is known of a target before its cases are played: what it answers, what it shows, and what
// its profile says.
#pragma once

#include <stop_token>

#include "conformance/runner/probe.hpp"
#include "conformance/runner/runner.hpp"

namespace mqttspec::conformance::runner {

/// The Names of the first question; those of cases have the numbers after it.
inline constexpr unsigned probe_number = 0;

/// One version: what the target answered, and how cases are played in it.
struct VersionKnown {
  Probe probe;
  play::Settings settings;
  bool resends_late = false;
};

struct Acquaintance {
  std::vector<VersionKnown> versions;  // that the plan asks for
  std::string unusable;                // why no case can be played, or empty
  bool has_both = false;               // Clients of both versions can meet on it

  /// One of `versions`.
  const VersionKnown& in(Version version) const;
};

/// Asks the target in every version of the plan, and a live one some more. What it says and shows
/// in 5.0 holds in 3.1.1 too, where it cannot say it.
Acquaintance get_acquainted(wire::Target& target, const RunPlan& plan, const std::stop_token& stop);

}  // namespace mqttspec::conformance::runner
