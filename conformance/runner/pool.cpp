// See pool.hpp. Threads are added when there is something that may begin and none is free.
#include "conformance/runner/pool.hpp"

#include <algorithm>

namespace mqttspec::conformance::runner {

Pool::Pool(std::size_t busy, std::size_t idle)
    : most_busy_(std::max<std::size_t>(1, busy)), most_(most_busy_ + idle) {}

void Pool::run(std::size_t count, const std::function<void(std::size_t)>& work) {
  std::unique_lock lock(mutex_);
  work_ = &work;
  count_ = count;
  next_ = 0;
  while (threads_.size() < std::min(most_busy_, count)) add_thread();
  // Works that still run may add threads until the last of them has ended.
  for (std::size_t i = 0; i < threads_.size(); ++i) {
    auto thread = std::move(threads_[i]);
    lock.unlock();
    thread.join();
    lock.lock();
  }
  threads_.clear();
}

// Lets one more begin if it may.
void Pool::make_room() {
  if (!may_begin()) return;
  if (free_ == 0)
    add_thread();
  else
    changed_.notify_one();
}

void Pool::idle() {
  const std::lock_guard lock(mutex_);
  --busy_;
  make_room();
}

void Pool::go_on() {
  const std::lock_guard lock(mutex_);
  ++busy_;
}

bool Pool::begin_guest() {
  const std::lock_guard lock(mutex_);
  if (under_way_ >= most_) return false;
  ++under_way_;
  ++busy_;
  return true;
}

void Pool::end_guest() {
  const std::lock_guard lock(mutex_);
  --under_way_;
  --busy_;
  make_room();
}

void Pool::add_thread() {
  ++free_;
  threads_.emplace_back([this] { serve(); });
}

void Pool::serve() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return next_ == count_ || may_begin(); });
    --free_;
    if (next_ == count_) return changed_.notify_all();
    const auto index = next_++;
    ++under_way_;
    ++busy_;
    lock.unlock();
    (*work_)(index);
    lock.lock();
    --under_way_;
    --busy_;
    ++free_;
  }
}

}  // namespace mqttspec::conformance::runner
