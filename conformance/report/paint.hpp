// Colours on a terminal, or none.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace mqttspec::conformance::report {

/// Values are those of ECMA-48's Select Graphic Rendition.
enum class Colour : std::uint8_t { bold = 1, dim = 2, red = 31, green = 32, yellow = 33 };

class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}
  std::string operator()(Colour colour, std::string_view text) const {
    if (!on_ || text.empty()) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", static_cast<unsigned>(colour), text);
  }

 private:
  bool on_;
};

}  // namespace mqttspec::conformance::report
