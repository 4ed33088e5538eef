// A PUBLISH of 5.0 or 3.1.1 encoded by hand: the yardstick of the encoder's speed, as strict as it.
#pragma once

#include "codec/encode.hpp"

namespace mqttspec::bench {

/// Has the contract of encode() for a PUBLISH.
std::expected<std::size_t, EncodeFailure> encode_by_hand(const Publish& publish,
                                                         const EncodeContext& context,
                                                         std::span<std::uint8_t> buffer);

}  // namespace mqttspec::bench
