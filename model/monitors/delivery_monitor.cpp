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
  const auto* publish = packet_from<Publish>(event, Sender::server);
  if (publish == nullptr || !facts.connection().judgeable() || !facts.session().judgeable()) return;
  if (facts.saw_client_garbage()) return;
  // What a server says about itself ($SYS), and what others published, is not ours to judge.
  if (!facts.knows_topic(facts.topic()) || facts.topic().starts_with('$')) return;
  const MessageKey message{facts.topic(), std::string(as_text(publish->payload))};
  judge_delivery(facts, {*publish, message, facts.origins(message),
                         possible_subscriptions(facts.session(), facts.topic()),
                         !publish->dup && !publish->retain});
}

}  // namespace mqttspec::model::monitors
