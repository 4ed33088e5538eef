// P49 NoLocal: a client does not get its own messages by subscriptions with No Local, and sets
// that option on no Shared Subscription (5.0).
#include <algorithm>

#include "codec/topic.hpp"
#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class NoLocal final : public DeliveryMonitor {
  void judge_delivery(const Book& book, const DeliveryFacts& delivery) override {
    const bool all_no_local =
        !delivery.subscriptions.empty() &&
        std::ranges::all_of(delivery.subscriptions, [](const SubscriptionFacts* subscription) {
          return subscription->options.no_local;
        });
    if (!all_no_local || delivery.packet.retain || delivery.origins.empty()) return;
    reached();
    const std::string& client_id = book.session().client_id;
    const bool all_own = std::ranges::all_of(delivery.origins, [&](const MessageOrigin& origin) {
      return !origin.will && origin.client_id == client_id;
    });
    if (all_own && !client_id.empty())
      accuse("MQTT-3.8.3-3"_v5, book.connection().version, book.now(),
             text_of("its own message on topic ", delivery.message.first,
                     " comes to a client that asked for No Local"));
  }
};

class NoLocalNeverShared final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    const auto* subscribe = packet_from<Subscribe>(event, Sender::client);
    if (subscribe == nullptr || book.connection().version != Version::v5_0) return;
    for (const Subscription subscription : subscribe->subscriptions) {
      if (!is_shared(subscription.topic_filter)) continue;
      reached();
      if (subscription.no_local)
        accuse("MQTT-3.8.3-4"_v5, Version::v5_0, book.now(),
               text_of("No Local on Shared Subscription ", subscription.topic_filter));
    }
  }
};

}  // namespace

NewMonitor make_no_local() { return std::make_unique<NoLocal>(); }
NewMonitor make_no_local_never_shared() { return std::make_unique<NoLocalNeverShared>(); }

}  // namespace mqttspec::model
