// Finds numbered values by their hashes: open addressing in one array. Part of each hash stands
// beside the number, so that a value is looked at only if it is very likely the one asked for.
#pragma once

#include <cstdint>

#include "model/explore/huge_pages.hpp"

namespace mqttspec::model {

class HashIndex {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  HashIndex() : slots_(1U << 10, free) {}

  /// The number of a value with this hash for which `is_it` holds, or none.
  template <class IsIt>
  std::uint32_t find(std::uint64_t hash, IsIt is_it) const {
    for (auto place = hash & mask();; place = (place + 1) & mask()) {
      const auto slot = slots_[place];
      if (slot == free) return none;
      if (tag_of(slot) == tag_of(hash) && is_it(number_of(slot))) return number_of(slot);
    }
  }
  /// Enters the next value. `hash_of` tells the hashes of those that are entered already.
  template <class HashOf>
  void add(std::uint64_t hash, HashOf hash_of) {
    if (std::size_t{size_} * 5 >= slots_.size() * 3) {
      slots_.assign(slots_.size() * 2, free);
      for (std::uint32_t number = 0; number < size_; ++number) put(hash_of(number), number);
    }
    put(hash, size_++);
  }
  void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[hash & mask()]); }
  /// The number at the first place that find() looks at, if its hash is alike, or none.
  std::uint32_t first_guess(std::uint64_t hash) const {
    const auto slot = slots_[hash & mask()];
    return slot != free && tag_of(slot) == tag_of(hash) ? number_of(slot) : none;
  }
  std::uint32_t size() const { return size_; }

 private:
  static constexpr std::uint64_t free = ~std::uint64_t{0};

  static std::uint32_t tag_of(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }
  static std::uint32_t number_of(std::uint64_t slot) { return static_cast<std::uint32_t>(slot); }
  std::size_t mask() const { return slots_.size() - 1; }
  void put(std::uint64_t hash, std::uint32_t number) {
    auto place = hash & mask();
    while (slots_[place] != free) place = (place + 1) & mask();
    slots_[place] = (hash >> 32 << 32) | number;
  }

  LargeVector<std::uint64_t> slots_;  // a tag and a number each
  std::uint32_t size_ = 0;
};

}  // namespace mqttspec::model
