// How long sessions last and what their ends bring about: section 4.1 of both Standards, with
// 3.1.2.4 and, in 5.0, 3.1.2.11.2.
#pragma once

#include "model/broker/turn.hpp"

namespace mqttspec::model::broker {

/// An open Network Connection is no more, whoever ended it. Its session is detached and ends at
/// once or later; its Will is released.
void on_network_connection_closed(Turn& turn, ConnectionId id);

/// The process stopped, and with it every connection; `state_kept` if sessions and retained
/// messages are still there.
void on_restart(Turn& turn, bool state_kept);

/// The Client of a stored session is back, or has made a new connection.
void resume_session(Turn& turn, Session& session);

/// Discards a session; it must exist and have no connection.
void end_session(Turn& turn, std::string client_id);

}  // namespace mqttspec::model::broker
