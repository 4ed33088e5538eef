// The sender's side of the delivery protocols, with re-delivery and flow control: sections 4.3, 4.4
// and, in 5.0, 4.9.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model {

/// The application wants a message to be published.
void ask_publish(ClientTurn& turn, const Publish& publish);

/// Sends every unacknowledged PUBLISH and PUBREL that was not yet sent on the present connection.
void resend_unacknowledged(ClientTurn& turn);

/// Sends what waits and may be sent now.
void send_waiting(ClientTurn& turn);

/// A Packet Identifier that is not in use by this Client.
std::uint16_t next_packet_id(ClientTurn& turn);

/// True if the Server can take one more QoS 1 or QoS 2 message.
bool has_send_quota(ClientTurn& turn);

/// When the first exchange is due for retransmission inside the connection (3.1.1), if ever.
std::optional<Time> earliest_resend(const ClientState& state);
void resend_within_connection(ClientTurn& turn);

void on_puback(ClientTurn& turn, const Puback& puback);
void on_pubrec(ClientTurn& turn, const Pubrec& pubrec);
void on_pubcomp(ClientTurn& turn, const Pubcomp& pubcomp);

}  // namespace mqttspec::model
