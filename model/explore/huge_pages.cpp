// See huge_pages.hpp.
#include "model/explore/huge_pages.hpp"

#include <sys/mman.h>

namespace mqttspec::model::explore {

HugePageStore& HugePageStore::of_all_threads() {
  static HugePageStore store;
  return store;
}

void* HugePageStore::take(std::size_t size) {
  const std::lock_guard lock(mutex_);
  const auto fitting = free_.lower_bound(size);
  if (fitting == free_.end()) {
    auto* const pages = static_cast<std::byte*>(::operator new(size, std::align_val_t{huge_page}));
    all_.emplace_back(pages);
    ::madvise(pages, size, MADV_HUGEPAGE);  // advice: without it everything works, slower
    return pages;
  }
  const auto [whole, pages] = *fitting;
  free_.erase(fitting);
  if (whole > size) free_.emplace(whole - size, pages + size);
  return pages;
}

void HugePageStore::give_back(void* pages, std::size_t size) {
  const std::lock_guard lock(mutex_);
  free_.emplace(size, static_cast<std::byte*>(pages));
}

}  // namespace mqttspec::model::explore
