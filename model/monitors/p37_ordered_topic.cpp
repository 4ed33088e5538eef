// P37 OrderedTopic: what one client publishes on one topic at one QoS comes to a subscriber in that
// order, as far as first sendings go.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class OrderedTopic final : public DeliveryMonitor {
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    const MessageOrigin* origin = only_origin(facts, delivery.message);
    if (!delivery.first || origin == nullptr || delivery.subscriptions.size() != 1 ||
        delivery.subscriptions.front()->shared)
      return;
    const SessionFacts& session = facts.session();
    if (deliveries_of(session, delivery.message).size() != 1) return;
    const std::string& topic = delivery.message.first;
    for (auto other = session.deliveries.lower_bound({topic, {}});
         other != session.deliveries.end() && other->first.first == topic; ++other) {
      const MessageOrigin* later = only_origin(facts, other->first);
      if (later == nullptr || later == origin || later->qos != origin->qos ||
          later->connection != origin->connection)
        continue;
      note_antecedent();
      const DeliveredCopy& first = other->second.front();
      if (was_published_before(*origin, *later) && !first.dup && !first.retain &&
          first.qos == delivery.packet.qos)
        report("MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5, facts,
               fmt::format("a message on topic {} comes after one that its client published later",
                           topic));
    }
  }

  /// The message's origin if it came in one way only, by one PUBLISH.
  static const MessageOrigin* only_origin(const TraceFacts& facts, const MessageKey& message) {
    const auto& origins = facts.origins(message);
    if (origins.size() != 1 || origins.front().sendings != 1 || origins.front().will)
      return nullptr;
    return &origins.front();
  }

  /// At QoS 2 the server may count from the PUBLISH or from the PUBREL: both have to agree.
  static bool was_published_before(const MessageOrigin& a, const MessageOrigin& b) {
    if (a.event >= b.event) return false;
    return a.qos != Qos::exactly_once || a.released < b.released ||
           (a.released == never && b.released == never);
  }
};

}  // namespace

NewMonitor make_ordered_topic() { return std::make_unique<OrderedTopic>(); }

}  // namespace mqttspec::model::monitors
