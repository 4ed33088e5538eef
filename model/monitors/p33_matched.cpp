// P33 DeliveredOnlyIfMatched, P35 Conservation, P47 UnsubscribeStops: every delivery has a
// subscription and a message that it comes from.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class DeliveredOnlyIfMatched final : public DeliveryMonitor {
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    note_antecedent();
    if (delivery.subscriptions.empty())
      report(
          "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5, facts,
          fmt::format("no subscription of the session matches topic {}", delivery.message.first));
  }
};

class Conservation final : public DeliveryMonitor {
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    if (delivery.packet.retain) return;
    note_antecedent();
    if (delivery.origins.empty() && !may_be_renamed(facts, delivery.message))
      report(
          "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, facts,
          fmt::format("a message comes on topic {} that nobody published there with this payload",
                      delivery.message.first));
  }

  /// A Server may override the Topic Name of a message (3.3.2.1).
  static bool may_be_renamed(const TraceFacts& facts, const MessageKey& message) {
    return std::ranges::any_of(facts.messages(), [&](const auto& published) {
      return published.first.second == message.second && published.first.first != message.first;
    });
  }
};

class UnsubscribeStops final : public DeliveryMonitor {
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    if (!delivery.first || delivery.origins.empty() || delivery.subscriptions.empty()) return;
    if (!facts.session().unsubscriptions.empty()) note_antecedent();
    const auto began_after_its_end = [&](const SubscriptionFacts* subscription) {
      return std::ranges::all_of(delivery.origins, [&](const MessageOrigin& origin) {
        return has_ended(facts.session(), *subscription, origin.event);
      });
    };
    if (std::ranges::all_of(delivery.subscriptions, began_after_its_end))
      report("MQTT-3.10.4-2"_v311 | "MQTT-3.10.4-2"_v5, facts,
             fmt::format("a message on topic {} was published after the UNSUBACK, and is delivered",
                         delivery.message.first));
  }

  /// True if an UNSUBSCRIBE had been carried out before `event`, and its filter did not come back.
  static bool has_ended(const SessionFacts& session, const SubscriptionFacts& subscription,
                        Position event) {
    return std::ranges::any_of(session.unsubscriptions, [&](const UnsubscriptionFacts& end) {
      return end.topic_filter == subscription.topic_filter && end.sent > subscription.sent &&
             end.acknowledged < event && !end.refused &&
             std::ranges::none_of(
                 session.subscriptions,
                 [&](const SubscriptionFacts& later) {
                   return later.topic_filter == end.topic_filter && later.sent > end.sent;
                 });
    });
  }
};

}  // namespace

NewMonitor make_delivered_only_if_matched() { return std::make_unique<DeliveredOnlyIfMatched>(); }
NewMonitor make_conservation() { return std::make_unique<Conservation>(); }
NewMonitor make_unsubscribe_stops() { return std::make_unique<UnsubscribeStops>(); }

}  // namespace mqttspec::model::monitors
