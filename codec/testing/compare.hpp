// Both decoders on the same bytes: the heart of the differential tests and fuzz targets.
#pragma once

#include <string>

#include "codec/decode.hpp"

namespace mqttspec {

using Outcome = std::expected<Decoded, DecodeFailure>;

/// What the second decoder makes of the bytes, in the form of decode_packet().
Outcome second_decode_packet(Bytes bytes, const DecodeContext& context);

/// "malformed MQTT-3.3.1-4 of 5.0 @0 0x81".
std::string describe(const Violation& violation);

/// "ok PUBLISH of 12 bytes", "needs 3 more bytes" or the violation; both if it is contested.
std::string describe(const Outcome& outcome);

/// Empty if both decoders agree on the bytes: in outcome, size, packet, violation and note. Else
/// both answers and the bytes.
std::string disagreement(Bytes bytes, const DecodeContext& context);

}  // namespace mqttspec
