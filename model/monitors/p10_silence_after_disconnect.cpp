// P10 SilenceAfterDisconnect: DISCONNECT is the last packet its sender sends on a connection, and
// the connection closes.
#include <fmt/core.h>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class SilenceAfterDisconnect final : public Monitor {
 public:
  explicit SilenceAfterDisconnect(Sender subject) : subject_(subject) {}

 private:
  Interest interest() const override { return Interest::in_packets(subject_); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (!is_packet_from(event, subject_)) return;
    const Position disconnect = disconnect_of(facts.connection());
    if (disconnect == facts.now()) return note_antecedent();
    if (disconnect < facts.now())
      report("MQTT-3.14.4-2"_v311 | "MQTT-3.14.4-1"_v5, facts,
             fmt::format("{} after DISCONNECT", to_string(type_of(*event.packet))));
  }

  void conclude(const TraceFacts& facts) override {
    for (const auto& [id, connection] : facts.connections())
      if (disconnect_of(connection) != never && !connection.closed())
        report("MQTT-3.14.4-1"_v311 | "MQTT-3.14.4-2"_v5, connection.version,
               disconnect_of(connection), "the connection stays open after DISCONNECT");
  }

  Position disconnect_of(const ConnectionFacts& connection) const {
    return subject_ == Sender::server ? connection.server_disconnect : connection.client_disconnect;
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_silence_after_disconnect(Sender subject) {
  return std::make_unique<SilenceAfterDisconnect>(subject);
}

}  // namespace mqttspec::model::monitors
