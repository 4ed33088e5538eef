// P52 RetainedIsLast, P53 EmptyClears: what comes as the retained message of a topic is the last
// one published there, and nothing after an empty one.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"
#include "model/monitors/retained_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

/// Finds a retained message on the topic that certainly took the place of `message` before `by`:
/// published by the same client when all sendings of `message` had been dealt with.
const std::pair<const MessageKey, Origins>* find_successor(const TraceFacts& facts,
                                                           const MessageKey& message, Position by,
                                                           bool empty) {
  Position done = 0;
  std::string publisher;
  for (const MessageOrigin& origin : facts.origins(message)) {
    if (!origin.retain) continue;
    if (origin.will || origin.completed == never) return nullptr;
    done = std::max(done, origin.completed);
    publisher = origin.client_id;
  }
  if (done == 0) return nullptr;
  const std::string& topic = message.first;
  for (auto entry = facts.messages().lower_bound({topic, {}});
       entry != facts.messages().end() && entry->first.first == topic; ++entry) {
    if (entry->first == message || entry->first.second.empty() != empty) continue;
    for (const MessageOrigin& origin : entry->second)
      if (origin.retain && !origin.refused && !origin.will && origin.client_id == publisher &&
          origin.event > done && origin.completed < by)
        return &*entry;
  }
  return nullptr;
}

class RetainedIsLast final : public DeliveryMonitor {
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    const RetainedRights rights = retained_rights(facts.session(), delivery.subscriptions);
    if (!delivery.packet.retain || delivery.packet.dup || rights.keeps_flag) return;
    note_antecedent();
    if (find_successor(facts, delivery.message, rights.first_sent, false) != nullptr &&
        rights.entitled > 0)
      report("MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-5"_v5, facts,
             fmt::format("the retained message of topic {} is one that a later one had replaced "
                         "before the SUBSCRIBE",
                         delivery.message.first));
  }
};

class EmptyClears final : public DeliveryMonitor {
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    const RetainedRights rights = retained_rights(facts.session(), delivery.subscriptions);
    if (!delivery.packet.retain || delivery.packet.dup || rights.keeps_flag) return;
    note_antecedent();
    const Version version = facts.connection().version;
    if (delivery.packet.payload.empty()) {
      report("MQTT-3.3.1-11"_v311 | "MQTT-3.3.1-7"_v5, version, facts.now(),
             fmt::format("an empty retained message comes on topic {}", delivery.message.first));
    } else if (rights.entitled > 0 &&
               find_successor(facts, delivery.message, rights.first_sent, true) != nullptr) {
      report("MQTT-3.3.1-10"_v311 | "MQTT-3.3.1-6"_v5, version, facts.now(),
             fmt::format("the retained message of topic {} comes, though an empty one had removed "
                         "it before the SUBSCRIBE",
                         delivery.message.first));
    }
  }
};

}  // namespace

NewMonitor make_retained_is_last() { return std::make_unique<RetainedIsLast>(); }
NewMonitor make_empty_clears() { return std::make_unique<EmptyClears>(); }

}  // namespace mqttspec::model::monitors
