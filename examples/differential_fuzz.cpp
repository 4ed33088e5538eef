// How to fuzz a parser of one's own against mqttspec: replace `your_parser_accepts` and build with
// clang++ -fsanitize=fuzzer. The two disagree: the program aborts, and libFuzzer keeps the input.
#include <cstdlib>

#include "codec/decode.hpp"

static bool your_parser_accepts(const std::uint8_t* data, std::size_t size) {
  return size >= 2 && data[0] == 0xC0 && data[1] == 0;  // knows nothing but PINGREQ
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || data[0] >> 4 != 12) return 0;
  const auto reference = mqttspec::decode_packet(mqttspec::Bytes(data, size), {});
  const bool whole = reference && reference->size == size;
  if (whole && !your_parser_accepts(data, size)) std::abort();
  return 0;
}
