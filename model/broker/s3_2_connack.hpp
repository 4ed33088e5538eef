// CONNACK: section 3.2 of both Standards.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// What an accepting CONNACK reports besides the Server's capabilities.
struct Acceptance {
  bool session_present = false;
  bool client_id_assigned = false;
  bool expiry_lowered = false;
  bool wants_response_information = false;
};

/// Sends the CONNACK that accepts.
template <class Storage>
void accept_connect(Turn<Storage>& turn, const Connection<Storage>& connection,
                    const Session<Storage>& session, const Acceptance& acceptance);

/// Refuses with a CONNACK, which 5.0 leaves to the Server, and closes. `code` is a return code in
/// 3.1.1.
template <class Storage>
void refuse_connect(Turn<Storage>& turn, Connection<Storage>& connection, ReasonCode code,
                    Cited because);

}  // namespace mqttspec::model
