// Batches of work that one thread makes and another one takes, in their order.
#pragma once

#include <array>
#include <cstddef>
#include <semaphore>

namespace mqttspec::model::explore {

template <class Batch>
class Handover {
 public:
  /// For the maker: a batch that is free, then that it is ready.
  Batch& to_fill() {
    free_.acquire();
    return batches_[filled_ % count];
  }
  void filled() {
    ++filled_;
    ready_.release();
  }
  /// For the taker: the next one that is ready, then that it is done with.
  Batch& to_take() {
    ready_.acquire();
    return batches_[taken_ % count];
  }
  void taken() {
    ++taken_;
    free_.release();
  }

 private:
  static constexpr std::size_t count = 16;

  std::array<Batch, count> batches_;
  std::counting_semaphore<count> free_{count};
  std::counting_semaphore<count> ready_{0};
  std::size_t filled_ = 0;  // each the business of one thread
  std::size_t taken_ = 0;
};

}  // namespace mqttspec::model::explore
