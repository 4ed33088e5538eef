// The function that libFuzzer calls. Each program is this file with another MQTTSPEC_FUZZ_TARGET.
#include "fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  mqttspec::fuzz::MQTTSPEC_FUZZ_TARGET(mqttspec::Bytes(data, size));
  return 0;
}
