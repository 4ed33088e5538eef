// Traces in words: one line for each event.
#pragma once

#include <map>
#include <string>

#include "model/trace.hpp"

namespace mqttspec::conformance::report {

/// What happened, on one line: a packet in the notation of codec/notation.hpp, topics as the case
/// with this prefix wrote them, or `connection opened`, …
std::string event_text(const model::TraceEvent& event, std::string_view topic_prefix = {});

/// Which way it went: "->" to the Server, "<-" from it; of opening and closing, "" .
std::string_view arrow(model::TraceEvent::Kind kind);

/// True for packets and garbage of the Client's side.
bool is_from_client(model::TraceEvent::Kind kind);
/// True for packets and garbage, which have bytes.
bool is_transfer(model::TraceEvent::Kind kind);

/// What the case calls the connection, or "c" and its number.
std::string connection_name(const std::map<model::ConnectionId, std::string>& names,
                            model::ConnectionId connection);

/// Every event on a line of its own, with time since the first, connection, arrow and text;
/// packets are followed by their bytes. For logs and JUnit.
std::string plain_transcript(const model::Trace& trace,
                             const std::map<model::ConnectionId, std::string>& names,
                             std::string_view topic_prefix = {});

}  // namespace mqttspec::conformance::report
