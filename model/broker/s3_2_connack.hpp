// CONNACK: section 3.2 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// Seconds, of the Session that the connection gets: what its Client asked for, or less.
template <class Storage>
std::uint32_t granted_expiry_interval(const Turn<Storage>& turn,
                                      const Connection<Storage>& connection);

/// The CONNACK that accepts, but for Session Present.
template <class Storage>
ConnackOut<Storage> accepting_connack(Turn<Storage>& turn, const Connection<Storage>& connection);

/// Sends it.
template <class Storage>
void accept_connect(Turn<Storage>& turn, const Connection<Storage>& connection,
                    ConnackOut<Storage> connack, bool session_present);

/// Refuses with a CONNACK, which 5.0 leaves to the Server, and closes. `code` is a return code in
/// 3.1.1.
template <class Storage>
void refuse_connect(Turn<Storage>& turn, Connection<Storage>& connection, ReasonCode code,
                    Cited because);

}  // namespace mqttspec::model
