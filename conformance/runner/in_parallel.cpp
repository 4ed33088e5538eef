// See in_parallel.hpp.
#include "conformance/runner/in_parallel.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace mqttspec::conformance::runner {

void in_parallel(std::size_t count, std::size_t jobs,
                 const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> pool;
  while (pool.size() < std::min(std::max<std::size_t>(1, jobs), count))
    pool.emplace_back([&] {
      for (std::size_t index; (index = next++) < count;) work(index);
    });
}

std::size_t processors() { return std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace mqttspec::conformance::runner
