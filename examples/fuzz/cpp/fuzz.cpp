// Their parser in C++ against mqttspec, with libFuzzer: packets come with all their fields.
#include <cstdio>
#include <cstdlib>

#include "codec/decode.hpp"

/// The parser on trial: a PINGREQ. It takes 0 in more bytes than it needs.
static bool they_accept(mqttspec::Bytes bytes) {
  if (bytes.size() < 2 || bytes[0] != 0xC0) return false;
  std::uint32_t length = 0;
  for (std::size_t i = 1; i < bytes.size() && i <= 4; ++i) {
    length |= (bytes[i] & 0x7FU) << (7 * (i - 1));
    if (bytes[i] < 0x80) return length == 0;
  }
  return false;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const mqttspec::Bytes bytes(data, size);
  if (bytes.empty() || bytes[0] >> 4 != 12) return 0;
  const auto ours = mqttspec::decode_packet(bytes, {});  // what is contested is accepted
  if (!ours && std::holds_alternative<mqttspec::NeedMore>(ours.error())) return 0;
  if (they_accept(bytes) == ours.has_value()) return 0;
  if (!ours)
    std::fprintf(stderr, "find: %s\n",
                 std::get<mqttspec::Violation>(ours.error()).statement.id().data());
  std::abort();
}
