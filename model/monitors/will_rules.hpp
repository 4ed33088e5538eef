// What the trace proves about Will Messages: which can be told from other messages, and which of
// them are certainly missing.
#pragma once

#include "model/monitors/message_rules.hpp"

namespace mqttspec::model::monitors {

/// How long a Will or a closing that is due may still take, in milliseconds: servers look after
/// such things in whole seconds, or in sweeps some seconds apart.
inline constexpr Time sweep_ms = 12'000;

/// True if the connection has a Will Message that is recognized wherever it comes, and that waits
/// for its subscribers: it is above QoS 0 and does not expire.
bool has_traceable_will(const TraceFacts& facts, const ConnectionFacts& connection);

/// True if a session that is at rest certainly had to get the Will Message of a connection, which
/// was due at `due`, and has not got it. Its client's connection has been open since then.
bool is_will_missing(const TraceFacts& facts, const SessionFacts& session,
                     const ConnectionFacts& connection, Position due);

/// What is broken if the Will Message of a connection is not published once that has closed and any
/// Will Delay Interval is over. Where the Session goes on, [MQTT-3.1.2-8] of 5.0 leaves a Server
/// that waits for its end; that there is no delay unless the Client asks for one is said elsewhere.
Cited statement_of_missing_will(const ConnectionFacts& connection);

/// True if no other connection of the same Client was attempted after `connection`, `except` aside.
bool is_last_of_client(const TraceFacts& facts, const ConnectionFacts& connection,
                       ConnectionId except = 0);

}  // namespace mqttspec::model::monitors
