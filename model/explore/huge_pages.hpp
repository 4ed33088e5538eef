// Memory for large tables that are looked up all over: on huge pages, where the system has them,
// because otherwise most look-ups would have to look up their page first.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <vector>

namespace mqttspec::model {

template <class T>
struct HugePages {
  using value_type = T;

  HugePages() = default;
  template <class Other>
  explicit HugePages(const HugePages<Other>&) {}

  T* allocate(std::size_t count) {
    const auto bytes = count * sizeof(T);
    void* const memory = ::operator new(bytes, std::align_val_t{alignment_for(bytes)});
    // Only advice: without it everything works, slower.
    if (bytes >= page) ::madvise(memory, bytes, MADV_HUGEPAGE);
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    ::operator delete(memory, std::align_val_t{alignment_for(count * sizeof(T))});
  }
  friend bool operator==(const HugePages&, const HugePages&) { return true; }

 private:
  static constexpr std::size_t page = std::size_t{1} << 21;
  static constexpr std::size_t alignment_for(std::size_t bytes) {
    return bytes >= page ? page : alignof(std::max_align_t);
  }
};

template <class T>
using LargeVector = std::vector<T, HugePages<T>>;

/// An array that grows without moving: what it holds is neither copied nor are old pages given back
/// for new ones, which the system would have to clear.
template <class T>
class GrowingArray {
 public:
  std::size_t size() const { return size_; }
  T& operator[](std::size_t i) { return blocks_[i / block][i % block]; }
  const T& operator[](std::size_t i) const { return blocks_[i / block][i % block]; }
  void push_back(const T& value) {
    if (size_ % block == 0) blocks_.emplace_back().reserve(block);
    blocks_.back().push_back(value);
    ++size_;
  }

 private:
  static constexpr std::size_t block = std::size_t{1} << 17;

  std::vector<LargeVector<T>> blocks_;
  std::size_t size_ = 0;
};

}  // namespace mqttspec::model
