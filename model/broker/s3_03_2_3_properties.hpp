// The PUBLISH that a Client gets: sections 3.3.1 and 3.3.2 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// True if the message has a Message Expiry Interval and it has passed (5.0 section 3.3.2.3.3).
bool is_expired(const Message& message, Time received_at, Time now);

/// Sends the packet that carries the delivery on that connection, which serves the session. False
/// if the Client cannot take it.
bool send_publish(Turn& turn, Session& session, const Connection& connection,
                  const Delivery& delivery, std::uint16_t packet_id, Cited because);

}  // namespace mqttspec::model::broker
