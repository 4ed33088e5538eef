// What a target shows when it is asked before the cases: whether it has the rights that a run
// needs, and what it refuses without having said so.
#pragma once

#include <stop_token>
#include <string>

#include "conformance/play/settings.hpp"

namespace mqttspec::conformance::runner {

/// What a survey found out.
struct Survey {
  play::Limits limits;
  bool resends_late = false;  // what is unacknowledged comes after a resumption, but not promptly
  std::string unusable;       // why no case can be run, or empty
};

/// Milliseconds that are waited for what some targets send again only when a timer of their own has
/// run out, half a minute mostly.
inline constexpr play::Time timer_limit = 45'000;

/// How many Names a survey uses.
inline constexpr unsigned survey_names = 40;

/// Asks a live target in a version that it serves, with Names from `number` on. A capability counts
/// as lacking only if the target refuses it twice, by closing or by its answer.
Survey survey(wire::Target& target, Version version, const std::string& nonce, unsigned number,
              const play::Settings& settings, const std::stop_token& stop);

}  // namespace mqttspec::conformance::runner
