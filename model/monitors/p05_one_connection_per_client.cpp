// P05 OneConnectionPerClient: a new connection with the ClientId of an open one ends the old one,
// down to its Network Connection.
#include <fmt/core.h>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class OneConnectionPerClient final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::connack);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (packet_from<Connack>(event, Sender::server) == nullptr) return;
    const ConnectionFacts& taker = facts.connection();
    // A server of 3.1.1 does not tell which name it gives a client that has none.
    if (!taker.accepted || taker.connack != facts.now() || taker.client_id.empty()) return;
    for (const auto* connection : facts.connections_of(taker.client_id)) {
      const bool was_connected = connection->accepted && connection->connack < taker.connect &&
                                 connection->client_disconnect == never &&
                                 connection->client_closed == never;
      if (connection == &taker || !was_connected) continue;
      note_antecedent();
      taken_over_.push_back({connection->id, taker.version, taker.connack});
    }
  }

  void conclude(const TraceFacts& facts) override {
    for (const TakeOver& take_over : taken_over_)
      if (!facts.at(take_over.connection).closed())
        report("MQTT-3.1.4-2"_v311 | "MQTT-3.1.4-3"_v5, take_over.version, take_over.connack,
               fmt::format("connection {} stays open after another client took over its ClientId",
                           take_over.connection));
  }

  struct TakeOver {
    ConnectionId connection;
    Version version;  // of the new connection
    Position connack;
  };
  std::vector<TakeOver> taken_over_;
};

}  // namespace

NewMonitor make_one_connection_per_client() { return std::make_unique<OneConnectionPerClient>(); }

}  // namespace mqttspec::model::monitors
