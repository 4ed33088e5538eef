// Re-delivery to a Client that came back: section 4.4 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// Sends every unacknowledged PUBLISH and PUBREL that was not yet sent on the session's present
/// connection, in their original order, as far as Receive Maximum permits.
template <class Storage>
void resend_unacknowledged(Turn<Storage>& turn, Session<Storage>& session);

}  // namespace mqttspec::model
