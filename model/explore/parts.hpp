// Numbers for the values of one part of the world, equal values the same. There are far fewer
// brokers and Clients than worlds made of them, so that a world is kept as a few numbers.
#pragma once

#include <cassert>
#include <functional>
#include <string_view>

#include "model/explore/hash_index.hpp"
#include "model/explore/pack.hpp"

namespace mqttspec::model {

/// Values of T, packed, in the order in which they were met.
template <class T>
class Parts {
 public:
  std::uint32_t size() const { return index_.size(); }
  std::size_t bytes() const { return bytes_.size(); }

  std::uint32_t number_of(const T& value) {
    Packer packer(packed_.data());
    packer(value);
    const auto* const begin = packed_.data();
    const std::string_view text(reinterpret_cast<const char*>(begin),
                                static_cast<std::size_t>(packer.end() - begin));
    const auto hash = std::hash<std::string_view>{}(text);
    const auto known =
        index_.find(hash, [&](std::uint32_t number) { return text_of(number) == text; });
    if (known != HashIndex::none) return known;
    bytes_.insert(bytes_.end(), begin, begin + text.size());
    ends_.push_back(bytes_.size());
    index_.add(
        hash, [&](std::uint32_t number) { return std::hash<std::string_view>{}(text_of(number)); });
    return index_.size() - 1;
  }

  /// The value with that number.
  T value(std::uint32_t number) const {
    assert(number < size());
    T value{};
    Unpacker unpacker(bytes_.data() + begin_of(number));
    unpacker(value);
    return value;
  }

 private:
  std::size_t begin_of(std::uint32_t number) const { return number == 0 ? 0 : ends_[number - 1]; }
  std::string_view text_of(std::uint32_t number) const {
    const auto begin = begin_of(number);
    return {reinterpret_cast<const char*>(bytes_.data()) + begin, ends_[number] - begin};
  }

  std::vector<std::uint8_t> packed_ = std::vector<std::uint8_t>(packed_limit<T>);  // for one value
  std::vector<std::uint8_t> bytes_;  // all values behind each other
  std::vector<std::size_t> ends_;
  HashIndex index_;
};

}  // namespace mqttspec::model
