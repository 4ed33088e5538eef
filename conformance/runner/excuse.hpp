// Why a case is not played.
#pragma once

#include <optional>

#include "conformance/runner/acquaintance.hpp"
#include "conformance/runner/attempt.hpp"

namespace mqttspec::conformance::runner {

/// What is reported of a case that is not played for this reason.
report::CaseReport not_played(const Task& task, play::Verdict verdict, std::string_view reason);

/// If what is known of the target, or the plan, is why a task is not played: declined or not run.
std::optional<report::CaseReport> excused(const Task& task, const Acquaintance& known,
                                          const RunPlan& plan);

}  // namespace mqttspec::conformance::runner
