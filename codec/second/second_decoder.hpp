// A second decoder, written by hand straight from the Standards. It shares nothing with the grammar
// and exists to disagree with it: as differential oracle, and as yardstick of its speed.
#pragma once

#include "codec/decode.hpp"

namespace mqttspec::second {

/// Has the contract of mqttspec::decode(), to the last offset.
std::expected<std::size_t, DecodeFailure> decode(Bytes bytes, const DecodeContext& context,
                                                 PacketVisitor& visitor);

}  // namespace mqttspec::second
