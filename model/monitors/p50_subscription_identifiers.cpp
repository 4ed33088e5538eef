// P50 SubscriptionIdentifiers: a message carries the identifiers of the subscriptions that it comes
// by, all of them if it comes once; a client sends none (5.0).
#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

bool carries(const DeliveredCopy& delivery, std::uint32_t identifier) {
  return std::ranges::find(delivery.subscription_identifiers, identifier) !=
         delivery.subscription_identifiers.end();
}

class SubscriptionIdentifiersCarried final : public DeliveryMonitor {
  void judge_delivery(const Book& book, const DeliveryFacts& delivery) override {
    const auto& subscriptions = delivery.subscriptions;
    const auto has_identifier = [](const SubscriptionFacts* subscription) {
      return subscription->identifier.has_value();
    };
    if (std::ranges::any_of(subscriptions, has_identifier)) reached();
    const DeliveredCopy& copy = deliveries_of(book.session(), delivery.message).back();
    for (const std::uint32_t identifier : copy.subscription_identifiers)
      if (std::ranges::none_of(subscriptions, [&](const SubscriptionFacts* subscription) {
            return subscription->identifier == identifier;
          }))
        accuse("U5.0-3.3.4-5"_v5, book.connection().version, book.now(),
               text_of("Subscription Identifier ", identifier,
                       " is that of no subscription that matches topic ", delivery.message.first));
    if (copy.subscription_identifiers.empty() && !delivery.packet.retain &&
        !subscriptions.empty() && std::ranges::all_of(subscriptions, has_identifier))
      accuse("MQTT-3.3.4-3"_v5, book.connection().version, book.now(),
             text_of("a message on topic ", delivery.message.first,
                     " comes without a Subscription Identifier"));
  }

  void conclude(const Book& book) override {
    for (const SessionFacts& session : book.sessions()) {
      if (session.version != Version::v5_0 || !is_at_rest(book, session)) continue;
      for (const auto& [message, deliveries] : session.deliveries)
        judge_single_copy(book, session, message, deliveries);
    }
  }

  void judge_single_copy(const Book& book, const SessionFacts& session, const MessageKey& message,
                         const std::vector<DeliveredCopy>& deliveries) {
    const auto& origins = book.origins(message);
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
        accuse("MQTT-3.3.4-4"_v5, session.version, deliveries.front().event,
               text_of("the only copy of a message on topic ", message.first,
                       " lacks Subscription Identifier ", *subscription->identifier));
    }
  }
};

class ClientSendsNone final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::client);
    if (publish == nullptr) return;
    reached();
    if (!publish->properties.subscription_identifiers.empty())
      accuse("MQTT-3.3.4-6"_v5, book.connection().version, book.now(),
             "a client's PUBLISH with a Subscription Identifier");
  }
};

}  // namespace

NewMonitor make_subscription_identifiers() {
  return std::make_unique<SubscriptionIdentifiersCarried>();
}
NewMonitor make_client_sends_no_subscription_identifier() {
  return std::make_unique<ClientSendsNone>();
}

}  // namespace mqttspec::model
