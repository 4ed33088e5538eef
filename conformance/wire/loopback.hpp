// The reference broker as a target in process: no sockets, and time that costs nothing.
#pragma once

#include <span>

#include "conformance/wire/network.hpp"
#include "model/conditions/conditional_step.hpp"

namespace mqttspec::conformance::wire {

/// A target whose every Network has a reference broker of its own, in virtual time: bytes arrive as
/// they are sent, and waiting moves the broker's clock. The profile has to outlive the target.
std::unique_ptr<Target> make_loopback_target(const model::Profile& profile,
                                             const model::FaultSet& faults = {});

/// One such Network alone. Where faults show is noted: that of the broker, or if it has none those
/// that others have. What they are noted in has to outlive the Network.
std::unique_ptr<Network> make_loopback_network(
    const model::Profile& profile, const model::FaultSet& faults = {},
    std::span<const model::conditions::NotedFault> noted = {});

}  // namespace mqttspec::conformance::wire
