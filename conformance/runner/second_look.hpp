// Once all cases have been played: what broker would have failed those that failed, and what
// becomes of those on which the two judges disagree.
#pragma once

#include <stop_token>

#include "conformance/report/report.hpp"
#include "conformance/runner/acquaintance.hpp"

namespace mqttspec::conformance::runner {

/// Fills in the attributions, with as many threads as the machine has. What passes, and what no
/// right broker does, is an error of ours: unless it is explained by a fault that breaks what
/// another case found broken, which then is the target's.
void take_second_look(std::vector<report::CaseReport>& cases, const Acquaintance& known,
                      bool virtual_time, const std::stop_token& stop);

}  // namespace mqttspec::conformance::runner
