// P60 WillShape: a Will Message is published as its CONNECT gave it: its QoS, its retention, and
// its lifetime. Topic and payload are what it is known by, other properties are P62's.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"
#include "model/monitors/retained_rules.hpp"
#include "model/monitors/will_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

constexpr Cited other_qos = "MQTT-3.1.2-9"_v311 | "MQTT-3.8.4-8"_v5;
constexpr Cited above_granted = "MQTT-3.8.4-6"_v311 | "MQTT-3.8.4-8"_v5;
constexpr Cited not_retained = "MQTT-3.1.2-16"_v311 | "MQTT-3.1.2-14"_v5;
constexpr Cited retained = "MQTT-3.1.2-17"_v311 | "MQTT-3.1.2-15"_v5;

class WillShape final : public DeliveryMonitor {
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    if (delivery.packet.dup || delivery.subscriptions.empty() || delivery.origins.size() != 1 ||
        !delivery.origins.front().will)
      return;
    const MessageOrigin& origin = delivery.origins.front();
    if (!facts.at(origin.connection).judgeable()) return;
    note_antecedent();
    if (delivery.packet.retain) {
      if (!origin.retain) judge_flagged(facts, delivery);
      return;
    }
    // A lower QoS may be granted (F08), and then that one counts.
    if (!has_effective_qos(delivery))
      report(delivery.packet.qos == origin.qos ? above_granted : other_qos, origin.version,
             facts.now(),
             fmt::format("a Will Message of QoS {} comes at QoS {}", static_cast<int>(origin.qos),
                         static_cast<int>(delivery.packet.qos)));
    judge_lifetime(facts, delivery, origin);
  }

  // A retained message with the same content may be older than the trace. Each SUBSCRIBE entry
  // brings one at most; what goes beyond is the Will, whose RETAIN is 0 however it is forwarded.
  void judge_flagged(const TraceFacts& facts, const DeliveryFacts& delivery) {
    const std::string& topic = delivery.message.first;
    const RetainedRights rights = retained_rights(facts.session(), delivery.subscriptions);
    if (rights.shared > 0 || rights.not_new > 0 || rights.not_wanted > 0) return;
    if (retained_count(facts.session(), topic) > rights.entitled)
      report(not_retained, delivery.origins.front().version, facts.now(),
             fmt::format("a Will Message that is not to be retained comes with RETAIN on topic {}",
                         topic));
  }

  void judge_lifetime(const TraceFacts& facts, const DeliveryFacts& delivery,
                      const MessageOrigin& origin) {
    const auto given = origin.properties.message_expiry_interval_s;
    if (!given || facts.connection().version != Version::v5_0) return;
    const auto came = delivery.packet.properties.message_expiry_interval;
    if (!came || *came > *given)
      report("U5.0-3.1.3.2.4-2"_v5, Version::v5_0, facts.now(),
             fmt::format("a Will Message with Message Expiry Interval {} comes with {}", *given,
                         came ? std::to_string(*came) : std::string("none")));
  }

  void conclude(const TraceFacts& facts) override {
    for (const auto& [id, connection] : facts.connections()) {
      if (!has_traceable_will(facts, connection) || !connection.will_retain ||
          connection.will.second.empty() || retained_origins(facts, connection.will.first) != 1)
        continue;
      const Position published = first_delivery(facts, connection.will);
      for (const SessionFacts& session : facts.sessions())
        if (is_at_rest(facts, session)) judge_stored(facts, session, connection, published);
    }
  }

  /// When the Will certainly had been published; `never` if that is not known.
  static Position first_delivery(const TraceFacts& facts, const MessageKey& will) {
    Position first = never;
    for (const SessionFacts& session : facts.sessions())
      for (const DeliveredCopy& copy : deliveries_of(session, will))
        first = std::min(first, copy.event);
    return first;
  }

  // Above QoS 0 a retained message may not be forgotten (F07).
  void judge_stored(const TraceFacts& facts, const SessionFacts& session,
                    const ConnectionFacts& connection, Position published) {
    const ConnectionFacts& last = facts.at(session.connections.back());
    for (const SubscriptionFacts& subscription : session.subscriptions) {
      if (subscription.connection != last.id || last.processed <= subscription.sent ||
          subscription.sent <= published || !asks_for_retained(session, subscription))
        continue;
      note_antecedent();
      if (is_retained_missing(session, connection.will, subscription))
        report(retained, connection.version, subscription.acknowledged,
               fmt::format("the Will Message on topic {} was published, and is not retained",
                           connection.will.first));
    }
  }
};

}  // namespace

NewMonitor make_will_shape() { return std::make_unique<WillShape>(); }

}  // namespace mqttspec::model::monitors
