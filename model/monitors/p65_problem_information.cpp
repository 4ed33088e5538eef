// P65 ProblemInformation: a client that wants none gets no Reason String and no User Property but
// in PUBLISH, CONNACK and DISCONNECT (5.0).
#include <fmt/core.h>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

template <class Typed>
bool informs(const Typed& packet) {
  if constexpr (requires { packet.properties.reason_string; })
    return packet.properties.reason_string.has_value() ||
           !packet.properties.user_properties.empty();
  return false;
}

class ProblemInformation final : public Monitor {
  Interest interest() const override { return Interest::in_packets(Sender::server); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& connection = facts.connection();
    if (!is_packet_from(event, Sender::server) || connection.problem_information) return;
    const PacketType type = type_of(*event.packet);
    if (type == PacketType::publish || type == PacketType::connack ||
        type == PacketType::disconnect)
      return;
    note_antecedent();
    if (std::visit([](const auto& packet) { return informs(packet); }, *event.packet))
      report("MQTT-3.1.2-29"_v5, connection.version, facts.now(),
             fmt::format("{} with a Reason String or User Property", to_string(type)));
  }
};

}  // namespace

NewMonitor make_problem_information() { return std::make_unique<ProblemInformation>(); }

}  // namespace mqttspec::model::monitors
