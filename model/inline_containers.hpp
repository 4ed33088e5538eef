// A list and a text of bounded size that hold their contents themselves. They do what the rules of
// the model ask of std::vector and std::string; what does not fit is left out, and noted.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace mqttspec::model {

namespace detail {
inline constinit thread_local bool capacity_was_reached = false;
}  // namespace detail

/// True if something did not fit into a bounded list or text of this thread since the last
/// forget_capacity_reached().
inline bool capacity_reached() { return detail::capacity_was_reached; }
inline void forget_capacity_reached() { detail::capacity_was_reached = false; }

/// At most `capacity` elements, trivially copyable if T is. Positions behind the last element hold
/// values of no meaning.
template <class T, std::size_t capacity>
class InlineVector {
 public:
  using value_type = T;
  using iterator = T*;
  using const_iterator = const T*;

  T* begin() { return elements_.data(); }
  T* end() { return elements_.data() + size_; }
  const T* begin() const { return elements_.data(); }
  const T* end() const { return elements_.data() + size_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](std::size_t i) { return at(i); }
  const T& operator[](std::size_t i) const {
    assert(i < size_);
    return elements_.data()[i];
  }
  T& front() { return at(0); }
  /// The last element; one of no meaning if even the first did not fit.
  T& back() { return size_ == 0 ? spare() : at(size_ - 1U); }

  void clear() { size_ = 0; }
  void pop_back() {
    assert(size_ > 0);
    --size_;
  }
  void push_back(const T& element) { insert(end(), element); }
  template <class... Arguments>
  void emplace_back(Arguments&&... arguments) {
    insert(end(), T(std::forward<Arguments>(arguments)...));
  }
  /// Returns where it is, or where it can be written without effect if it did not fit.
  T* insert(T* place, T element) {
    if (size_ == capacity) {
      detail::capacity_was_reached = true;
      return &spare();
    }
    std::move_backward(place, end(), end() + 1);
    ++size_;
    *place = std::move(element);
    return place;
  }
  T* erase(T* place) { return erase(place, place + 1); }
  T* erase(T* first, T* last) {
    std::move(last, end(), first);
    size_ = static_cast<std::uint8_t>(size_ - (last - first));
    return first;
  }

  friend bool operator==(const InlineVector& a, const InlineVector& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  static_assert(capacity < 256);
  T& at(std::size_t i) {
    assert(i < size_);
    return elements_.data()[i];
  }
  static T& spare() {
    static thread_local T element;
    element = T{};
    return element;
  }

  std::array<T, capacity> elements_{};
  std::uint8_t size_ = 0;
};

/// As std::erase_if.
template <class T, std::size_t capacity, class Predicate>
std::size_t erase_if(InlineVector<T, capacity>& list, Predicate predicate) {
  const auto before = list.size();
  list.erase(std::remove_if(list.begin(), list.end(), predicate), list.end());
  return before - list.size();
}

/// At most `capacity` bytes. Those behind the last character are 0.
template <std::size_t capacity>
class InlineText {
 public:
  InlineText() = default;
  explicit InlineText(std::string_view text) {
    if (text.size() > capacity) detail::capacity_was_reached = true;
    size_ = static_cast<std::uint8_t>(std::min(text.size(), capacity));
    std::copy_n(text.begin(), size_, characters_.begin());
  }

  operator std::string_view() const {
    return {characters_.data(), size_};
  }  // NOLINT: as std::string
  char* begin() { return characters_.data(); }
  char* end() { return characters_.data() + size_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  void clear() { *this = {}; }
  void pop_back() {
    assert(size_ > 0);
    characters_[--size_] = 0;
  }
  void insert(std::size_t position, std::size_t count, char character) {
    assert(position <= size_);
    for (; count != 0; --count) {
      if (size_ == capacity) {
        detail::capacity_was_reached = true;
        return;
      }
      std::move_backward(begin() + position, end(), end() + 1);
      ++size_;
      characters_[position] = character;
    }
  }

  friend bool operator==(const InlineText&, const InlineText&) = default;

 private:
  static_assert(capacity < 256);
  std::array<char, capacity> characters_{};
  std::uint8_t size_ = 0;
};

}  // namespace mqttspec::model
