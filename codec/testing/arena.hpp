// Storage for the views inside generated packets, so that these own what they show.
#pragma once

#include <algorithm>
#include <memory>
#include <memory_resource>
#include <string>

#include "codec/lists.hpp"

namespace mqttspec {

/// Keeps copies of what it is given for as long as it lives. Moving it leaves all views valid.
class Arena {
 public:
  template <class Element>
  std::span<const Element> keep(std::span<const Element> elements) {
    static_assert(std::is_trivially_copyable_v<Element>);
    if (elements.empty()) return {};
    auto* copy = static_cast<Element*>(
        storage_->allocate(elements.size() * sizeof(Element), alignof(Element)));
    std::uninitialized_copy(elements.begin(), elements.end(), copy);
    return {copy, elements.size()};
  }
  std::string_view keep(std::string_view text) {
    return as_text(keep<std::uint8_t>(as_bytes(text)));
  }

 private:
  std::unique_ptr<std::pmr::monotonic_buffer_resource> storage_ =
      std::make_unique<std::pmr::monotonic_buffer_resource>();
};

}  // namespace mqttspec
