// P46 ReplaceKeepsFlow: a SUBSCRIBE with the Topic Filter of an existing subscription replaces it,
// and no message is lost by that.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/owned_messages.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class ReplaceKeepsFlow final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::suback);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (packet_from<Suback>(event, Sender::server) == nullptr || !facts.session().judgeable())
      return;
    for (const SubscriptionFacts& subscription : facts.session().subscriptions)
      if (subscription.acknowledged == facts.now() && is_held_since(facts.session(), subscription))
        note_antecedent();
  }

  /// True if an earlier entry made the subscription, and all entries since were granted above QoS 0
  /// and take what the session's own client publishes.
  static bool is_held_since(const SessionFacts& session, const SubscriptionFacts& newest) {
    bool replaces = false;
    for (const SubscriptionFacts& entry : session.subscriptions) {
      if (entry.topic_filter != newest.topic_filter) continue;
      if (entry.refused || entry.acknowledged == never || entry.granted == Qos::at_most_once ||
          entry.options.no_local || entry.shared)
        return false;
      replaces = replaces || entry.acknowledged < newest.sent;
    }
    return replaces && std::ranges::none_of(session.unsubscriptions, [&](const auto& end) {
             return end.topic_filter == newest.topic_filter;
           });
  }

  // What is dropped with a subscription that is deleted (F13) is none of this: none is deleted.
  void conclude(const TraceFacts& facts) override {
    for (const auto& [message, origins] : facts.messages())
      for (const MessageOrigin& origin : origins)
        for (const SessionFacts& session : facts.sessions())
          if (is_owned(facts, message, origin) && is_absent(facts, session, message, origin) &&
              has_come_through(facts, session, message.first, origin.client_id))
            judge_absent(session, message, origin);
  }

  void judge_absent(const SessionFacts& session, const MessageKey& message,
                    const MessageOrigin& origin) {
    for (const SubscriptionFacts* newest : possible_subscriptions(session, message.first)) {
      const bool was_there =
          std::ranges::any_of(session.subscriptions, [&](const SubscriptionFacts& earlier) {
            return earlier.topic_filter == newest->topic_filter &&
                   earlier.acknowledged < std::min(origin.event, newest->sent);
          });
      if (!was_there || !is_held_since(session, *newest)) continue;
      return report(
          "MQTT-3.8.4-3"_v311 | "MQTT-3.8.4-4"_v5, session.version, newest->acknowledged,
          fmt::format("the subscription to {} was replaced, and a message on topic {} did not come",
                      newest->topic_filter, message.first));
    }
  }
};

}  // namespace

NewMonitor make_replace_keeps_flow() { return std::make_unique<ReplaceKeepsFlow>(); }

}  // namespace mqttspec::model::monitors
