// Memory for large tables that are looked up all over: on huge pages, where the system has them,
// because otherwise most look-ups would have to look up their page first.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <vector>

namespace mqttspec::model::explore {

inline constexpr std::size_t huge_page = std::size_t{1} << 21;

/// The huge pages of the process. What is given back is kept for the next table: new pages have to
/// be cleared by the system, which takes longer than filling them.
class HugePageStore {
 public:
  static HugePageStore& of_all_threads();

  /// `size` in bytes, a multiple of huge_page; on any thread.
  void* take(std::size_t size);
  void give_back(void* pages, std::size_t size);

 private:
  struct Delete {
    void operator()(std::byte* pages) const {
      ::operator delete(pages, std::align_val_t{huge_page});
    }
  };

  std::mutex mutex_;
  std::vector<std::unique_ptr<std::byte, Delete>> all_;
  std::multimap<std::size_t, std::byte*> free_;  // by size
};

template <class T>
struct HugePages {
  using value_type = T;

  HugePages() = default;
  template <class Other>
  explicit HugePages(const HugePages<Other>&) {}

  T* allocate(std::size_t count) {
    const auto size = size_of(count);
    if (size < huge_page) return static_cast<T*>(::operator new(size));
    return static_cast<T*>(HugePageStore::of_all_threads().take(size));
  }
  void deallocate(T* memory, std::size_t count) {
    const auto size = size_of(count);
    if (size < huge_page) return ::operator delete(memory);
    HugePageStore::of_all_threads().give_back(memory, size);
  }
  friend bool operator==(const HugePages&, const HugePages&) { return true; }

 private:
  static constexpr std::size_t size_of(std::size_t count) {
    const auto size = count * sizeof(T);
    return size < huge_page ? size : (size + huge_page - 1) / huge_page * huge_page;
  }
};

template <class T>
using LargeVector = std::vector<T, HugePages<T>>;

/// An array that grows without moving what it holds.
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
  static constexpr std::size_t block = std::bit_floor(huge_page / sizeof(T));

  std::vector<LargeVector<T>> blocks_;
  std::size_t size_ = 0;
};

/// Short runs of bytes behind each other, which do not move either.
class GrowingBytes {
 public:
  std::size_t size() const { return size_; }
  /// Room for so many more bytes in one piece, far fewer than a huge page.
  std::uint8_t* add(std::size_t size) {
    if (blocks_.empty() || blocks_.back().size() + size > huge_page)
      blocks_.emplace_back().reserve(huge_page);
    auto& block = blocks_.back();
    const auto begin = block.size();
    block.resize(begin + size);
    size_ += size;
    return block.data() + begin;
  }

 private:
  std::vector<LargeVector<std::uint8_t>> blocks_;
  std::size_t size_ = 0;
};

}  // namespace mqttspec::model::explore
