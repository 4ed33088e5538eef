// Finds numbered values by their hashes: open addressing in one array. The upper half of each hash
// stands beside the number, so that a value is looked at only if it is very likely the one asked
// for. Places are by the uppermost bits: the array keeps its order when it grows.
#pragma once

#include <cstdint>
#include <utility>

#include "model/explore/huge_pages.hpp"

namespace mqttspec::model::explore {

class HashIndex {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  HashIndex() : slots_(std::size_t{1} << first_bits, free) {}

  /// The number of a value with this hash for which `is_it` holds, or none.
  template <class IsIt>
  std::uint32_t find(std::uint64_t hash, IsIt is_it) const {
    for (auto place = place_of(tag_of(hash));; place = next(place)) {
      const auto slot = slots_[place];
      if (slot == free) return none;
      if (tag_of(slot) == tag_of(hash) && is_it(number_of(slot))) return number_of(slot);
    }
  }
  /// Enters the next value.
  void add(std::uint64_t hash) {
    if (std::size_t{size_} * 4 >= slots_.size() * 3) grow();
    put(std::uint64_t{tag_of(hash)} << 32 | size_++);
  }
  void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[place_of(tag_of(hash))]); }
  /// The number at the first place that find() looks at, if its hash is alike, or none.
  std::uint32_t first_guess(std::uint64_t hash) const {
    const auto slot = slots_[place_of(tag_of(hash))];
    return slot != free && tag_of(slot) == tag_of(hash) ? number_of(slot) : none;
  }
  std::uint32_t size() const { return size_; }

 private:
  static constexpr std::uint64_t free = ~std::uint64_t{0};

  static std::uint32_t tag_of(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }
  static std::uint32_t number_of(std::uint64_t slot) { return static_cast<std::uint32_t>(slot); }
  std::size_t place_of(std::uint32_t tag) const { return tag >> shift_; }
  std::size_t next(std::size_t place) const { return (place + 1) & (slots_.size() - 1); }
  void put(std::uint64_t slot) {
    auto place = place_of(tag_of(slot));
    while (slots_[place] != free) place = next(place);
    slots_[place] = slot;
  }
  void grow() {
    const auto old = std::exchange(slots_, LargeVector<std::uint64_t>(slots_.size() * 2, free));
    --shift_;
    for (const auto slot : old)
      if (slot != free) put(slot);
  }

  static constexpr int first_bits = 10;

  int shift_ = 32 - first_bits;
  LargeVector<std::uint64_t> slots_;  // a tag and a number each
  std::uint32_t size_ = 0;
};

}  // namespace mqttspec::model::explore
