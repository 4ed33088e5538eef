// Freedoms of a target that the tracker does not count: where they may be the reason why it
// explains nothing, it has no opinion.
#pragma once

#include <string_view>

#include "conformance/judges/second_opinion.hpp"

namespace mqttspec::conformance::judges {

/// Why what is not explained at this event says nothing about the target, or nothing.
std::string_view excuse(const model::Trace& trace, std::size_t position, const Terms& terms);

}  // namespace mqttspec::conformance::judges
