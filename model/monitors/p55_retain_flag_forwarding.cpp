// P55 RetainFlagForwarding: RETAIN marks messages that a new subscription brings; on others it is
// 0, or as published where Retain As Published asks for it.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"
#include "model/monitors/retained_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

// Milliseconds after which a message is no longer on its way to those that were subscribed: before
// that, it may come to a new subscription as well, and not for its sake.
constexpr Time time_to_pass_on = 1'000;

class RetainFlagForwarding final : public DeliveryMonitor {
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    if (delivery.packet.dup || delivery.subscriptions.empty()) return;
    if (std::ranges::any_of(delivery.subscriptions, &SubscriptionFacts::shared)) return;
    note_antecedent();
    if (delivery.packet.retain)
      judge_flagged(facts, delivery);
    else if (!delivery.origins.empty())
      judge_plain(facts, delivery);
  }

  // Each SUBSCRIBE entry brings the retained message of a topic once; more must be forwarded ones.
  void judge_flagged(const TraceFacts& facts, const DeliveryFacts& delivery) {
    const std::string& topic = delivery.message.first;
    const RetainedRights rights = retained_rights(facts.session(), delivery.subscriptions);
    if (rights.keeps_flag || rights.not_new > 0 || rights.not_wanted > 0 || rights.shared > 0)
      return;
    const std::size_t came = retained_count(facts.session(), topic);
    if (came > rights.entitled)
      report("MQTT-3.3.1-9"_v311 | "MQTT-3.3.1-12"_v5, facts,
             fmt::format("message number {} with RETAIN on topic {} after {} subscriptions: it is "
                         "a forwarded one",
                         came, topic, rights.entitled));
  }

  void judge_plain(const TraceFacts& facts, const DeliveryFacts& delivery) {
    const Version version = facts.connection().version;
    const bool all_retained = std::ranges::all_of(delivery.origins, &MessageOrigin::retain);
    if (!all_retained) return;
    const auto keeps_flag = [](const SubscriptionFacts* subscription) {
      return subscription->options.retain_as_published;
    };
    if (std::ranges::all_of(delivery.subscriptions, keeps_flag) &&
        facts.connection().server_limits.retain)
      return report("MQTT-3.3.1-13"_v5, version, facts.now(),
                    fmt::format("RETAIN is lost on topic {} in spite of Retain As Published",
                                delivery.message.first));
    const auto is_older = [&](const MessageOrigin& origin) {
      return std::ranges::all_of(delivery.subscriptions,
                                 [&](const SubscriptionFacts* subscription) {
                                   return !origin.will && origin.completed < subscription->sent &&
                                          facts.time_of(subscription->sent) >=
                                              facts.time_of(origin.completed) + time_to_pass_on;
                                 });
    };
    if (std::ranges::all_of(delivery.origins, is_older))
      report("MQTT-3.3.1-8"_v311 | "U5.0-3.3.1.3-3"_v5, version, facts.now(),
             fmt::format(
                 "a message on topic {} is older than the subscription, and comes without RETAIN",
                 delivery.message.first));
  }
};

}  // namespace

NewMonitor make_retain_flag_forwarding() { return std::make_unique<RetainFlagForwarding>(); }

}  // namespace mqttspec::model::monitors
