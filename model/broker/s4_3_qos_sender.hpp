// The sender's side of the delivery protocols: section 4.3 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// Sends a QoS 0 message.
template <class Storage>
void send_at_most_once(Turn<Storage>& turn, Session<Storage>& session,
                       const Connection<Storage>& connection, const Delivery<Storage>& delivery);

/// Sends a QoS 1 or QoS 2 message for the first time and keeps it until it is acknowledged.
template <class Storage>
void begin_exchange(Turn<Storage>& turn, Session<Storage>& session,
                    const Connection<Storage>& connection, Delivery<Storage> delivery);

/// A Packet Identifier that is not in use towards this Client: 2.3.1 of 3.1.1, 2.2.1 of 5.0.
template <class Storage>
std::uint16_t next_packet_id(Turn<Storage>& turn, Session<Storage>& session);

/// Acknowledgements of what the broker sent. `connection` is open, connected and serves `session`.
template <class Storage>
void on_puback(Turn<Storage>& turn, const Connection<Storage>& connection,
               Session<Storage>& session, const Puback& puback);
template <class Storage>
void on_pubrec(Turn<Storage>& turn, const Connection<Storage>& connection,
               Session<Storage>& session, const Pubrec& pubrec);
template <class Storage>
void on_pubcomp(Turn<Storage>& turn, const Connection<Storage>& connection,
                Session<Storage>& session, const Pubcomp& pubcomp);

}  // namespace mqttspec::model
