// Why a packet is not acceptable: which statement it breaks, at which byte.
#pragma once

#include <cstddef>

#include "spec/reason_code_table.hpp"
#include "spec/register.hpp"

namespace mqttspec {

/// The first two are the classes of section 1.2 of 5.0: bytes that cannot be parsed, and packets
/// that can be but must not be sent. 3.1.1 draws no such line; the codec draws it there as 5.0
/// does. The third is our own: one sentence of the Standard forbids what another allows, or only
/// likeness to another field speaks against the packet. codec/README.md lists them.
enum class ViolationKind : std::uint8_t { malformed, protocol_error, contested };

/// The first breach found in a packet. Where several rules are broken, the one at the lowest offset
/// wins, and at one offset the one that is checked first (the order is documented in decode.hpp).
struct Violation {
  StatementId statement;
  std::size_t offset;  // from the packet's first byte
  ViolationKind kind;
  ReasonCode reason_code;  // what 5.0 would answer; the same value is given for 3.1.1

  friend bool operator==(const Violation&, const Violation&) = default;
};

/// "malformed", "protocol-error" or "contested".
constexpr std::string_view to_string(ViolationKind kind) {
  if (kind == ViolationKind::contested) return "contested";
  return kind == ViolationKind::malformed ? "malformed" : "protocol-error";
}

}  // namespace mqttspec
