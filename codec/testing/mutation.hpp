// Damage to encoded packets: what turns a legal one into something that almost is.
#pragma once

#include <vector>

#include "codec/choices.hpp"

namespace mqttspec {

/// One to four injuries to `packet`: bits flipped, bytes set, cut out, inserted, overwritten by a
/// piece of `other`. Most of the time the Remaining Length is then put right again, so that the
/// injury is met where it stands.
std::vector<std::uint8_t> mutated(Bytes packet, Bytes other, Choices& choices);

}  // namespace mqttspec
