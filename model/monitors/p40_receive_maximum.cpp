// P40, P41 ReceiveMaximum: never more unacknowledged PUBLISH packets above QoS 0 on a connection
// than its other side allows.
#include <fmt/core.h>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class ReceiveMaximum final : public Monitor {
 public:
  explicit ReceiveMaximum(Sender subject) : subject_(subject) {}

 private:
  Interest interest() const override { return Interest::in_packets(subject_, PacketType::publish); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, subject_);
    const ConnectionFacts& connection = facts.connection();
    if (publish == nullptr || publish->qos == Qos::at_most_once ||
        connection.version != Version::v5_0 || !connection.accepted)
      return;
    if (subject_ == Sender::server && !connection.judgeable()) return;
    note_antecedent();
    std::size_t in_flight = 0;
    for (const auto& [id, exchange] : facts.session().from(subject_))
      if (!exchange.over() && exchange.sent_on(connection.id)) ++in_flight;
    const auto maximum = connection.most_in_flight(subject_);
    if (in_flight > maximum)
      report(subject_ == Sender::server ? "MQTT-3.3.4-9"_v5 : "MQTT-3.3.4-7"_v5, connection.version,
             facts.now(),
             fmt::format("{} unacknowledged PUBLISH packets where {} are allowed", in_flight,
                         maximum));
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_receive_maximum(Sender subject) {
  return std::make_unique<ReceiveMaximum>(subject);
}

}  // namespace mqttspec::model::monitors
