// A case that is played more than once: what it comes to in all.
#pragma once

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::runner {

/// True if the case fails for what arrived, and not for what did not.
bool was_seen(const play::CaseResult& result);

/// What a case that failed at first comes to if its second playing, with more patience, does not
/// fail: in doubt. But if `seen_stays`, what must not be sent and was sent stays a failure.
report::CaseReport acquitted(report::CaseReport first, report::CaseReport second, bool seen_stays);

/// Adds one more playing of a case to those before. What must not be sent and was sent stays a
/// failure, since no other time undoes it; what was missing at one time and there at another is in
/// doubt. Otherwise the worse verdict stands.
void add_playing(report::CaseReport& all, report::CaseReport latest);

}  // namespace mqttspec::conformance::runner
