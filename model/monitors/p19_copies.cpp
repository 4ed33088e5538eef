// P19 QoS0AtMostOnce, P22 QoS2NoDuplicate, P34 CopiesBounded: how many copies of a message may come
// to one session. One bound for each subscription, told apart by how the message was published.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

constexpr Cited replaces = "MQTT-3.8.4-3"_v311 | "MQTT-3.8.4-3"_v5;

class Copies : public DeliveryMonitor {
 protected:
  /// True if the monitor answers for messages that came in these ways.
  virtual bool is_mine(const Origins& origins) const = 0;
  /// How many messages the server may have made of this origin.
  virtual std::size_t messages(const MessageOrigin& origin) const = 0;
  virtual Cited statement() const = 0;
  virtual bool is_bounded(const DeliveryFacts&) const { return true; }

 private:
  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    if (!delivery.first || delivery.origins.empty() || !is_mine(delivery.origins)) return;
    if (!is_bounded(delivery)) return;
    // Members of a Shared Subscription may hand a message to and fro.
    if (std::ranges::any_of(delivery.subscriptions, &SubscriptionFacts::shared)) return;
    note_antecedent();
    std::size_t bound = 0;
    for (const MessageOrigin& origin : delivery.origins) bound += messages(origin);
    bound *= filter_count(delivery.subscriptions);
    std::size_t copies = 0;
    for (const DeliveredCopy& copy : deliveries_of(facts.session(), delivery.message))
      copies += is_counted(copy, facts.connection()) ? 1 : 0;
    if (copies > bound && bound > 0)
      report(is_subscribed_anew(delivery) ? replaces : statement(), facts,
             fmt::format("copy number {} of a message on topic {}, of which {} may come", copies,
                         delivery.message.first, bound));
  }

  /// True if the copy too many can come of a subscription that another with the same Topic Filter
  /// has replaced.
  static bool is_subscribed_anew(const DeliveryFacts& delivery) {
    return delivery.subscriptions.size() > filter_count(delivery.subscriptions);
  }

  // Above QoS 0 a copy on an earlier connection may be the one that is delivered again: what is
  // wrong with it then is that DUP is 0 (P31) or the Packet Identifier another (P15).
  static bool is_counted(const DeliveredCopy& copy, const ConnectionFacts& connection) {
    if (copy.dup || copy.retain || copy.resent) return false;
    return copy.qos == Qos::at_most_once || copy.connection == connection.id;
  }
};

class Qos0AtMostOnce final : public Copies {
  bool is_mine(const Origins& origins) const override {
    return std::ranges::all_of(
        origins, [](const MessageOrigin& origin) { return origin.qos == Qos::at_most_once; });
  }
  std::size_t messages(const MessageOrigin&) const override { return 1; }
  Cited statement() const override { return "U3.1.1-4.3.1-2"_v311 | "U5.0-4.3.1-2"_v5; }
};

// A QoS 2 message stays one message, however often its PUBLISH is sent.
class Qos2NoDuplicate final : public Copies {
  bool is_mine(const Origins& origins) const override {
    return std::ranges::all_of(origins,
                               [](const MessageOrigin& origin) {
                                 return origin.qos == Qos::exactly_once && !origin.will;
                               }) &&
           std::ranges::any_of(origins,
                               [](const MessageOrigin& origin) { return origin.sendings > 1; });
  }
  std::size_t messages(const MessageOrigin&) const override { return 1; }
  Cited statement() const override { return "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5; }
};

class CopiesBounded final : public Copies {
  bool is_mine(const Origins& origins) const override {
    return std::ranges::any_of(
        origins, [](const MessageOrigin& origin) { return origin.qos != Qos::at_most_once; });
  }
  std::size_t messages(const MessageOrigin& origin) const override { return origin.sendings; }
  Cited statement() const override { return "MQTT-3.3.5-1"_v311 | "MQTT-3.3.4-2"_v5; }
  // A message published at QoS 1 may come several times where QoS 0 was granted (3.8.4).
  bool is_bounded(const DeliveryFacts& delivery) const override {
    return delivery.packet.qos != Qos::at_most_once ||
           std::ranges::none_of(delivery.origins, [](const MessageOrigin& origin) {
             return origin.qos == Qos::at_least_once;
           });
  }
};

}  // namespace

NewMonitor make_qos_0_at_most_once() { return std::make_unique<Qos0AtMostOnce>(); }
NewMonitor make_qos_2_no_duplicate() { return std::make_unique<Qos2NoDuplicate>(); }
NewMonitor make_copies_bounded() { return std::make_unique<CopiesBounded>(); }

}  // namespace mqttspec::model::monitors
