// The frame of monitors that judge what a server delivers: it picks out the deliveries that can be
// judged, and says what they can come from.
#pragma once

#include "model/monitors/message_rules.hpp"
#include "model/monitors/monitor.hpp"

namespace mqttspec::model::monitors {

/// A PUBLISH from the server, on a connection and in a session that can be judged, on a topic that
/// clients of this trace publish to.
struct DeliveryFacts {
  const Publish& packet;
  const MessageKey& message;
  const Origins& origins;
  const SubscriptionList& subscriptions;  // those that can have caused it
  bool first;                             // no retransmission, nor a message that is retained
};

/// True if a subscription together with a publication explains the QoS of the delivery.
bool has_effective_qos(const DeliveryFacts& delivery);

class DeliveryMonitor : public Monitor {
 public:
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::publish);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override;

 protected:
  virtual void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) = 0;
};

}  // namespace mqttspec::model::monitors
