// P06 ConnectFirstOnce: a second CONNECT ends the connection; nothing that follows it is served.
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

constexpr Cited second_connect = "MQTT-3.1.0-2"_v311 | "MQTT-3.1.0-2"_v5;

class ConnectFirstOnce final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    const ConnectionFacts& connection = book.connection();
    if (packet_from<Connect>(event, Sender::client) != nullptr &&
        connection.connect != book.now()) {
      // What a server makes of a connection that did not begin with CONNECT is left to P07.
      if (connection.first_from_client != connection.connect) return;
      reached();
      second_.try_emplace(connection.id, book.now());
    }
    const auto second = second_.find(connection.id);
    if (second == second_.end() || !is_packet_from(event, Sender::server)) return;
    if (book.answers() != never && book.answers() > second->second)
      accuse(second_connect, connection.version, book.now(),
             text_of(to_string(type_of(*event.packet)),
                     " answers a packet that followed a second CONNECT"));
  }

  void conclude(const Book& book) override {
    for (const auto& [id, position] : second_)
      if (const ConnectionFacts& connection = book.at(id); !connection.closed())
        accuse(second_connect, connection.version, position,
               "the connection stays open after a second CONNECT");
  }

  std::map<ConnectionId, Position> second_;
};

}  // namespace

NewMonitor make_connect_first_once() { return std::make_unique<ConnectFirstOnce>(); }

}  // namespace mqttspec::model
