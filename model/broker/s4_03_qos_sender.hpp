// The sender's side of the delivery protocols: section 4.3 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// Sends a QoS 0 message.
void send_at_most_once(Turn& turn, Session& session, const Connection& connection,
                       const Delivery& delivery);

/// Sends a QoS 1 or QoS 2 message for the first time and keeps it until it is acknowledged.
void begin_exchange(Turn& turn, Session& session, const Connection& connection, Delivery delivery);

/// A Packet Identifier that is not in use towards this Client: 2.3.1 of 3.1.1, 2.2.1 of 5.0.
std::uint16_t next_packet_id(Turn& turn, Session& session);

/// Acknowledgements of what the broker sent. `connection` is open, connected and serves `session`.
void on_puback(Turn& turn, const Connection& connection, Session& session, const Puback& puback);
void on_pubrec(Turn& turn, const Connection& connection, Session& session, const Pubrec& pubrec);
void on_pubcomp(Turn& turn, const Connection& connection, Session& session, const Pubcomp& pubcomp);

}  // namespace mqttspec::model::broker
