// Which circumstances a target bears: in each of them it is asked for the simplest that there is.
#pragma once

#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "conformance/runner/acquaintance.hpp"

namespace mqttspec::conformance::runner {

/// Circumstances that cannot be set up on the target, and why.
using LeftOut = std::vector<std::pair<circumstances::CircumstanceId, std::string>>;

/// Tries each circumstance of these worlds by itself, twice where it cannot be set up:
/// Clients subscribe, publish, and come back to a Session.
std::map<Version, LeftOut> try_circumstances(wire::Target& target, const Acquaintance& known,
                                             std::span<const play::World> worlds,
                                             std::string_view nonce, const std::stop_token& stop);

}  // namespace mqttspec::conformance::runner
