// P43 MaxPacketSize: no packet is larger than its receiver allows (5.0). Sizes are of whole
// packets.
#include <fmt/core.h>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class MaxPacketSize final : public Monitor {
 public:
  explicit MaxPacketSize(Sender subject) : subject_(subject) {}

 private:
  Interest interest() const override { return Interest::in_packets(subject_); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (!is_packet_from(event, subject_) || !event.bytes) return;
    const ConnectionFacts& connection = facts.connection();
    const bool by_server = subject_ == Sender::server;
    const auto maximum = by_server ? connection.client_limits.maximum_packet_size
                                   : connection.server_limits.maximum_packet_size;
    if (!maximum) return;
    note_antecedent();
    if (event.bytes->size() > *maximum)
      report(by_server ? "MQTT-3.1.2-24"_v5 : "MQTT-3.2.2-15"_v5, connection.version, facts.now(),
             fmt::format("{} of {} bytes where {} are allowed", to_string(type_of(*event.packet)),
                         event.bytes->size(), *maximum));
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_max_packet_size(Sender subject) { return std::make_unique<MaxPacketSize>(subject); }

}  // namespace mqttspec::model::monitors
