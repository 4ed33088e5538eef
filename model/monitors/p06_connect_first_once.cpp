// P06 ConnectFirstOnce: a second CONNECT ends the connection; nothing that follows it is served.
#include <fmt/core.h>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

constexpr Cited second_connect = "MQTT-3.1.0-2"_v311 | "MQTT-3.1.0-2"_v5;

class ConnectFirstOnce final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::client, PacketType::connect) |
           Interest::in_packets(Sender::server);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& connection = facts.connection();
    if (packet_from<Connect>(event, Sender::client) != nullptr &&
        connection.connect != facts.now()) {
      // What a server makes of a connection that did not begin with CONNECT is left to P07.
      if (connection.first_from_client != connection.connect) return;
      note_antecedent();
      second_.try_emplace(connection.id, facts.now());
    }
    const auto second = second_.find(connection.id);
    if (second == second_.end() || !is_packet_from(event, Sender::server)) return;
    if (facts.answers() != never && facts.answers() > second->second)
      report(second_connect, connection.version, facts.now(),
             fmt::format("{} answers a packet that followed a second CONNECT",
                         to_string(type_of(*event.packet))));
  }

  void conclude(const TraceFacts& facts) override {
    for (const auto& [id, position] : second_)
      if (const ConnectionFacts& connection = facts.at(id); !connection.closed())
        report(second_connect, connection.version, position,
               "the connection stays open after a second CONNECT");
  }

  std::map<ConnectionId, Position> second_;
};

}  // namespace

NewMonitor make_connect_first_once() { return std::make_unique<ConnectFirstOnce>(); }

}  // namespace mqttspec::model::monitors
