// P32 EffectiveQoS: a message comes at the lower of the QoS it was published with and the QoS that
// was granted; of several copies one has the highest.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class EffectiveQos final : public DeliveryMonitor {
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    // A retained message can be older than the trace.
    if (delivery.packet.retain || delivery.origins.empty() || delivery.subscriptions.empty())
      return;
    // The QoS of a Will is P60's.
    if (std::ranges::all_of(delivery.origins, &MessageOrigin::will)) return;
    note_antecedent();
    if (has_effective_qos(delivery)) return;
    report("MQTT-3.8.4-6"_v311 | "MQTT-3.8.4-8"_v5, facts,
           fmt::format("a message on topic {} comes at QoS {}, which no subscription together with "
                       "its publication gives",
                       delivery.message.first, static_cast<int>(delivery.packet.qos)));
  }

  void conclude(const TraceFacts& facts) override {
    for (const SessionFacts& session : facts.sessions()) {
      if (session.connections.size() != 1 || !is_at_rest(facts, session)) continue;
      for (const auto& [message, deliveries] : session.deliveries)
        judge_highest(facts, session, message, deliveries);
    }
  }

  void judge_highest(const TraceFacts& facts, const SessionFacts& session,
                     const MessageKey& message, const std::vector<DeliveredCopy>& deliveries) {
    const auto& origins = facts.origins(message);
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
      report(
          "MQTT-3.3.5-1"_v311 | "MQTT-3.3.4-2"_v5, session.version, deliveries.front().event,
          fmt::format(
              "no copy of a message on topic {} has the highest QoS of the matching subscriptions",
              message.first));
  }
};

}  // namespace

NewMonitor make_effective_qos() { return std::make_unique<EffectiveQos>(); }

}  // namespace mqttspec::model::monitors
