// P49 NoLocal: a client does not get its own messages by subscriptions with No Local, and sets
// that option on no Shared Subscription (5.0).
#include <fmt/core.h>

#include <algorithm>

#include "codec/topic.hpp"
#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class NoLocal final : public DeliveryMonitor {
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    const bool all_no_local =
        !delivery.subscriptions.empty() &&
        std::ranges::all_of(delivery.subscriptions, [](const SubscriptionFacts* subscription) {
          return subscription->options.no_local;
        });
    if (!all_no_local || delivery.packet.retain || delivery.origins.empty()) return;
    note_antecedent();
    const std::string& client_id = facts.session().client_id;
    const bool all_own = std::ranges::all_of(delivery.origins, [&](const MessageOrigin& origin) {
      return !origin.will && origin.client_id == client_id;
    });
    if (all_own && !client_id.empty())
      report("MQTT-3.8.3-3"_v5, facts,
             fmt::format("its own message on topic {} comes to a client that asked for No Local",
                         delivery.message.first));
  }
};

class NoLocalNeverShared final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::client, PacketType::subscribe);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const auto* subscribe = packet_from<Subscribe>(event, Sender::client);
    if (subscribe == nullptr || facts.connection().version != Version::v5_0) return;
    for (const Subscription subscription : subscribe->subscriptions) {
      if (!is_shared(subscription.topic_filter)) continue;
      note_antecedent();
      if (subscription.no_local)
        report("MQTT-3.8.3-4"_v5, Version::v5_0, facts.now(),
               fmt::format("No Local on Shared Subscription {}", subscription.topic_filter));
    }
  }
};

}  // namespace

NewMonitor make_no_local() { return std::make_unique<NoLocal>(); }
NewMonitor make_no_local_never_shared() { return std::make_unique<NoLocalNeverShared>(); }

}  // namespace mqttspec::model::monitors
