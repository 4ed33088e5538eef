// The sender's side of the delivery protocols, with re-delivery and flow control: sections 4.3, 4.4
// and, in 5.0, 4.9.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model {

/// The application wants a message to be published.
template <class Storage>
void ask_publish(ClientTurn<Storage>& turn, const Publish& publish);

/// Sends every unacknowledged PUBLISH and PUBREL that was not yet sent on the present connection.
template <class Storage>
void resend_unacknowledged(ClientTurn<Storage>& turn);

/// Sends what waits and may be sent now.
template <class Storage>
void send_waiting(ClientTurn<Storage>& turn);

/// A Packet Identifier that is not in use by this Client.
template <class Storage>
std::uint16_t next_packet_id(ClientTurn<Storage>& turn);

/// True if the Server can take one more QoS 1 or QoS 2 message.
template <class Storage>
bool has_send_quota(ClientTurn<Storage>& turn);

/// When the first exchange is due for retransmission inside the connection (3.1.1), if ever.
template <class Storage>
std::optional<Time> earliest_resend(const ClientState<Storage>& state);
template <class Storage>
void resend_within_connection(ClientTurn<Storage>& turn);

template <class Storage>
void on_puback(ClientTurn<Storage>& turn, const Puback& puback);
template <class Storage>
void on_pubrec(ClientTurn<Storage>& turn, const Pubrec& pubrec);
template <class Storage>
void on_pubcomp(ClientTurn<Storage>& turn, const Pubcomp& pubcomp);

}  // namespace mqttspec::model
