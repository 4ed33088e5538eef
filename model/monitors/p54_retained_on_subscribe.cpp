// P54 RetainedOnSubscribe: a new subscription brings the retained messages that its options ask
// for, once, and no others.
#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"
#include "model/monitors/retained_rules.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class RetainedOnSubscribe final : public DeliveryMonitor {
  void judge_delivery(const Book& book, const DeliveryFacts& delivery) override {
    if (!delivery.packet.retain || delivery.packet.dup) return;
    const std::string& topic = delivery.message.first;
    const RetainedRights rights = retained_rights(book.session(), topic);
    reached();
    if (rights.keeps_flag || book.connection().version == Version::v3_1_1) return;
    const std::size_t came = retained_count(book.session(), topic);
    if (came <= rights.entitled) return;
    const auto report = [&](Cited cited, std::string_view why) {
      accuse(cited, Version::v5_0, book.now(),
             text_of("a retained message comes on topic ", topic, why));
    };
    if (rights.not_new > 0)
      report("MQTT-3.3.1-10"_v5, " for a subscription that existed");
    else if (rights.not_wanted > 0)
      report("MQTT-3.3.1-11"_v5, " though Retain Handling is 2");
    else if (rights.shared > 0)
      report("U5.0-4.8.2-8"_v5, " for a Shared Subscription");
  }

  void conclude(const Book& book) override {
    for (const SessionFacts& session : book.sessions()) {
      if (!is_at_rest(book, session)) continue;
      const ConnectionFacts& last = book.at(session.connections.back());
      for (const SubscriptionFacts& subscription : session.subscriptions)
        if (subscription.connection == last.id && last.processed > subscription.sent)
          judge_subscription(book, session, subscription);
    }
  }

  void judge_subscription(const Book& book, const SessionFacts& session,
                          const SubscriptionFacts& subscription) {
    const RetainHandling handling = subscription.options.retain_handling;
    if (subscription.shared || subscription.refused || subscription.acknowledged == never ||
        subscription.granted == Qos::at_most_once || subscription.options.no_local ||
        handling == RetainHandling::do_not_send)
      return;
    const bool is_first =
        std::ranges::none_of(session.subscriptions, [&](const SubscriptionFacts& earlier) {
          return earlier.sent < subscription.sent &&
                 earlier.topic_filter == subscription.topic_filter;
        });
    if (handling == RetainHandling::send_if_new && !is_first) return;
    const Cited cited = handling == RetainHandling::send_if_new
                            ? Cited("MQTT-3.3.1-10"_v5)
                            : "MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5;
    for (const auto& [message, origins] : book.messages()) {
      if (!is_stored(book, message, subscription)) continue;
      reached();
      if (is_missing(session, message, subscription))
        accuse(cited, session.version, subscription.acknowledged,
               text_of("the retained message of topic ", message.first,
                       " did not come with the subscription to ", subscription.topic_filter));
    }
  }

  /// True if the message was the topic's retained message when the SUBSCRIBE was sent, and nothing
  /// published at any time could have replaced it.
  static bool is_stored(const Book& book, const MessageKey& message,
                        const SubscriptionFacts& subscription) {
    const std::string& topic = message.first;
    if (message.second.empty() || topic.starts_with('$')) return false;
    std::size_t retained = 0;
    for (auto entry = book.messages().lower_bound({topic, {}});
         entry != book.messages().end() && entry->first.first == topic; ++entry)
      for (const MessageOrigin& origin : entry->second) retained += origin.retain ? 1 : 0;
    const MessageOrigin& origin = book.origins(message).front();
    return retained == 1 && origin.retain && !origin.will && !origin.refused &&
           origin.qos != Qos::at_most_once && origin.completed < subscription.sent &&
           !origin.properties.message_expiry_interval_s && book.at(origin.connection).judgeable();
  }

  static bool is_missing(const SessionFacts& session, const MessageKey& message,
                         const SubscriptionFacts& subscription) {
    const auto possible = possible_subscriptions(session, message.first);
    return std::ranges::find(possible, &subscription) != possible.end() &&
           std::ranges::none_of(deliveries_of(session, message), [&](const DeliveredCopy& copy) {
             return copy.event > subscription.sent;
           });
  }
};

}  // namespace

NewMonitor make_retained_on_subscribe() { return std::make_unique<RetainedOnSubscribe>(); }

}  // namespace mqttspec::model
