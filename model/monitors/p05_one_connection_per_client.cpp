// P05 OneConnectionPerClient: a new connection with the ClientId of an open one ends the old one,
// down to its Network Connection.
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class OneConnectionPerClient final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    if (packet_from<Connack>(event, Sender::server) == nullptr) return;
    const ConnectionFacts& taker = book.connection();
    if (!taker.accepted || taker.connack != book.now()) return;
    for (const auto& [id, connection] : book.connections()) {
      const bool was_connected = connection.accepted && connection.connack < taker.connect &&
                                 connection.client_disconnect == never &&
                                 connection.client_closed == never;
      // A server of 3.1.1 does not tell which name it gives a client that has none.
      if (id == taker.id || connection.client_id != taker.client_id || !was_connected ||
          taker.client_id.empty())
        continue;
      reached();
      taken_over_.push_back({id, taker.version, taker.connack});
    }
  }

  void conclude(const Book& book) override {
    for (const TakeOver& take_over : taken_over_)
      if (!book.at(take_over.connection).closed())
        accuse("MQTT-3.1.4-2"_v311 | "MQTT-3.1.4-3"_v5, take_over.version, take_over.connack,
               text_of("connection ", take_over.connection,
                       " stays open after another client took over its ClientId"));
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

}  // namespace mqttspec::model
