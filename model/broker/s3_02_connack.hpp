// CONNACK: section 3.2 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// Seconds, of the Session that the connection gets: what its Client asked for, or less.
std::uint32_t granted_expiry_interval(const Turn& turn, const Connection& connection);

/// The CONNACK that accepts, but for Session Present.
owned::Connack accepting_connack(Turn& turn, const Connection& connection);

/// Sends it.
void accept_connect(Turn& turn, const Connection& connection, owned::Connack connack,
                    bool session_present);

/// Refuses with a CONNACK, which 5.0 leaves to the Server, and closes. `code` is a return code in
/// 3.1.1.
void refuse_connect(Turn& turn, Connection& connection, ReasonCode code, Cited because);

}  // namespace mqttspec::model::broker
