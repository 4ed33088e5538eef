// Re-delivery to a Client that came back: section 4.4 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// Sends every unacknowledged PUBLISH and PUBREL that was not yet sent on the session's present
/// connection, in their original order, as far as Receive Maximum permits. False if some PUBLISH is
/// still to be sent again, so that no new one may go before it.
bool resend_unacknowledged(Turn& turn, Session& session);

/// True if there is nothing to send again: found out without a look at everything.
bool is_all_resent(const Turn& turn, const Session& session);

/// When the first exchange of the session is due for retransmission inside the connection, if ever.
std::optional<Time> earliest_resend(const Session& session);

/// Sends what is due for it again, which 3.1.1 permits (F19).
void resend_within_connection(Turn& turn, Session& session);

/// When an exchange whose packet is sent now is to be sent again, if the broker does that.
std::optional<Time> next_resend(const Turn& turn, const Session& session);

}  // namespace mqttspec::model::broker
