// Hands tasks from those who play them in the plain world to those who play them in others.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>

namespace mqttspec::conformance::runner {

/// Tasks that were played and can be played on, in their order. Each is taken once.
class ReadyTasks {
 public:
  void add(std::size_t index) {
    const std::lock_guard lock(mutex_);
    ready_.push_back(index);
    changed_.notify_one();
  }
  /// Waits for the next one.
  std::size_t take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !ready_.empty(); });
    const auto index = ready_.front();
    ready_.pop_front();
    return index;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::size_t> ready_;
};

}  // namespace mqttspec::conformance::runner
