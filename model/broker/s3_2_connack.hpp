// CONNACK: section 3.2 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// Sends the CONNACK that accepts.
template <class Storage>
void accept_connect(Turn<Storage>& turn, const Connection<Storage>& connection,
                    const Session<Storage>& session, bool session_present);

/// Refuses with a CONNACK, which 5.0 leaves to the Server, and closes. `code` is a return code in
/// 3.1.1.
template <class Storage>
void refuse_connect(Turn<Storage>& turn, Connection<Storage>& connection, ReasonCode code,
                    Cited because);

}  // namespace mqttspec::model
