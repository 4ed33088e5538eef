// P51 SharedOnce: a message goes to one session of those that share a subscription, and to another
// only when the first one has lost its connection before it acknowledged (5.0).
#include <fmt/core.h>

#include <algorithm>
#include <ranges>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class SharedOnce final : public DeliveryMonitor {
  /// One copy of a message that can have come by one Shared Subscription only.
  struct Copy {
    Position event;
    ConnectionId connection;
    std::size_t session;
    Qos qos;
    std::uint16_t packet_id;
  };
  struct Pair {
    Copy one;
    Copy other;
    std::string topic;
  };

  Interest interest() const override { return Interest::in_packets(Sender::server); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    DeliveryMonitor::judge(facts, event);
    if (!is_packet_from(event, Sender::server) || facts.answers() == never) return;
    std::erase_if(doubtful_, [&](const Pair& pair) {
      if (!were_both_served(facts, pair)) return false;
      report_pair(facts, pair);
      return true;
    });
  }

  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    if (delivery.packet.dup || delivery.packet.retain || delivery.origins.size() != 1) return;
    const MessageOrigin& origin = delivery.origins.front();
    if (origin.will || origin.sendings != 1 || facts.connection().version != Version::v5_0) return;
    const SubscriptionList& by = delivery.subscriptions;
    if (by.empty() || std::ranges::any_of(by, [&](const SubscriptionFacts* subscription) {
          return !subscription->shared || subscription->topic_filter != by.front()->topic_filter;
        }))
      return;
    note_antecedent();
    const Copy copy{facts.now(), facts.connection().id, facts.connection().session,
                    delivery.packet.qos, delivery.packet.packet_id};
    auto& copies = copies_[{by.front()->topic_filter, delivery.message}];
    for (const Copy& earlier : copies)
      if (earlier.session != copy.session) judge_pair(facts, {earlier, copy, facts.topic()});
    copies.push_back(copy);
  }

  // A QoS 2 message stays with the session that it was begun with, whatever becomes of that; the
  // MUST NOT of 4.8.2 is for one that ends. At a lower QoS another session may have it when the
  // connection is lost (F14), so that both must be shown to have been open when the later of them
  // got it.
  void judge_pair(const TraceFacts& facts, const Pair& pair) {
    if (pair.one.qos == Qos::exactly_once && pair.other.qos == Qos::exactly_once)
      report(has_ended(facts, pair.one) ? Cited("MQTT-4.8.2-5"_v5) : Cited("U5.0-4.8.2-12"_v5),
             Version::v5_0, facts.now(),
             fmt::format(
                 "a QoS 2 message on topic {} comes to a second session of a Shared Subscription",
                 pair.topic));
    else
      doubtful_.push_back(pair);
  }

  /// True if the session ended with the connection, or the client began another one.
  static bool has_ended(const TraceFacts& facts, const Copy& copy) {
    const ConnectionFacts& connection = facts.at(copy.connection);
    const auto interval =
        connection.disconnect_expiry_interval_s.value_or(connection.session_expiry_interval_s);
    const auto later = facts.sessions() | std::views::drop(copy.session + 1);
    return (connection.closed() && interval == 0) ||
           std::ranges::any_of(later, [&](const SessionFacts& session) {
             return session.client_id == connection.client_id;
           });
  }

  /// True if both connections were served after both copies had come.
  static bool were_both_served(const TraceFacts& facts, const Pair& pair) {
    const auto was_served = [&](ConnectionId id) {
      return facts.at(id).judgeable() && facts.at(id).processed > pair.other.event;
    };
    return was_served(pair.one.connection) && was_served(pair.other.connection);
  }

  void conclude(const TraceFacts& facts) override {
    const auto is_open = [&](ConnectionId id) {
      return facts.at(id).judgeable() && facts.at(id).open();
    };
    for (const Pair& pair : doubtful_)
      if (is_open(pair.one.connection) && is_open(pair.other.connection)) report_pair(facts, pair);
  }

  void report_pair(const TraceFacts& facts, const Pair& pair) {
    const auto& exchanges = facts.sessions()[pair.one.session].from(Sender::server);
    const auto found = exchanges.find(pair.one.packet_id);
    const bool refused = pair.one.qos != Qos::at_most_once && found != exchanges.end() &&
                         found->second.refused && found->second.message.first == pair.topic;
    report(refused ? Cited("MQTT-4.8.2-6"_v5) : Cited("U5.0-4.8.2-12"_v5), Version::v5_0,
           pair.other.event,
           fmt::format("a message on topic {} comes to a second session of a Shared Subscription, "
                       "while the first one is connected",
                       pair.topic));
  }

  std::map<std::pair<std::string, MessageKey>, std::vector<Copy>> copies_;
  std::vector<Pair> doubtful_;
};

}  // namespace

NewMonitor make_shared_once() { return std::make_unique<SharedOnce>(); }

}  // namespace mqttspec::model::monitors
