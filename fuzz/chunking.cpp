// The packets in some bytes do not depend on the pieces in which the bytes arrive.
#include "fuzz/stream.hpp"
#include "fuzz/targets.hpp"

namespace mqttspec::fuzz {
namespace {

bool same(const std::expected<Decoded, DecodeFailure>& a,
          const std::expected<Decoded, DecodeFailure>& b) {
  if (a.has_value() != b.has_value()) return false;
  if (!a) return a.error() == b.error();
  return a->size == b->size && a->packet == b->packet && a->contested == b->contested;
}

/// Gives the decoder only what it last asked for, until it has an answer; that must be the answer
/// to all bytes at once. Returns the size of the packet, or 0 if there is none.
std::size_t check_packet(Bytes bytes, const DecodeContext& context) {
  const auto whole = decode_packet(bytes, context);
  std::size_t given = 0;
  while (given <= bytes.size()) {
    const auto outcome = decode_packet(bytes.first(given), context);
    const auto* more = outcome ? nullptr : std::get_if<NeedMore>(&outcome.error());
    if (more == nullptr) {
      require(same(outcome, whole), "the answer changes with more bytes", bytes);
      if (outcome) require(outcome->size == given, "asked for more than the packet has", bytes);
      return outcome ? given : 0;
    }
    require(more->bytes > 0, "asks for nothing", bytes);
    given += more->bytes;
  }
  // Too few bytes for an answer, unless what there is of the Fixed Header is wrong already.
  require(!whole.has_value(), "a packet that its beginning did not ask for", bytes);
  const auto* more = std::get_if<NeedMore>(&whole.error());
  require(more == nullptr || bytes.size() + more->bytes == given, "asks for two sizes", bytes);
  return 0;
}

}  // namespace

void chunking(Bytes input) {
  auto [context, bytes] = stream_from(input);
  while (const std::size_t size = check_packet(bytes, context)) bytes = bytes.subspan(size);
}

}  // namespace mqttspec::fuzz
