// The reference broker as a target in process: no sockets, and time that costs nothing.
#pragma once

#include "conformance/wire/network.hpp"
#include "model/fault.hpp"
#include "model/profile.hpp"

namespace mqttspec::model::conditions {
struct Showing;
}

namespace mqttspec::conformance::wire {

/// A target whose every Network has a reference broker of its own, in virtual time: bytes arrive as
/// they are sent, and waiting moves the broker's clock. The profile has to outlive the target.
std::unique_ptr<Target> make_loopback_target(const model::Profile& profile,
                                             const model::FaultSet& faults = {});

/// One such Network alone. Where the fault shows is noted in `showing`, which has to outlive it.
std::unique_ptr<Network> make_loopback_network(const model::Profile& profile,
                                               const model::FaultSet& faults = {},
                                               model::conditions::Showing* showing = nullptr);

}  // namespace mqttspec::conformance::wire
