// All cases.
#pragma once

#include "conformance/play/case.hpp"

namespace mqttspec::conformance::cases {

/// All cases, in the order of the Standards' sections.
std::span<const play::CaseGroup> case_groups();

}  // namespace mqttspec::conformance::cases
