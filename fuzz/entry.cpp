// The function that libFuzzer calls. Each program is this file with another MQTTSPEC_FUZZ_TARGET.
#include "fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  mqttspec::fuzz::MQTTSPEC_FUZZ_TARGET(mqttspec::Bytes(data, size));
  return 0;
}

// The targets keep nothing from run to run: long stack traces of allocations and a large quarantine
// of freed memory would cost more than the runs themselves. ASAN_OPTIONS has the last word.
// The name is the sanitizer's.
extern "C" const char* __asan_default_options() {  // NOLINT(bugprone-reserved-identifier)
  return "malloc_context_size=2:quarantine_size_mb=1";
}
