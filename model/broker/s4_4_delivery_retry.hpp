// Re-delivery to a Client that came back: section 4.4 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// Sends every unacknowledged PUBLISH and PUBREL that was not yet sent on the session's present
/// connection, in their original order, as far as Receive Maximum permits.
template <class Storage>
void resend_unacknowledged(Turn<Storage>& turn, Session<Storage>& session);

/// When the first exchange of the session is due for retransmission inside the connection, if ever.
template <class Storage>
std::optional<Time> earliest_resend(const Session<Storage>& session);

/// Sends what is due for it again, which 3.1.1 permits (F19).
template <class Storage>
void resend_within_connection(Turn<Storage>& turn, Session<Storage>& session);

/// When an exchange whose packet is sent now is to be sent again, if the broker does that.
template <class Storage>
std::optional<Time> next_resend(const Turn<Storage>& turn, const Session<Storage>& session);

}  // namespace mqttspec::model
