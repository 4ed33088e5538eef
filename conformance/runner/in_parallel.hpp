// The one pool of threads.
#pragma once

#include <cstddef>
#include <functional>

namespace mqttspec::conformance::runner {

/// Does `work` for each number below `count`, `jobs` of them at a time, in their order.
void in_parallel(std::size_t count, std::size_t jobs, const std::function<void(std::size_t)>& work);

/// As many at a time as there are processors.
std::size_t processors();

}  // namespace mqttspec::conformance::runner
