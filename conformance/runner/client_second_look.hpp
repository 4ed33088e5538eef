// When all cases for Clients were played: which faults would explain the failures, and what becomes
// of cases on which the two judges disagree. As second_look.hpp.
#pragma once

#include <stop_token>
#include <vector>

#include "conformance/report/report.hpp"
#include "conformance/runner/second_look.hpp"

namespace mqttspec::conformance::runner {

void take_second_look(std::vector<report::CaseReport>& cases, bool virtual_time, Played played,
                      const std::stop_token& stop);

}  // namespace mqttspec::conformance::runner
