// P54 RetainedOnSubscribe, P56 RetainedOutlivesSession: a new subscription brings the retained
// messages that its options ask for, once, and no others, whether or not their publishers are gone.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"
#include "model/monitors/retained_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

// The same absence is a breach of one guarantee or the other: a retained message that had been
// there while its publisher's session lasted has gone with it.
enum class Asked : std::uint8_t { of_present_sessions, of_ended_sessions };

class RetainedOnSubscribe final : public DeliveryMonitor {
 public:
  explicit RetainedOnSubscribe(Asked asked_for) : asked_for_(asked_for) {}

 private:
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    if (!delivery.packet.retain || delivery.packet.dup) return;
    if (asked_for_ == Asked::of_ended_sessions) {
      if (delivery.origins.size() == 1 && is_session_over(facts, delivery.origins.front()))
        note_antecedent();
      return;
    }
    const std::string& topic = delivery.message.first;
    const RetainedRights rights = retained_rights(facts.session(), delivery.subscriptions);
    note_antecedent();
    if (rights.keeps_flag || facts.connection().version == Version::v3_1_1) return;
    const std::size_t came = retained_count(facts.session(), topic);
    if (came <= rights.entitled) return;
    const auto report_copy = [&](Cited cited, std::string_view why) {
      report(cited, Version::v5_0, facts.now(),
             fmt::format("a retained message comes on topic {}{}", topic, why));
    };
    // What may be for a Shared Subscription is for no other one, which would break a MUST.
    if (rights.shared > 0)
      report_copy("U5.0-4.8.2-8"_v5, " for a Shared Subscription");
    else if (rights.not_new > 0)
      report_copy("MQTT-3.3.1-10"_v5, " for a subscription that existed");
    else if (rights.not_wanted > 0)
      report_copy("MQTT-3.3.1-11"_v5, " though Retain Handling is 2");
  }

  void conclude(const TraceFacts& facts) override {
    for (const SessionFacts& session : facts.sessions()) {
      if (!is_at_rest(facts, session)) continue;
      const ConnectionFacts& last = facts.at(session.connections.back());
      for (const SubscriptionFacts& subscription : session.subscriptions)
        if (subscription.connection == last.id && last.processed > subscription.sent &&
            asks_for_retained(session, subscription))
          judge_subscription(facts, session, subscription);
    }
  }

  void judge_subscription(const TraceFacts& facts, const SessionFacts& session,
                          const SubscriptionFacts& subscription) {
    for (const auto& [message, origins] : facts.messages()) {
      if (!is_stored(facts, message, subscription)) continue;
      const bool outlives = has_outlived_session(facts, message, subscription);
      if (outlives == (asked_for_ == Asked::of_present_sessions)) continue;
      note_antecedent();
      if (is_retained_missing(session, message, subscription))
        report(
            statement(subscription), session.version, subscription.acknowledged,
            fmt::format("the retained message of topic {} did not come with the subscription to {}",
                        message.first, subscription.topic_filter));
    }
  }

  Cited statement(const SubscriptionFacts& subscription) const {
    if (asked_for_ == Asked::of_ended_sessions) return "MQTT-3.1.2-7"_v311 | "U5.0-4.1-13"_v5;
    if (subscription.options.retain_handling == RetainHandling::send_if_new)
      return "MQTT-3.3.1-10"_v5;
    return "MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5;
  }

  /// True if the message was the topic's retained message when the SUBSCRIBE was sent, and nothing
  /// published at any time could have replaced it.
  static bool is_stored(const TraceFacts& facts, const MessageKey& message,
                        const SubscriptionFacts& subscription) {
    const std::string& topic = message.first;
    if (message.second.empty() || topic.starts_with('$')) return false;
    const MessageOrigin& origin = facts.origins(message).front();
    return retained_origins(facts, topic) == 1 && origin.retain && !origin.will &&
           !origin.refused && origin.qos != Qos::at_most_once &&
           origin.completed < subscription.sent && !origin.properties.message_expiry_interval_s &&
           facts.at(origin.connection).judgeable();
  }

  /// True if the message was there, as another subscription has shown, and its publisher's session
  /// was over when the SUBSCRIBE was sent.
  static bool has_outlived_session(const TraceFacts& facts, const MessageKey& message,
                                   const SubscriptionFacts& subscription) {
    const ConnectionFacts& publisher = facts.at(facts.origins(message).front().connection);
    return is_session_over(facts, facts.origins(message).front()) &&
           std::min(publisher.client_closed, publisher.server_closed) < subscription.sent &&
           std::ranges::any_of(
               facts.sessions(),
               [&](const SessionFacts& session) {
                 return std::ranges::any_of(
                     deliveries_of(session, message), [&](const DeliveredCopy& copy) {
                       return copy.retain && copy.event < publisher.client_closed &&
                              copy.event < publisher.server_closed;
                     });
               });
  }

  /// True if the session that the message was published in has ended with its connection.
  static bool is_session_over(const TraceFacts& facts, const MessageOrigin& origin) {
    const ConnectionFacts& publisher = facts.at(origin.connection);
    return publisher.session_expiry_interval_s == 0 && publisher.closed();
  }

  Asked asked_for_;
};

}  // namespace

NewMonitor make_retained_on_subscribe() {
  return std::make_unique<RetainedOnSubscribe>(Asked::of_present_sessions);
}
NewMonitor make_retained_outlives_session() {
  return std::make_unique<RetainedOnSubscribe>(Asked::of_ended_sessions);
}

}  // namespace mqttspec::model::monitors
