// Any bytes from any sender: decoding says the same however they arrive, and what it accepts can be
// encoded again.
#include <cstdio>
#include <cstdlib>

#include "codec/decode.hpp"
#include "codec/encode.hpp"
#include "codec/testing/compare.hpp"
#include "codec/testing/hex.hpp"

namespace mqttspec {
namespace {

void require(bool holds, const char* what, Bytes bytes) {
  if (holds) return;
  std::fprintf(stderr, "%s\n%s\n", what, to_hex(bytes).c_str());
  std::abort();
}

DecodeContext context_from(std::uint8_t selector) {
  return {(selector & 1) != 0 ? Version::v3_1_1 : Version::v5_0,
          (selector & 2) != 0 ? Sender::server : Sender::client};
}

bool same(const Outcome& a, const Outcome& b) {
  if (a.has_value() != b.has_value()) return false;
  if (!a) return a.error() == b.error();
  return a->size == b->size && a->packet == b->packet;
}

/// Gives the decoder only what it last asked for, until it has an answer.
void check_piecewise(Bytes bytes, const DecodeContext& context, const Outcome& whole) {
  std::size_t given = 0;
  while (given <= bytes.size()) {
    const auto outcome = decode_packet(bytes.first(given), context);
    const auto* more = outcome ? nullptr : std::get_if<NeedMore>(&outcome.error());
    if (more == nullptr) {
      require(same(outcome, whole), "the answer changes with more bytes", bytes);
      if (outcome) require(outcome->size == given, "asked for more than the packet has", bytes);
      return;
    }
    require(more->bytes > 0, "asks for nothing", bytes);
    given += more->bytes;
  }
  // Too few bytes for an answer, unless what there is of the Fixed Header is wrong already.
  require(!whole.has_value(), "a packet that its beginning did not ask for", bytes);
  const auto* more = std::get_if<NeedMore>(&whole.error());
  require(more == nullptr || bytes.size() + more->bytes == given, "asks for two sizes", bytes);
}

void check_encoding(const Decoded& decoded, const DecodeContext& context, Bytes bytes) {
  const EncodeContext encode_context{context.version, context.sender};
  std::vector<std::uint8_t> again;
  require(encode(decoded.packet, encode_context, again).has_value(), "not encoded again", bytes);
  require(again.size() == encoded_size(decoded.packet, encode_context), "wrong size", bytes);
  const auto twice = decode_packet(again, context);
  require(twice && twice->packet == decoded.packet, "changed by encoding", bytes);
}

}  // namespace
}  // namespace mqttspec

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mqttspec;
  if (size == 0) return 0;
  const auto context = context_from(data[0]);
  const Bytes bytes(data + 1, size - 1);
  const auto whole = decode_packet(bytes, context);
  check_piecewise(bytes, context, whole);
  if (whole) check_encoding(*whole, context, bytes);
  return 0;
}
