// What was decoded can be sent on: encoding gives bytes that say the same and are as short as can
// be.
#include "codec/encode.hpp"
#include "fuzz/stream.hpp"
#include "fuzz/targets.hpp"

namespace mqttspec::fuzz {

void round_trip(Bytes input) {
  const auto [context, bytes] = stream_from(input);
  const auto decoded = decode_packet(bytes, context);
  if (!decoded) return;
  const EncodeContext encoding{context.version, context.sender, !decoded->contested};
  static std::vector<std::uint8_t> once;
  once.clear();
  const auto written = encode(decoded->packet, encoding, once);
  require(written.has_value(), "accepted, but not encoded", bytes);
  require(*written == encoded_size(decoded->packet, encoding), "not of the size announced", bytes);
  require(*written <= decoded->size, "longer than it was", bytes);
  const auto again = decode_packet(once, context);
  require(again && again->size == *written, "encoded, but not accepted", bytes);
  require(again->packet == decoded->packet, "changed by encoding", bytes);
  static std::vector<std::uint8_t> twice;
  twice.clear();
  require(encode(again->packet, encoding, twice).has_value(), "not encoded again", bytes);
  require(once == twice, "encoded differently", bytes);
}

}  // namespace mqttspec::fuzz
