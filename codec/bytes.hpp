// A borrowed run of bytes: the Standard's Binary Data and payloads, and whatever is on the wire.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

namespace mqttspec {

/// A view of bytes that somebody else owns, comparable by content.
class Bytes : public std::span<const std::uint8_t> {
 public:
  using std::span<const std::uint8_t>::span;
  constexpr Bytes(std::span<const std::uint8_t> bytes)  // NOLINT(google-explicit-constructor)
      : std::span<const std::uint8_t>(bytes) {}

  friend constexpr bool operator==(Bytes a, Bytes b) { return std::ranges::equal(a, b); }
};

inline Bytes as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace mqttspec
