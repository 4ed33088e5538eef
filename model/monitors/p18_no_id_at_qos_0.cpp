// P18 NoIdAtQoS0: a PUBLISH at QoS 0 has no Packet Identifier. On the wire such a field would be
// read as payload, so that this judges senders whose packets are known as values.
#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class NoIdAtQos0 final : public Monitor {
 public:
  explicit NoIdAtQos0(Sender subject) : subject_(subject) {}

 private:
  Interest interest() const override { return Interest::in_packets(subject_, PacketType::publish); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, subject_);
    if (publish == nullptr || publish->qos != Qos::at_most_once) return;
    note_antecedent();
    if (publish->packet_id != 0)
      report("MQTT-2.3.1-5"_v311 | "MQTT-2.2.1-2"_v5, facts,
             "a PUBLISH at QoS 0 with a Packet Identifier");
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_no_id_at_qos_0(Sender subject) { return std::make_unique<NoIdAtQos0>(subject); }

}  // namespace mqttspec::model::monitors
