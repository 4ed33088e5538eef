// P27 NegativeAckEnds: after a PUBACK or PUBREC from 0x80 on the server does not send the message
// again (5.0). That no PUBREL may follow is not said (spec/ambiguities.md, 45).
#include <fmt/core.h>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class NegativeAckEnds final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::client) |
           Interest::in_packets(Sender::server, PacketType::publish);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (!facts.connection().judgeable() || !facts.session().judgeable()) return;
    const Exchange* exchange = facts.exchange();
    if (is_packet_from(event, Sender::client) && exchange != nullptr && exchange->refused &&
        exchange->finished == facts.now() && type_of(*event.packet) != PacketType::pubcomp)
      note_antecedent();
    const auto* publish = packet_from<Publish>(event, Sender::server);
    if (publish == nullptr || facts.held() == nullptr || !facts.held()->refused) return;
    // If the connection was cut, only a later answer shows that the refusal had arrived.
    const Exchange& held = *facts.held();
    const bool arrived = facts.at(held.finished_on).processed > held.finished;
    if (facts.sending_kind() == SendingKind::late && arrived &&
        !held.sent_on(facts.connection().id))
      report("MQTT-4.4.0-2"_v5, Version::v5_0, facts.now(),
             fmt::format("PUBLISH with Packet Identifier {} is sent again though it was refused",
                         publish->packet_id));
  }
};

}  // namespace

NewMonitor make_negative_ack_ends() { return std::make_unique<NegativeAckEnds>(); }

}  // namespace mqttspec::model::monitors
