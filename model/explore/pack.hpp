// States as short runs of bytes, by which they are compared, numbered and kept. The fields are
// found by Boost.PFR, so that none can be forgotten when a state gets a new one.
#pragma once

#include <algorithm>
#include <array>
#include <boost/pfr/core.hpp>
#include <boost/pfr/tuple_size.hpp>
#include <cassert>
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "spec/register.hpp"

namespace mqttspec::model::explore {

/// Writes values behind each other. Equal values give equal bytes, and different values of one type
/// different ones. Lists and texts have to be shorter than 256.
class Packer {
 public:
  /// Appends to `to`, which has its size when the packer is gone.
  explicit Packer(std::vector<std::uint8_t>& to) : to_(to), used_(to.size()) {
    to_.resize(std::max(to_.capacity(), least_room));
  }
  ~Packer() { to_.resize(used_); }
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;

  template <class T>
  void operator()(const T& value) {
    if constexpr (std::is_same_v<T, bool> || sizeof_scalar<T>() == 1) {
      byte(static_cast<std::uint8_t>(value));
    } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      number(static_cast<std::uint64_t>(value));
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
      text(value);
    } else if constexpr (requires { value.has_value(); }) {
      byte(value.has_value());
      if (value) (*this)(*value);
    } else if constexpr (requires {
                           value.begin();
                           value.size();
                         }) {
      size(value.size());
      for (const auto& element : value) (*this)(element);
    } else if constexpr (requires {
                           value.first;
                           value.second;
                         }) {
      (*this)(value.first);
      (*this)(value.second);
    } else {
      boost::pfr::for_each_field(value, [this](const auto& field) { (*this)(field); });
    }
  }

 private:
  template <class T>
  static constexpr std::size_t sizeof_scalar() {
    return std::is_arithmetic_v<T> || std::is_enum_v<T> ? sizeof(T) : 0;
  }
  void number(std::uint64_t value) {
    if (value < 0xFE) return byte(static_cast<std::uint8_t>(value));
    const bool is_short = value <= 0xFFFFFFFF;
    byte(is_short ? 0xFE : 0xFF);
    bytes(&value, is_short ? 4 : 8);
  }
  void size(std::size_t value) {
    assert(value < 256);
    byte(static_cast<std::uint8_t>(value));
  }
  void text(std::string_view value) {
    size(value.size());
    bytes(value.data(), value.size());
  }
  void byte(std::uint8_t value) {
    if (used_ == to_.size()) to_.resize(2 * used_);
    to_[used_++] = value;
  }
  void bytes(const void* from, std::size_t count) {
    if (count > to_.size() - used_) to_.resize(2 * to_.size() + count);
    if (count != 0) std::memcpy(to_.data() + used_, from, count);
    used_ += count;
  }

  static constexpr std::size_t least_room = 1'024;  // bytes
  std::vector<std::uint8_t>& to_;
  std::size_t used_;
};

/// Reads back what Packer wrote, into values as they were default-constructed.
class Unpacker {
 public:
  explicit Unpacker(const std::uint8_t* from) : from_(from) {}
  const std::uint8_t* end() const { return from_; }

  template <class T>
  void operator()(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      value = *from_++ != 0;
    } else if constexpr ((std::is_arithmetic_v<T> || std::is_enum_v<T>) && sizeof(T) == 1) {
      value = static_cast<T>(*from_++);
    } else if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      value = static_cast<T>(number());
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
      const std::size_t size = *from_++;
      const std::string_view text(reinterpret_cast<const char*>(from_), size);
      if constexpr (std::is_same_v<T, std::string>)
        value.assign(text);
      else
        value = T(text);
      from_ += size;
    } else if constexpr (requires {
                           value.emplace();
                           value.has_value();
                         }) {
      if (*from_++ != 0) (*this)(value.emplace());
    } else if constexpr (requires {
                           value.clear();
                           value.size();
                         }) {
      elements(value);
    } else if constexpr (requires {
                           value.begin();
                           value.size();
                         }) {
      ++from_;
      for (auto& element : value) (*this)(element);
    } else if constexpr (requires {
                           value.first;
                           value.second;
                         }) {
      (*this)(value.first);
      (*this)(value.second);
    } else {
      boost::pfr::for_each_field(value, [this](auto& field) { (*this)(field); });
    }
  }

 private:
  std::uint64_t number() {
    const std::uint8_t first = *from_++;
    if (first < 0xFE) return first;
    std::uint64_t value = 0;
    const std::size_t size = first == 0xFE ? 4 : 8;
    std::memcpy(&value, from_, size);
    from_ += size;
    return value;
  }
  template <class List>
  void elements(List& list) {
    std::size_t left = *from_++;
    if constexpr (requires { list.reserve(left); }) list.reserve(left);
    for (; left != 0; --left) {
      typename List::value_type element{};
      (*this)(element);
      list.push_back(std::move(element));
    }
  }

  const std::uint8_t* from_;
};

}  // namespace mqttspec::model::explore
