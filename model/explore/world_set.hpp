// The worlds that were reached, each once, with the way to each: what was seen is compared exactly,
// so that no world can hide behind another.
#pragma once

#include <algorithm>
#include <vector>

#include "model/explore/hash_index.hpp"
#include "model/explore/step.hpp"

namespace mqttspec::model::explore {

class WorldSet {
 public:
  using Number = std::uint32_t;
  static constexpr Number none = HashIndex::none;

  std::size_t size() const { return worlds_.size(); }
  WorldNumbers operator[](Number number) const { return worlds_[number].world(); }

  struct Place {
    Number number;
    bool is_new;
  };
  /// `hash` is world.hash(); the world was reached from `parent` by its step `ordinal`.
  Place insert(const WorldKey& world, std::uint64_t hash, Number parent, std::uint16_t ordinal) {
    const auto known = index_.find(hash, [&](Number number) { return worlds_[number] == world; });
    if (known != none) return {known, false};
    index_.add(hash);
    worlds_.push_back(world);
    parents_.push_back(parent);
    ordinals_.push_back(ordinal);
    return {index_.size() - 1, true};
  }
  /// Fetches what insert() will look at: first the index, later the world that it leads to.
  void prefetch(std::uint64_t hash) const { index_.prefetch(hash); }
  void prefetch_world(std::uint64_t hash) const {
    const auto guess = index_.first_guess(hash);
    if (guess != none) __builtin_prefetch(&worlds_[guess]);
  }

  /// The ordinals of the steps from the first world to this one.
  std::vector<std::uint16_t> way_to(Number number) const {
    std::vector<std::uint16_t> steps;
    for (; number != 0; number = parents_[number]) steps.push_back(ordinals_[number]);
    std::ranges::reverse(steps);
    return steps;
  }

 private:
  HashIndex index_;
  GrowingArray<WorldKey> worlds_;
  GrowingArray<Number> parents_;
  GrowingArray<std::uint16_t> ordinals_;
};

}  // namespace mqttspec::model::explore
