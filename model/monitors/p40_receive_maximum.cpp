// P40, P41 ReceiveMaximum: never more unacknowledged PUBLISH packets above QoS 0 on a connection
// than its other side allows.
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class ReceiveMaximum final : public BookedMonitor {
 public:
  explicit ReceiveMaximum(Sender subject) : subject_(subject) {}

 private:
  void judge(const Book& book, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, subject_);
    const ConnectionFacts& connection = book.connection();
    if (publish == nullptr || publish->qos == Qos::at_most_once ||
        connection.version != Version::v5_0 || !connection.accepted)
      return;
    if (subject_ == Sender::server && !connection.judgeable()) return;
    reached();
    std::size_t in_flight = 0;
    for (const auto& [id, exchange] : book.session().from(subject_))
      if (!exchange.over() && exchange.sent_on(connection.id)) ++in_flight;
    const std::uint16_t maximum = subject_ == Sender::server
                                      ? connection.client_limits.receive_maximum
                                      : connection.server_limits.receive_maximum;
    if (in_flight > maximum)
      accuse(subject_ == Sender::server ? "MQTT-3.3.4-9"_v5 : "MQTT-3.3.4-7"_v5, connection.version,
             book.now(),
             text_of(in_flight, " unacknowledged PUBLISH packets where ", maximum, " are allowed"));
  }

  Sender subject_;
};

}  // namespace

NewMonitor make_receive_maximum(Sender subject) {
  return std::make_unique<ReceiveMaximum>(subject);
}

}  // namespace mqttspec::model
