// A case that is played more than once: what it comes to in all.
#pragma once

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::runner {

/// True if the case fails for what arrived, and not for what did not.
bool was_seen(const play::CaseResult& result);

/// Adds one more playing of a case to those before. What must not be sent and was sent stays a
/// failure, since no other time undoes it; what was missing at one time and there at another is in
/// doubt. Otherwise the worse verdict stands.
void add_playing(report::CaseReport& all, report::CaseReport latest);

/// What a case comes to that went wrong first and was played once more.
struct Confirmed {
  report::CaseReport report;
  bool is_first = false;   // the first playing stands
  bool acquitted = false;  // it failed at first, and did not fail again
};

/// What was only missing the first time is in doubt if the second does not miss it; what was seen
/// stays, if the target is `steady`: one that ended meanwhile has forgotten what it was told.
Confirmed confirm(report::CaseReport first, report::CaseReport second, bool steady);

/// It failed, and there is no time to play it again: that is in doubt.
void leave_open(report::CaseReport& report);

/// What was found in another world counts no longer, and `why` explains it.
void return_to_plain(report::CaseReport& report, std::string_view why);

}  // namespace mqttspec::conformance::runner
