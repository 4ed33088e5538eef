// One currency of randomness: everything that is generated is read off a run of choice bytes, so
// that RapidCheck, libFuzzer, a seeded generator and exhaustive counting drive, shrink and replay
// it alike.
#pragma once

#include <cassert>
#include <cstdint>
#include <vector>

#include "codec/bytes.hpp"

namespace mqttspec {

/// Answers questions from choice bytes. When these are used up every answer is 0, so that 0 should
/// be the plain case, and shorter or smaller bytes make plainer things.
class Choices {
 public:
  /// Borrows the bytes. If `bounds` is given, the bound of each byte that was asked for is added to
  /// it: what Odometer needs.
  explicit Choices(Bytes bytes, std::vector<std::uint32_t>* bounds = nullptr)
      : bytes_(bytes), bounds_(bounds) {}

  /// A number in [0, n); n is at least 1. Takes as many bytes as n needs: none for 1.
  std::uint32_t below(std::uint32_t n) {
    assert(n > 0);
    std::uint64_t value = 0;
    for (std::uint64_t reach = 1; reach < n; reach *= 256) {
      const auto bound = std::min<std::uint64_t>(256, (n + reach - 1) / reach);
      value += reach * next_byte(static_cast<std::uint32_t>(bound));
    }
    return static_cast<std::uint32_t>(value % n);
  }

  bool flag() { return below(2) == 1; }
  /// True once in n times, never when the bytes are used up.
  bool once_in(std::uint32_t n) { return below(n) == n - 1; }
  std::uint8_t byte() { return static_cast<std::uint8_t>(below(256)); }

  template <class Element, std::size_t size>
  const Element& one_of(const Element (&elements)[size]) {
    return elements[below(size)];
  }

 private:
  std::uint8_t next_byte(std::uint32_t bound) {
    if (bounds_ != nullptr) bounds_->push_back(bound);
    if (used_ == bytes_.size()) return 0;
    return bytes_[used_++];
  }

  Bytes bytes_;
  std::size_t used_ = 0;
  std::vector<std::uint32_t>* bounds_;
};

/// Choice bytes from a seed, the same on every machine (SplitMix64).
inline std::vector<std::uint8_t> seeded_choices(std::uint64_t seed, std::size_t size) {
  std::vector<std::uint8_t> bytes(size);
  for (std::size_t i = 0; i < size; ++i) {
    std::uint64_t mixed = seed += 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBU;
    bytes[i] = static_cast<std::uint8_t>(mixed >> 56);
  }
  return bytes;
}

/// Counts through all answers: `do { Choices choices = odometer.choices(); ... } while
/// (odometer.next());` runs the body once for every combination. The questions may depend on
/// earlier answers. Meant for small bounds.
class Odometer {
 public:
  /// The current combination. Valid until next().
  Choices choices() {
    bounds_.clear();
    return Choices(digits_, &bounds_);
  }
  /// Moves to the next combination; false after the last.
  bool next() {
    digits_.resize(bounds_.size());
    while (!digits_.empty()) {
      if (++digits_.back() < bounds_[digits_.size() - 1] && digits_.back() != 0) return true;
      digits_.pop_back();
    }
    return false;
  }

 private:
  std::vector<std::uint8_t> digits_;
  std::vector<std::uint32_t> bounds_;
};

}  // namespace mqttspec
