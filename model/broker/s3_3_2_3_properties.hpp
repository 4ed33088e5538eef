// The PUBLISH that a Client gets: sections 3.3.1 and 3.3.2 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// True if the message has a Message Expiry Interval and it has passed (5.0 section 3.3.2.3.3).
template <class Storage>
bool is_expired(const Message<Storage>& message, Time received_at, Time now);

/// The packet that carries the delivery on that connection, which serves the session.
template <class Storage>
PublishOut<Storage> publish_out(Turn<Storage>& turn, Session<Storage>& session,
                                const Connection<Storage>& connection,
                                const Delivery<Storage>& delivery, std::uint16_t packet_id);

}  // namespace mqttspec::model
