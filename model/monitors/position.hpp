// A place in a trace, and the one that stands for what has not been seen.
#pragma once

#include <cstddef>
#include <limits>

namespace mqttspec::model::monitors {

/// A position in the trace. `never` stands for what has not been seen; it is later than all.
using Position = std::size_t;
inline constexpr Position never = std::numeric_limits<Position>::max();

}  // namespace mqttspec::model::monitors
