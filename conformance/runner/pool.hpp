// Threads for cases, which mostly wait: one that only waits does not keep others from beginning.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mqttspec::conformance::runner {

/// Works at some things at a time, and beside them has some under way that idle.
class Pool {
 public:
  /// At most `busy` that do not idle, and at most `idle` more altogether.
  Pool(std::size_t busy, std::size_t idle);

  /// Calls work(0) to work(count - 1), each from one thread, and begins them in that order; returns
  /// when all have ended.
  void run(std::size_t count, const std::function<void(std::size_t)>& work);

  /// Said by a work that begins to wait, and that goes on: it does so at once, even if there are
  /// more than `busy` then.
  void idle();
  void go_on();

  /// Says beside the works that something else begins, which counts as busy and may idle as they
  /// do; false if there is no room. What has begun has to end before run() returns.
  bool begin_guest();
  void end_guest();

 private:
  void make_room();
  void add_thread();
  void serve();
  bool may_begin() const { return next_ < count_ && busy_ < most_busy_ && under_way_ < most_; }

  const std::size_t most_busy_;
  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  const std::function<void(std::size_t)>* work_ = nullptr;
  std::size_t count_ = 0;
  std::size_t next_ = 0;
  std::size_t busy_ = 0;
  std::size_t under_way_ = 0;
  std::size_t free_ = 0;  // threads that have nothing to do
  std::vector<std::jthread> threads_;
};

}  // namespace mqttspec::conformance::runner
