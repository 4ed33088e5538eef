// P32 EffectiveQoS: a message comes at the lower of the QoS it was published with and the QoS that
// was granted; of several copies one has the highest.
#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class EffectiveQos final : public DeliveryMonitor {
  void judge_delivery(const Book& book, const DeliveryFacts& delivery) override {
    // A retained message can be older than the trace.
    if (delivery.packet.retain || delivery.origins.empty() || delivery.subscriptions.empty())
      return;
    // The QoS of a Will is P60's.
    if (std::ranges::all_of(delivery.origins, &MessageOrigin::will)) return;
    reached();
    if (has_effective_qos(delivery)) return;
    accuse("MQTT-3.8.4-6"_v311 | "MQTT-3.8.4-8"_v5, book.connection().version, book.now(),
           text_of("a message on topic ", delivery.message.first, " comes at QoS ",
                   static_cast<int>(delivery.packet.qos),
                   ", which no subscription together with its publication gives"));
  }

  void conclude(const Book& book) override {
    for (const SessionFacts& session : book.sessions()) {
      if (session.connections.size() != 1 || !is_at_rest(book, session)) continue;
      for (const auto& [message, deliveries] : session.deliveries)
        judge_highest(book, session, message, deliveries);
    }
  }

  void judge_highest(const Book& book, const SessionFacts& session, const MessageKey& message,
                     const std::vector<DeliveredCopy>& deliveries) {
    const auto& origins = book.origins(message);
    const auto subscriptions = possible_subscriptions(session, message.first);
    if (origins.size() != 1 || filter_count(subscriptions) < 2 || message.first.starts_with('$'))
      return;
    Qos expected = Qos::at_most_once;
    for (const SubscriptionFacts* subscription : subscriptions) {
      if (subscription->shared || subscription->options.no_local ||
          !is_certain(session, *subscription, origins.front().event))
        return;
      expected = std::max(expected, std::min(origins.front().qos, subscription->granted));
    }
    Qos highest = Qos::at_most_once;
    for (const DeliveredCopy& delivery : deliveries)
      if (delivery.retain)
        return;
      else
        highest = std::max(highest, delivery.qos);
    if (highest < expected)
      accuse("MQTT-3.3.5-1"_v311 | "MQTT-3.3.4-2"_v5, session.version, deliveries.front().event,
             text_of("no copy of a message on topic ", message.first,
                     " has the highest QoS of the matching subscriptions"));
  }
};

}  // namespace

NewMonitor make_effective_qos() { return std::make_unique<EffectiveQos>(); }

}  // namespace mqttspec::model
