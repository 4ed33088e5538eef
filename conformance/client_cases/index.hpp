// All cases for Clients.
#pragma once

#include "conformance/play/case.hpp"

namespace mqttspec::conformance::client_cases {

/// In the order of the Standards' sections.
std::span<const play::CaseGroup> case_groups();

}  // namespace mqttspec::conformance::client_cases
