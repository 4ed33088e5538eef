// The Client's part of a Session, and what connections do with it: section 4.1 of both Standards,
// with 3.1.2.4.
#pragma once

#include "model/client/turn.hpp"

namespace mqttspec::model {

/// The Network Connection is no more, whoever ended it.
template <class Storage>
void on_connection_gone(ClientTurn<Storage>& turn);

/// Forgets the Session. The application learns which messages were not acknowledged.
template <class Storage>
void discard_session(ClientTurn<Storage>& turn);

}  // namespace mqttspec::model
