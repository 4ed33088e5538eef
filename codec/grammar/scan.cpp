// The failing side of the parsers, kept out of line so that the succeeding side stays small.
#include "codec/grammar/scan.hpp"

#include <cassert>

namespace mqttspec::grammar {

[[gnu::cold]] Rejected reject(Scan& scan, Cursor at, Cited cited, ViolationKind kind,
                              ReasonCode reason_code) {
  const auto statement = cited.of(scan.version);
  assert(statement && "a rule is cited that the version does not have");
  const auto offset = static_cast<std::size_t>(at - scan.packet);
  scan.violation = Violation{*statement, offset, kind, reason_code};
  return {};
}

[[gnu::cold]] Rejected malformed(Scan& scan, Cursor at, Cited cited) {
  return reject(scan, at, cited, ViolationKind::malformed, ReasonCode::malformed_packet);
}

[[gnu::cold]] Rejected protocol_error(Scan& scan, Cursor at, Cited cited) {
  return reject(scan, at, cited, ViolationKind::protocol_error, ReasonCode::protocol_error);
}

[[gnu::cold]] bool contested(Scan& scan, Cursor at, Cited cited, ReasonCode reason_code) {
  return scan.tolerant || reject(scan, at, cited, ViolationKind::contested, reason_code);
}

}  // namespace mqttspec::grammar
