// All cases for Clients.
#pragma once

#include <vector>

#include "conformance/play/case.hpp"

namespace mqttspec::conformance::client_cases {

/// In the order of the Standards' sections.
std::span<const play::CaseGroup> case_groups();

/// The groups of cases for Servers, then those for Clients.
std::vector<const play::CaseGroup*> groups_of_both();

}  // namespace mqttspec::conformance::client_cases
