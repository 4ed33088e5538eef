// The likeliest of all explanations: the model's own broker, told the same, does the very same.
#pragma once

#include <optional>

#include "conformance/play/case_result.hpp"
#include "model/profile.hpp"
#include "model/rule_set.hpp"

namespace mqttspec::conformance::search {

/// Plays what the Clients did to the reference broker of that profile, at the times of the trace.
/// If what reached them is what it sends, byte by byte and at the same times, a right broker may do
/// it: returns the statements that were applied. Otherwise nothing is known. One step of the model
/// for each packet, where the tracker takes many.
std::optional<model::RuleSet> plain_run(const play::CaseResult& result,
                                        const model::Profile& profile);

}  // namespace mqttspec::conformance::search
