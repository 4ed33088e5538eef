// Any bytes from any sender: the grammar and the hand-written second decoder must agree.
#include <cstdio>
#include <cstdlib>

#include "codec/testing/compare.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mqttspec;
  if (size == 0) return 0;
  const DecodeContext context{(data[0] & 1) != 0 ? Version::v3_1_1 : Version::v5_0,
                              (data[0] & 2) != 0 ? Sender::server : Sender::client};
  const auto difference = disagreement(Bytes(data + 1, size - 1), context);
  if (difference.empty()) return 0;
  std::fprintf(stderr, "%s\n", difference.c_str());
  std::abort();
}
