// What was found out once about a pair of numbers: open addressing, the values in the table itself,
// so that a look-up costs one cache miss.
#pragma once

#include <cassert>
#include <cstdint>
#include <utility>

#include "model/explore/huge_pages.hpp"

namespace mqttspec::model::explore {

/// Keys have to be below 2⁶³.
template <class Value>
class Memo {
 public:
  Memo() : slots_(1U << 10) {}

  std::size_t size() const { return size_; }
  /// The value, or nullptr; good until the next add().
  const Value* find(std::uint64_t key) const {
    for (auto place = place_of(key);; place = (place + 1) & (slots_.size() - 1)) {
      const auto& slot = slots_[place];
      if (slot.key == (key | used)) return &slot.value;
      if (slot.key == 0) return nullptr;
    }
  }
  void prefetch(std::uint64_t key) const { __builtin_prefetch(&slots_[place_of(key)]); }
  /// The key must be new.
  void add(std::uint64_t key, const Value& value) {
    assert((key & used) == 0);
    if (size_ * 5 >= slots_.size() * 3) grow();
    put({key | used, value});
    ++size_;
  }

 private:
  static constexpr std::uint64_t used = std::uint64_t{1} << 63;
  struct Slot {
    std::uint64_t key = 0;  // 0 if free
    Value value{};
  };

  std::size_t place_of(std::uint64_t key) const {
    const auto mixed = (key | used) * 0x9E3779B97F4A7C15U;
    return (mixed ^ (mixed >> 32)) & (slots_.size() - 1);
  }
  void put(const Slot& slot) {
    auto place = place_of(slot.key);
    while (slots_[place].key != 0) place = (place + 1) & (slots_.size() - 1);
    slots_[place] = slot;
  }
  void grow() {
    const auto old = std::exchange(slots_, LargeVector<Slot>(slots_.size() * 2));
    for (const auto& slot : old)
      if (slot.key != 0) put(slot);
  }

  LargeVector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace mqttspec::model::explore
