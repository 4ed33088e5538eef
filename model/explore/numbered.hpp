// Numbers for the values of one part of the world, equal values the same. There are far fewer
// brokers and Clients than worlds made of them, so that a world is kept as a few numbers.
#pragma once

#include <cassert>
#include <cstring>
#include <functional>
#include <string_view>

#include "model/explore/hash_index.hpp"
#include "model/explore/pack.hpp"

namespace mqttspec::model::explore {

/// Values of T, packed, in the order in which they were met.
template <class T>
class Numbered {
 public:
  std::uint32_t size() const { return index_.size(); }
  std::size_t bytes() const { return bytes_.size(); }

  std::uint32_t number_of(const T& value) {
    packed_.clear();
    Packer{packed_}(value);
    const std::string_view text(reinterpret_cast<const char*>(packed_.data()), packed_.size());
    const auto hash = std::hash<std::string_view>{}(text);
    const auto known =
        index_.find(hash, [&](std::uint32_t number) { return text_of(number) == text; });
    if (known != HashIndex::none) return known;
    auto* const kept = bytes_.add(text.size());
    std::memcpy(kept, packed_.data(), packed_.size());
    places_.push_back({kept, static_cast<std::uint32_t>(text.size())});
    index_.add(hash);
    return index_.size() - 1;
  }

  /// The value with that number.
  T value(std::uint32_t number) const {
    assert(number < size());
    T value{};
    Unpacker unpacker(places_[number].begin);
    unpacker(value);
    return value;
  }

 private:
  struct Place {
    const std::uint8_t* begin;
    std::uint32_t size;
  };
  std::string_view text_of(std::uint32_t number) const {
    const auto [begin, size] = places_[number];
    return {reinterpret_cast<const char*>(begin), size};
  }

  std::vector<std::uint8_t> packed_;  // the latest value
  GrowingBytes bytes_;
  GrowingArray<Place> places_;
  HashIndex index_;
};

}  // namespace mqttspec::model::explore
