// What the cases ask of CONNACK before they try what a Server says that it lacks (5.0, 3.2.2.3).
#pragma once

#include <fmt/format.h>

#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

/// What the Server says of itself to a client that asks for nothing.
inline ConnackProperties offered(Run& run) { return run.client("ask").connack().properties; }

/// Declines the case unless the Server says 0 for a capability that it has by default.
inline void only_without(Run& run, std::optional<std::uint8_t> available, const char* capability) {
  if (available.value_or(1) != 0) run.decline(fmt::format("{} is 1 or absent", capability));
}

/// Declines the case if it does.
inline void only_with(Run& run, std::optional<std::uint8_t> available, const char* capability) {
  if (available.value_or(1) == 0) run.decline(fmt::format("{} is 0", capability));
}

}  // namespace mqttspec::conformance::cases
