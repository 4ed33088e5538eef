// What the results of cases say of the statements of the register.
#pragma once

#include <span>

#include "conformance/report/report.hpp"

namespace mqttspec::conformance::runner {

/// One report for every statement of the versions. The worst check of a statement wins; a case that
/// ran and cites a statement without having checked it leaves it undecided.
std::vector<report::StatementReport> judge_statements(std::span<const report::CaseReport> cases,
                                                      std::span<const Version> versions,
                                                      Actor bound = Actor::server);

}  // namespace mqttspec::conformance::runner
