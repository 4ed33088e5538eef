// P55 RetainFlagForwarding: RETAIN marks messages that a new subscription brings; on others it is
// 0, or as published where Retain As Published asks for it.
#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"
#include "model/monitors/retained_rules.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class RetainFlagForwarding final : public DeliveryMonitor {
  void judge_delivery(const Book& book, const DeliveryFacts& delivery) override {
    if (delivery.packet.dup || delivery.subscriptions.empty()) return;
    if (std::ranges::any_of(delivery.subscriptions, &SubscriptionFacts::shared)) return;
    reached();
    if (delivery.packet.retain)
      judge_flagged(book, delivery);
    else if (!delivery.origins.empty())
      judge_plain(book, delivery);
  }

  // Each SUBSCRIBE entry brings the retained message of a topic once; more must be forwarded ones.
  void judge_flagged(const Book& book, const DeliveryFacts& delivery) {
    const std::string& topic = delivery.message.first;
    const RetainedRights rights = retained_rights(book.session(), topic);
    if (rights.keeps_flag || rights.not_new > 0 || rights.not_wanted > 0) return;
    const std::size_t came = retained_count(book.session(), topic);
    if (came > rights.entitled)
      accuse("MQTT-3.3.1-9"_v311 | "MQTT-3.3.1-12"_v5, book.connection().version, book.now(),
             text_of("message number ", came, " with RETAIN on topic ", topic, " after ",
                     rights.entitled, " subscriptions: it is a forwarded one"));
  }

  void judge_plain(const Book& book, const DeliveryFacts& delivery) {
    const Version version = book.connection().version;
    const bool all_retained = std::ranges::all_of(delivery.origins, &MessageOrigin::retain);
    if (!all_retained) return;
    const auto keeps_flag = [](const SubscriptionFacts* subscription) {
      return subscription->options.retain_as_published;
    };
    if (std::ranges::all_of(delivery.subscriptions, keeps_flag) &&
        book.connection().server_limits.retain)
      return accuse("MQTT-3.3.1-13"_v5, version, book.now(),
                    text_of("RETAIN is lost on topic ", delivery.message.first,
                            " in spite of Retain As Published"));
    const auto is_older = [&](const MessageOrigin& origin) {
      return std::ranges::all_of(delivery.subscriptions,
                                 [&](const SubscriptionFacts* subscription) {
                                   return !origin.will && origin.completed < subscription->sent;
                                 });
    };
    if (std::ranges::all_of(delivery.origins, is_older))
      accuse("MQTT-3.3.1-8"_v311 | "U5.0-3.3.1.3-3"_v5, version, book.now(),
             text_of("a message on topic ", delivery.message.first,
                     " is older than the subscription, and comes without RETAIN"));
  }
};

}  // namespace

NewMonitor make_retain_flag_forwarding() { return std::make_unique<RetainFlagForwarding>(); }

}  // namespace mqttspec::model
