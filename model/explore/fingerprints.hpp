// The set of states that were seen, as 64-bit fingerprints with the number of each: open addressing
// in one array, so that a look-up costs one cache miss.
#pragma once

#include <cassert>
#include <cstdint>
#include <vector>

namespace mqttspec::model {

/// Two states with the same fingerprint are taken for one: with n states that happens to any of
/// them with a probability of about n²/2⁶⁵.
class Fingerprints {
 public:
  struct Place {
    std::uint32_t number;
    bool is_new;
  };

  explicit Fingerprints(std::size_t expected = 1U << 16) {
    std::size_t size = 16;
    while (size < expected * 2) size *= 2;
    slots_.resize(size);
  }

  std::size_t size() const { return size_; }
  std::size_t bytes() const { return slots_.size() * sizeof(Slot); }

  /// The number of the state with this fingerprint; the next free one if it is new.
  Place insert(std::uint64_t fingerprint) {
    if (fingerprint == 0) fingerprint = 1;  // 0 marks a free slot
    auto slot = find(slots_, fingerprint);
    if (slot->fingerprint == fingerprint) return {slot->number, false};
    if (size_ * 5 >= slots_.size() * 3) {
      grow();
      slot = find(slots_, fingerprint);
    }
    *slot = {fingerprint, static_cast<std::uint32_t>(size_)};
    return {static_cast<std::uint32_t>(size_++), true};
  }
  /// Fetches what insert() will look at.
  void prefetch(std::uint64_t fingerprint) const {
    __builtin_prefetch(&slots_[fingerprint & (slots_.size() - 1)]);
  }

 private:
  struct Slot {
    std::uint64_t fingerprint = 0;
    std::uint32_t number = 0;
  };

  static Slot* find(std::vector<Slot>& slots, std::uint64_t fingerprint) {
    const auto mask = slots.size() - 1;
    auto place = fingerprint & mask;
    while (slots[place].fingerprint != 0 && slots[place].fingerprint != fingerprint)
      place = (place + 1) & mask;
    return &slots[place];
  }
  void grow() {
    std::vector<Slot> larger(slots_.size() * 2);
    for (const auto& slot : slots_)
      if (slot.fingerprint != 0) *find(larger, slot.fingerprint) = slot;
    slots_ = std::move(larger);
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace mqttspec::model
