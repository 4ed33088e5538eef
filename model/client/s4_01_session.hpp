// The Client's part of a Session, and what connections do with it: section 4.1 of both Standards,
// with 3.1.2.4.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model::client {

/// The Network Connection is no more, whoever ended it.
void on_connection_gone(Turn& turn);

/// Forgets the Session. The application learns which messages were not acknowledged.
void discard_session(Turn& turn);

}  // namespace mqttspec::model::client
