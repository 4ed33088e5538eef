// P07 ConnackFirstOnce: the server's first packet is CONNACK, AUTH aside; there is one only, and no
// DISCONNECT comes before it.
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class ConnackFirstOnce final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    const ConnectionFacts& connection = book.connection();
    if (!is_packet_from(event, Sender::server)) return;
    // Without a CONNECT to begin with there is no version to judge by.
    if (connection.connect == never || connection.first_from_client != connection.connect) return;
    const PacketType type = type_of(*event.packet);
    if (type == PacketType::connack) {
      reached();
      if (connection.connack != book.now())
        accuse("MQTT-3.2.0-2"_v5, connection.version, book.now(), "a second CONNACK");
    } else if (connection.connack == never) {
      if (type == PacketType::auth && connection.authentication_method) return;
      reached();
      const bool ends = type == PacketType::disconnect;
      accuse(ends ? Cited("MQTT-3.14.0-1"_v5) : "MQTT-3.2.0-1"_v311 | "MQTT-3.2.0-1"_v5,
             connection.version, book.now(), text_of(to_string(type), " before CONNACK"));
    }
  }
};

}  // namespace

NewMonitor make_connack_first_once() { return std::make_unique<ConnackFirstOnce>(); }

}  // namespace mqttspec::model
