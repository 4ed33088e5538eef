// The words for events of a trace.
#include "conformance/report/transcript.hpp"

#include <fmt/format.h>

#include "codec/notation.hpp"
#include "codec/printable.hpp"
#include "conformance/play/names.hpp"

namespace mqttspec::conformance::report {

using Kind = model::TraceEvent::Kind;

std::string event_text(const model::TraceEvent& event, std::string_view topic_prefix) {
  const auto topics = [topic_prefix](std::string_view topic) {
    return play::local_topic(topic, topic_prefix);
  };
  switch (event.kind) {
    case Kind::opened:
      return "connection opened";
    case Kind::client_closed:
      return "connection closed by the client";
    case Kind::server_closed:
      return "connection closed by the server";
    default:
      if (event.packet) return to_text(*event.packet, event.version, topics);
      return fmt::format("no valid packet, {} bytes", event.bytes ? event.bytes->size() : 0);
  }
}

std::string_view arrow(Kind kind) {
  if (!is_transfer(kind)) return "";
  return is_from_client(kind) ? "->" : "<-";
}

bool is_from_client(Kind kind) {
  return kind == Kind::client_packet || kind == Kind::client_garbage;
}

bool is_transfer(Kind kind) {
  return is_from_client(kind) || kind == Kind::server_packet || kind == Kind::server_garbage;
}

std::string connection_name(const std::map<model::ConnectionId, std::string>& names,
                            model::ConnectionId connection) {
  const auto found = names.find(connection);
  return found == names.end() ? fmt::format("c{}", connection) : found->second;
}

std::string plain_transcript(const model::Trace& trace,
                             const std::map<model::ConnectionId, std::string>& names,
                             std::string_view topic_prefix) {
  std::string text;
  for (const auto& event : trace) {
    const auto elapsed_ms = event.at - trace.front().at;
    text += fmt::format("{:9.3f} s  {} {} {}\n", static_cast<double>(elapsed_ms) / 1000,
                        connection_name(names, event.connection), arrow(event.kind),
                        event_text(event, topic_prefix));
    if (is_transfer(event.kind) && event.bytes)
      text += fmt::format("             {}\n", hex(*event.bytes, " "));
  }
  return text;
}

}  // namespace mqttspec::conformance::report
