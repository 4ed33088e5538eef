// P12 ErrorCloses: flags in a fixed header that a server has to look at, and that are wrong, end
// the connection. How closely it looks at the rest of a packet is its own business (5.0
// section 4.13).
#include <fmt/core.h>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

/// The statement by which the server must close on this first byte of a packet, if there is one.
std::optional<Cited> closing_statement(std::uint8_t first_byte) {
  const unsigned flags = first_byte & 0x0FU;
  switch (static_cast<PacketType>(first_byte >> 4U)) {
    case PacketType::publish:
      if ((flags & 0x06U) != 0x06U) return std::nullopt;
      return Cited("MQTT-3.3.1-4"_v311);
    case PacketType::pubrel:
      if (flags == 2) return std::nullopt;
      return "MQTT-3.6.1-1"_v311 | "MQTT-3.6.1-1"_v5;
    case PacketType::subscribe:
      if (flags == 2) return std::nullopt;
      return "MQTT-3.8.1-1"_v311 | "MQTT-3.8.1-1"_v5;
    case PacketType::unsubscribe:
      if (flags == 2) return std::nullopt;
      return "MQTT-3.10.1-1"_v311 | "MQTT-3.10.1-1"_v5;
    case PacketType::puback:
    case PacketType::pubrec:
    case PacketType::pubcomp:
    case PacketType::pingreq:
      if (flags == 0) return std::nullopt;
      return Cited("MQTT-2.2.2-2"_v311);
    default:
      return std::nullopt;
  }
}

class ErrorCloses final : public Monitor {
  struct Error {
    Position event;
    Cited cited;
  };

  Interest interest() const override {
    return Interest::in_client_garbage() | Interest::in_packets(Sender::server);
  }
  // No freedom excuses it: a server may close without any cause (F18), but here it must.
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& connection = facts.connection();
    const auto found = errors_.find(connection.id);
    if (event.kind == TraceEvent::Kind::client_garbage && event.bytes && !event.bytes->empty() &&
        connection.accepted && connection.client_disconnect == never && found == errors_.end()) {
      const auto cited = closing_statement(event.bytes->front());
      if (!cited || !cited->of(connection.version)) return;
      note_antecedent();
      errors_.emplace(connection.id, Error{facts.now(), *cited});
    } else if (found != errors_.end() && is_packet_from(event, Sender::server) &&
               facts.answers() != never && facts.answers() > found->second.event) {
      report(found->second.cited, connection.version, facts.now(),
             fmt::format("{} answers what came after a packet with wrong flags",
                         to_string(type_of(*event.packet))));
      errors_.erase(found);
    }
  }

  void conclude(const TraceFacts& facts) override {
    for (const auto& [id, error] : errors_)
      if (!facts.at(id).closed())
        report(error.cited, facts.at(id).version, error.event,
               "the connection stays open after a packet with wrong flags");
  }

  std::map<ConnectionId, Error> errors_;  // the first on each connection
};

}  // namespace

NewMonitor make_error_closes() { return std::make_unique<ErrorCloses>(); }

}  // namespace mqttspec::model::monitors
