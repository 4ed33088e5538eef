// P06 ConnectFirstOnce and P09 ClientSessionAgreement, the client's sides: CONNECT comes first and
// once, and a client without a session leaves when the server claims one.
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class ClientConnectFirstOnce final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    if (!is_packet_from(event, Sender::client)) return;
    const ConnectionFacts& connection = book.connection();
    const PacketType type = type_of(*event.packet);
    if (connection.first_from_client == book.now()) {
      reached();
      if (type != PacketType::connect)
        accuse("MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5, event.version, book.now(),
               text_of("the first packet is ", to_string(type)));
    } else if (type == PacketType::connect && connection.connect != book.now()) {
      accuse("U3.1.1-3.1-1"_v311 | "U5.0-3.1-1"_v5, connection.version, book.now(),
             "a second CONNECT");
    }
  }
};

class ClientSessionAgreement final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    if (packet_from<Connack>(event, Sender::server) == nullptr) return;
    if (book.connection().clean_start && book.connection().session_present) reached();
  }

  void conclude(const Book& book) override {
    for (const auto& [id, connection] : book.connections())
      if (connection.clean_start && connection.session_present && !connection.closed())
        accuse("MQTT-3.2.2-4"_v5, connection.version, connection.connack,
               "the client stays though the server claims a session that the client does not have");
  }
};

}  // namespace

NewMonitor make_client_connect_first_once() { return std::make_unique<ClientConnectFirstOnce>(); }
NewMonitor make_client_session_agreement() { return std::make_unique<ClientSessionAgreement>(); }

}  // namespace mqttspec::model
