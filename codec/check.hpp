// Decoding for the verdict alone.
#pragma once

#include "codec/decode.hpp"

namespace mqttspec {

/// decode() without anybody who wants the packet: the size in bytes of the first one, or why there
/// is none.
std::expected<std::size_t, DecodeFailure> check(Bytes bytes, const DecodeContext& context);

}  // namespace mqttspec
