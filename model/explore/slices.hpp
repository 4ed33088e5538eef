// The scenarios that are explored: each a slice of MQTT in which everything can happen to anything,
// small enough to be gone through completely.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "model/explore/explore.hpp"

namespace mqttspec::model::explore {

struct Slice {
  std::string_view name;   // "S1"
  std::string_view title;  // "QoS x session x reconnect"
  std::string_view text;   // what is in it
  Scenario (*make)();
  bool is_long = false;  // takes minutes
};

/// All of them, in their order.
std::span<const Slice> slices();
/// The slice of that name, or nullptr.
const Slice* find_slice(std::string_view name);

}  // namespace mqttspec::model::explore
