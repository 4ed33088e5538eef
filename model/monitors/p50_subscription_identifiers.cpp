// P50 SubscriptionIdentifiers: a message carries the identifiers of the subscriptions that it comes
// by, all of them if it comes once; a client sends none (5.0).
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

bool carries(const DeliveredCopy& delivery, std::uint32_t identifier) {
  return std::ranges::find(delivery.subscription_identifiers, identifier) !=
         delivery.subscription_identifiers.end();
}

class SubscriptionIdentifiersCarried final : public DeliveryMonitor {
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    const auto& subscriptions = delivery.subscriptions;
    const auto has_identifier = [](const SubscriptionFacts* subscription) {
      return subscription->identifier.has_value();
    };
    if (std::ranges::any_of(subscriptions, has_identifier)) note_antecedent();
    const DeliveredCopy& copy = deliveries_of(facts.session(), delivery.message).back();
    for (const std::uint32_t identifier : copy.subscription_identifiers)
      if (std::ranges::none_of(subscriptions, [&](const SubscriptionFacts* subscription) {
            return subscription->identifier == identifier;
          }))
        report("U5.0-3.3.4-5"_v5, facts,
               fmt::format(
                   "Subscription Identifier {} is that of no subscription that matches topic {}",
                   identifier, delivery.message.first));
    if (copy.subscription_identifiers.empty() && !delivery.packet.retain &&
        !subscriptions.empty() && std::ranges::all_of(subscriptions, has_identifier))
      report("MQTT-3.3.4-3"_v5, facts,
             fmt::format("a message on topic {} comes without a Subscription Identifier",
                         delivery.message.first));
  }

  void conclude(const TraceFacts& facts) override {
    for (const SessionFacts& session : facts.sessions()) {
      if (session.version != Version::v5_0 || !is_at_rest(facts, session)) continue;
      for (const auto& [message, deliveries] : session.deliveries)
        judge_single_copy(facts, session, message, deliveries);
    }
  }

  void judge_single_copy(const TraceFacts& facts, const SessionFacts& session,
                         const MessageKey& message, const std::vector<DeliveredCopy>& deliveries) {
    const auto& origins = facts.origins(message);
    if (origins.size() != 1 || origins.front().sendings != 1 || deliveries.size() != 1 ||
        deliveries.front().retain || deliveries.front().dup ||
        deliveries.front().subscription_identifiers.empty())
      return;
    for (const SubscriptionFacts* subscription : possible_subscriptions(session, message.first)) {
      if (subscription->shared || subscription->options.no_local || !subscription->identifier ||
          std::min(subscription->granted, origins.front().qos) == Qos::at_most_once ||
          !is_certain(session, *subscription, origins.front().event))
        continue;  // at QoS 0 a copy of its own may have been lost
      if (!carries(deliveries.front(), *subscription->identifier))
        report(
            "MQTT-3.3.4-4"_v5, session.version, deliveries.front().event,
            fmt::format("the only copy of a message on topic {} lacks Subscription Identifier {}",
                        message.first, *subscription->identifier));
    }
  }
};

class ClientSendsNone final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::client, PacketType::publish);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::client);
    if (publish == nullptr) return;
    note_antecedent();
    if (!publish->properties.subscription_identifiers.empty())
      report("MQTT-3.3.4-6"_v5, facts, "a client's PUBLISH with a Subscription Identifier");
  }
};

}  // namespace

NewMonitor make_subscription_identifiers() {
  return std::make_unique<SubscriptionIdentifiersCarried>();
}
NewMonitor make_client_sends_no_subscription_identifier() {
  return std::make_unique<ClientSendsNone>();
}

}  // namespace mqttspec::model::monitors
