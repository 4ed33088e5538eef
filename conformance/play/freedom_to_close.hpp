// Whether a Server that closed a Network Connection may have done so to refuse something.
#pragma once

#include "model/trace.hpp"

namespace mqttspec::conformance::play {

/// True if the Server said that it closes for a reason of its own, or was sent something that it
/// may refuse by closing: a message that it does not authorise, a filter that it does not support.
bool may_have_been_refused(const model::Trace& trace, model::ConnectionId connection);

}  // namespace mqttspec::conformance::play
