// Playing one case against one broker of the selftest, and what counts as noticing its fault.
#pragma once

#include <span>
#include <string>

#include "conformance/play/case.hpp"
#include "conformance/selftest/mutants.hpp"
#include "model/conditions/conditional_step.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::selftest {

/// What all names of a selftest have in common.
inline constexpr std::string_view nonce = "self";

/// "qos2/… [5.0]"
std::string label(const play::Case& which, Version version);

/// Who lets in nobody else is told who asks, and who knows an Authentication Method is asked by it.
play::Settings settings_for(const model::Profile& profile, play::World world = {});

/// Where faults show in one playing, or would.
using Noted = std::span<const model::conditions::NotedFault>;

/// What the case comes to on a broker of that profile, with those faults, in that world.
play::CaseResult result_on(const play::Case& which, Version version, const model::Profile& profile,
                           const model::FaultSet& faults, play::World world = {}, Noted noted = {});
/// Its verdict alone.
play::Verdict verdict_on(const play::Case& which, Version version, const model::Profile& profile,
                         const model::FaultSet& faults, play::World world = {}, Noted noted = {});

/// True if the verdict shows a fault that the reference has not.
bool is_killed(play::Verdict verdict, play::Verdict reference);

/// True if the case cites what the mutant breaks.
bool cites(const play::Case& which, Version version, const Mutant& mutant);

}  // namespace mqttspec::conformance::selftest
