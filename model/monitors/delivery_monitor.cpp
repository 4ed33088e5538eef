// Picks out the deliveries that can be judged.
#include "model/monitors/delivery_monitor.hpp"

#include <algorithm>

namespace mqttspec::model::monitors {

bool has_effective_qos(const DeliveryFacts& delivery) {
  const Qos qos = delivery.packet.qos;
  for (const MessageOrigin& origin : delivery.origins)
    for (const SubscriptionFacts* subscription : delivery.subscriptions) {
      const Qos lower = std::min(origin.qos, subscription->granted);
      if (subscription->acknowledged == never ? qos <= lower : qos == lower) return true;
    }
  return false;
}

void DeliveryMonitor::judge(const TraceFacts& facts, const TraceEvent& event) {
  const Sources* sources = facts.sources();
  if (sources == nullptr) return;
  const auto& publish = std::get<Publish>(*event.packet);
  judge_delivery(facts, {publish, facts.message(), *sources->origins, sources->subscriptions,
                         !publish.dup && !publish.retain});
}

}  // namespace mqttspec::model::monitors
