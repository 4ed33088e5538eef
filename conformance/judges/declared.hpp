// What a target declares to be able to do, as far as it shows in the trace of a case and is known
// beforehand: the terms by which the tracker judges it.
#pragma once

#include "conformance/play/limits.hpp"
#include "model/profile.hpp"
#include "model/trace.hpp"

namespace mqttspec::conformance::judges {

/// A 5.0 target says it in the first CONNACK that accepts somebody; of a 3.1.1 one the limits are
/// all that there is. Neither says when it gives up waiting for a CONNECT, nor whom it lets in.
model::Profile declared_by(const model::Trace& trace, Version version, const play::Limits& limits);

}  // namespace mqttspec::conformance::judges
