// Packets and traces in words: one line for a packet, one for each event of a trace.
#pragma once

#include <map>
#include <string>

#include "model/trace.hpp"

namespace mqttspec::conformance::report {

/// The packet on one line, topics as the case wrote them: `PUBLISH "t/x" QoS1 id=7 DUP retain 12 B
/// {Topic Alias 3}`. `version` is that of its Network Connection.
std::string short_form(const Packet& packet, Version version);

/// What happened, on one line: a packet, `garbage of 5 bytes`, `connection opened`, …
std::string short_form(const model::TraceEvent& event);

/// Which way it went: "->" to the Server, "<-" from it; of opening and closing, "" .
std::string_view arrow(model::TraceEvent::Kind kind);

/// True for packets and garbage of the Client's side.
bool is_from_client(model::TraceEvent::Kind kind);
/// True for packets and garbage, which have bytes.
bool is_transfer(model::TraceEvent::Kind kind);

/// What the case calls the connection, or "c" and its number.
std::string connection_name(const std::map<model::ConnectionId, std::string>& names,
                            model::ConnectionId connection);

/// Every event on a line of its own, with time since the first, connection, arrow and short form;
/// packets are followed by their bytes. For logs and JUnit.
std::string plain_transcript(const model::Trace& trace,
                             const std::map<model::ConnectionId, std::string>& names);

}  // namespace mqttspec::conformance::report
