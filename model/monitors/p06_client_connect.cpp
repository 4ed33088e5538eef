// P06 ConnectFirstOnce and P09 ClientSessionAgreement, the client's sides: CONNECT comes first and
// once, and a client without a session leaves when the server claims one.
#include <fmt/core.h>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class ClientConnectFirstOnce final : public Monitor {
  Interest interest() const override { return Interest::in_packets(Sender::client); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (!is_packet_from(event, Sender::client)) return;
    const ConnectionFacts& connection = facts.connection();
    const PacketType type = type_of(*event.packet);
    if (connection.first_from_client == facts.now()) {
      note_antecedent();
      if (type != PacketType::connect)
        report("MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5, event.version, facts.now(),
               fmt::format("the first packet is {}", to_string(type)));
    } else if (type == PacketType::connect && connection.connect != facts.now()) {
      report("U3.1.1-3.1-1"_v311 | "U5.0-3.1-1"_v5, connection.version, facts.now(),
             "a second CONNECT");
    }
  }
};

class ClientSessionAgreement final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::connack);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (packet_from<Connack>(event, Sender::server) == nullptr) return;
    if (facts.connection().clean_start && facts.connection().session_present) note_antecedent();
  }

  void conclude(const TraceFacts& facts) override {
    for (const auto& [id, connection] : facts.connections())
      if (connection.clean_start && connection.session_present && !connection.closed())
        report("MQTT-3.2.2-4"_v5, connection.version, connection.connack,
               "the client stays though the server claims a session that the client does not have");
  }
};

}  // namespace

NewMonitor make_client_connect_first_once() { return std::make_unique<ClientConnectFirstOnce>(); }
NewMonitor make_client_session_agreement() { return std::make_unique<ClientSessionAgreement>(); }

}  // namespace mqttspec::model::monitors
