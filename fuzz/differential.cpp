// Any bytes from any sender: the grammar and the hand-written second decoder must agree.
#include "codec/testing/compare.hpp"
#include "fuzz/stream.hpp"
#include "fuzz/targets.hpp"

namespace mqttspec::fuzz {

void differential(Bytes input) {
  const auto [context, bytes] = stream_from(input);
  const auto difference = disagreement(bytes, context);
  require(difference.empty(), difference.c_str(), bytes);
}

}  // namespace mqttspec::fuzz
