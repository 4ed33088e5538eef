// The two ways of holding state, behind one template parameter: unbounded for a running broker,
// bounded inline (trivially copyable) for exhaustive exploration.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mqttspec::model {

/// State that grows as needed.
struct Unbounded {
  template <class T, std::size_t capacity>
  using Vector = std::vector<T>;
  using Text = std::string;
};

}  // namespace mqttspec::model
