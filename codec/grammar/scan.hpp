// What the parsers of one packet share. A parser that rejects the bytes notes here why, and then
// simply fails; nothing is thrown.
#pragma once

#include <optional>
#include <type_traits>

#include "codec/decode.hpp"
#include "spec/packet_table.hpp"

namespace mqttspec::grammar {

using Cursor = const std::uint8_t*;

/// The state of one decode.
struct Scan {
  const DecodeContext& context;
  PacketVisitor& visitor;  // who gets the packet
  Cursor packet;           // its first byte
  Cursor end;              // of all bytes that are there
  Version version;         // whose rules hold; a CONNECT replaces it by its own
  Sender sender;
  bool tolerant = false;      // contested() lets pass
  std::size_t need_more = 0;  // set instead of a violation: the bytes are only a beginning
  std::optional<Violation> violation{};  // of the first parser that failed
};

/// What a parser fails with: a false that the compiler knows in advance.
using Rejected = std::false_type;

/// Notes the breach at `at` and returns false, so that a parser can fail with it. `cited` must have
/// a statement of the version that holds. Nothing tries another way after a failure, so the first
/// breach is the only one.
Rejected reject(Scan& scan, Cursor at, Cited cited, ViolationKind kind, ReasonCode reason_code);

/// reject() with 0x81, for what cannot be parsed.
Rejected malformed(Scan& scan, Cursor at, Cited cited);

/// reject() with 0x82, for what can be parsed but must not be sent.
Rejected protocol_error(Scan& scan, Cursor at, Cited cited);

/// reject() for what can be defended as well; true, and no breach, where the Scan is tolerant. The
/// parser then goes on.
bool contested(Scan& scan, Cursor at, Cited cited, ReasonCode reason_code);

/// Notes that at least `bytes` more are needed to go on, and returns false.
inline Rejected needs_more(Scan& scan, std::size_t bytes) {
  scan.need_more = bytes;
  return {};
}

}  // namespace mqttspec::grammar
