// What the parsers of one packet share. A parser that rejects the bytes notes here why, and then
// simply fails; nothing is thrown.
#pragma once

#include <optional>

#include "codec/violation.hpp"
#include "spec/packet_table.hpp"

namespace mqttspec::grammar {

using Cursor = const std::uint8_t*;

/// The state of one decode.
struct Scan {
  Cursor packet;    // the packet's first byte
  Version version;  // whose rules hold; a CONNECT replaces it by its own
  Sender sender;
  std::size_t maximum_packet_size;
  bool tolerant = false;      // contested() lets pass
  std::size_t need_more = 0;  // set instead of a violation: the bytes are only a beginning
  std::optional<Violation> violation{};  // of the first parser that failed
};

/// Notes the breach at `at` and returns false, so that a parser can fail with it. `cited` must have
/// a statement of the version that holds. Nothing tries another way after a failure, so the first
/// breach is the only one.
bool reject(Scan& scan, Cursor at, Cited cited, ViolationKind kind, ReasonCode reason_code);

/// reject() with 0x81, for what cannot be parsed.
bool malformed(Scan& scan, Cursor at, Cited cited);

/// reject() with 0x82, for what can be parsed but must not be sent.
bool protocol_error(Scan& scan, Cursor at, Cited cited);

/// reject() for what can be defended as well; true, and no breach, where the Scan is tolerant. The
/// parser then goes on.
bool contested(Scan& scan, Cursor at, Cited cited, ReasonCode reason_code);

}  // namespace mqttspec::grammar
