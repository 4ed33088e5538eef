// How long sessions last and what their ends bring about: section 4.1 of both Standards, with
// 3.1.2.4 and, in 5.0, 3.1.2.11.2.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model {

/// An open Network Connection is no more, whoever ended it. Its session is detached and ends at
/// once or later; its Will is released.
template <class Storage>
void on_network_connection_closed(Turn<Storage>& turn, ConnectionId id);

/// The process stopped, and with it every connection; `state_kept` if sessions and retained
/// messages are still there.
template <class Storage>
void on_restart(Turn<Storage>& turn, bool state_kept);

/// The Client of a stored session is back, or has made a new connection.
template <class Storage>
void resume_session(Turn<Storage>& turn, Session<Storage>& session);

/// Discards a session; it must exist and have no connection.
template <class Storage>
void end_session(Turn<Storage>& turn, typename Storage::Text client_id);

}  // namespace mqttspec::model
