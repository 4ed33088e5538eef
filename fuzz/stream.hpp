// What the targets that decode have in common: the first byte of the input says whose bytes follow.
#pragma once

#include <cstdio>
#include <cstdlib>

#include "codec/decode.hpp"
#include "codec/printable.hpp"

namespace mqttspec::fuzz {

struct Stream {
  DecodeContext context;
  Bytes bytes;
};

/// Bit 0: 3.1.1. Bit 1: from the Server. Bit 2: strict. Bit 3: at most 64 bytes a packet.
inline Stream stream_from(Bytes input) {
  if (input.empty()) return {};
  const unsigned selector = input.front();
  DecodeContext context{.version = (selector & 1) != 0 ? Version::v3_1_1 : Version::v5_0,
                        .sender = (selector & 2) != 0 ? Sender::server : Sender::client,
                        .strict = (selector & 4) != 0};
  if ((selector & 8) != 0) context.maximum_packet_size = 64;
  return {context, input.subspan(1)};
}

/// Aborts if something does not hold.
inline void require(bool holds, const char* what, Bytes bytes) {
  if (holds) return;
  std::fprintf(stderr, "%s\n%s\n", what, hex(bytes, " ").c_str());
  std::abort();
}

}  // namespace mqttspec::fuzz
