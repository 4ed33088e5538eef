// Random bytes to somebody else's parser and to ours: whatever one accepts and the other does not
// is a find. With clang and -fsanitize=fuzzer, LLVMFuzzerTestOneInput is all that is needed.
#include <cstdio>
#include <cstdlib>
#include <random>

#include "codec/decode.hpp"
#include "codec/printable.hpp"

/// The parser on trial: here a PINGREQ parser that forgets to look at the flags of byte 1.
bool their_parser_accepts(const std::uint8_t* data, std::size_t size) {
  return size == 2 && data[0] >> 4 == 12 && data[1] == 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const mqttspec::Bytes bytes(data, size);
  if (size == 0 || data[0] >> 4 != 12) return 0;
  const auto ours = mqttspec::decode_packet(bytes, {});
  const bool we_accept = ours && ours->size == size;
  if (their_parser_accepts(data, size) == we_accept) return 0;
  std::printf("%s: we %s\n", mqttspec::hex(bytes, " ").c_str(), we_accept ? "accept" : "reject");
#ifdef MQTTSPEC_LIBFUZZER
  std::abort();  // for libFuzzer -1 is no failure
#endif
  return -1;
}

#ifndef MQTTSPEC_LIBFUZZER
int main() {
  std::mt19937 random(1);
  for (int run = 0; run < 100'000; ++run) {
    std::uint8_t bytes[] = {static_cast<std::uint8_t>(random()), 0};
    if (LLVMFuzzerTestOneInput(bytes, sizeof bytes) != 0) return 1;
  }
}
#endif
