// See mqttspec.h.
#include "codec/c/mqttspec.h"

#include "codec/decode.hpp"

extern "C" [[gnu::visibility("default")]] mqttspec_verdict mqttspec_decode(
    const std::uint8_t* bytes, std::size_t count, int level, int server) {
  using namespace mqttspec;
  const DecodeContext context{.version = level == 4 ? Version::v3_1_1 : Version::v5_0,
                              .sender = server != 0 ? Sender::server : Sender::client,
                              .strict = true};
  const auto decoded = decode_packet(Bytes(bytes, count), context);
  if (decoded) return {MQTTSPEC_PACKET, decoded->size, nullptr};
  if (const auto* more = std::get_if<NeedMore>(&decoded.error()))
    return {MQTTSPEC_INCOMPLETE, more->bytes, nullptr};
  const auto& violation = std::get<Violation>(decoded.error());
  const bool contested = violation.kind == ViolationKind::contested;
  // The identifiers are literals, so that a NUL follows.
  return {contested ? MQTTSPEC_CONTESTED : MQTTSPEC_VIOLATION, violation.offset,
          violation.statement.id().data()};
}
