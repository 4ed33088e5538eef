// The sender's side of the delivery protocols, with re-delivery and flow control: sections 4.3, 4.4
// and, in 5.0, 4.9.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model::client {

/// The application wants a message to be published.
void ask_publish(Turn& turn, const Publish& publish);

/// Sends every unacknowledged PUBLISH and PUBREL that was not yet sent on the present connection.
void resend_unacknowledged(Turn& turn);

/// Sends what waits and may be sent now.
void send_waiting(Turn& turn);

/// The same when a connection begins: what waits was queued before it.
void send_queued(Turn& turn);

/// A Packet Identifier that is not in use by this Client.
std::uint16_t next_packet_id(Turn& turn);

/// True if the Server can take one more QoS 1 or QoS 2 message.
bool has_send_quota(Turn& turn);

/// When the first exchange is due for retransmission inside the connection (3.1.1), if ever.
std::optional<Time> earliest_resend(const State& state);
void resend_within_connection(Turn& turn);

void on_puback(Turn& turn, const Puback& puback);
void on_pubrec(Turn& turn, const Pubrec& pubrec);
void on_pubcomp(Turn& turn, const Pubcomp& pubcomp);

}  // namespace mqttspec::model::client
