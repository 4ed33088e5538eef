// P07 ConnackFirstOnce: the server's first packet is CONNACK, AUTH aside; there is one only, and no
// DISCONNECT comes before it.
#include <fmt/core.h>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class ConnackFirstOnce final : public Monitor {
  Interest interest() const override { return Interest::in_packets(Sender::server); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& connection = facts.connection();
    if (!is_packet_from(event, Sender::server)) return;
    // Without a CONNECT to begin with there is no version to judge by.
    if (connection.connect == never || connection.first_from_client != connection.connect) return;
    const PacketType type = type_of(*event.packet);
    if (type == PacketType::connack) {
      note_antecedent();
      if (connection.connack != facts.now())
        report("MQTT-3.2.0-2"_v5, connection.version, facts.now(), "a second CONNACK");
    } else if (connection.connack == never) {
      if (type == PacketType::auth && connection.authentication_method) return;
      note_antecedent();
      const bool ends = type == PacketType::disconnect;
      report(ends ? Cited("MQTT-3.14.0-1"_v5) : "MQTT-3.2.0-1"_v311 | "MQTT-3.2.0-1"_v5,
             connection.version, facts.now(), fmt::format("{} before CONNACK", to_string(type)));
    }
  }
};

}  // namespace

NewMonitor make_connack_first_once() { return std::make_unique<ConnackFirstOnce>(); }

}  // namespace mqttspec::model::monitors
