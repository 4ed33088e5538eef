// The frame of monitors that judge what a server delivers: it picks out the deliveries that can be
// judged, and says what they can come from.
#pragma once

#include <algorithm>

#include "model/monitors/booked_monitor.hpp"
#include "model/monitors/message_rules.hpp"

namespace mqttspec::model {

/// A PUBLISH from the server, on a connection and in a session that can be judged, on a topic that
/// clients of this trace publish to.
struct DeliveryFacts {
  const Publish& packet;
  MessageKey message;
  const std::deque<MessageOrigin>& origins;
  SubscriptionList subscriptions;  // those that can have caused it
  bool first;                      // no retransmission, nor a message that is retained
};

/// True if a subscription together with a publication explains the QoS of the delivery.
inline bool has_effective_qos(const DeliveryFacts& delivery) {
  const Qos qos = delivery.packet.qos;
  for (const MessageOrigin& origin : delivery.origins)
    for (const SubscriptionFacts* subscription : delivery.subscriptions) {
      const Qos lower = std::min(origin.qos, subscription->granted);
      if (subscription->acknowledged == never ? qos <= lower : qos == lower) return true;
    }
  return false;
}

class DeliveryMonitor : public BookedMonitor {
 protected:
  void judge(const Book& book, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::server);
    if (publish == nullptr || !book.connection().judgeable() || !book.session().judgeable()) return;
    if (book.saw_client_garbage()) return;
    // What a server says about itself ($SYS), and what others published, is not ours to judge.
    if (!book.knows_topic(book.topic()) || book.topic().starts_with('$')) return;
    const MessageKey message{book.topic(), std::string(as_text(publish->payload))};
    const DeliveryFacts facts{*publish, message, book.origins(message),
                              possible_subscriptions(book.session(), book.topic()),
                              !publish->dup && !publish->retain};
    judge_delivery(book, facts);
  }

  virtual void judge_delivery(const Book& book, const DeliveryFacts& delivery) = 0;
};

}  // namespace mqttspec::model
