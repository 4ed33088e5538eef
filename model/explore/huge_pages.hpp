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

}  // namespace mqttspec::model
