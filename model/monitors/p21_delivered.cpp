// P21 QoS1AtLeastOnce, P23 QoS2ExactlyOnce, P26 IdNewAfterPubcomp: a message that the server has
// taken over reaches the sessions that are subscribed to it. A server need not tell a client of
// 3.1.1 that it may not publish, so the monitors ask for a sign that it may: another message of the
// same client on the same topic that did reach the session.
#include <fmt/core.h>

#include "model/monitors/factories.hpp"
#include "model/monitors/owned_messages.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class Delivered final : public OverdueMonitor {
 public:
  explicit Delivered(Qos qos) : qos_(qos) {}

 private:
  Interest interest() const override {
    return Interest::in_packets(Sender::client, PacketType::publish);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::client);
    if (publish != nullptr && publish->qos == qos_ && facts.connection().judgeable())
      note_antecedent();
  }

  void judge_overdue(const TraceFacts&, const SessionFacts& session, const MessageKey& message,
                     const MessageOrigin& origin) override {
    if (origin.qos == qos_)
      report("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, origin.version, origin.completed,
             fmt::format("a message on topic {} was accepted, but client {}, which is subscribed, "
                         "never got it",
                         message.first, session.client_id));
  }

  Qos qos_;
};

class IdNewAfterEnd final : public OverdueMonitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::client, PacketType::publish);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::client);
    const Exchange* held = facts.held();
    if (publish == nullptr || held == nullptr || !held->over() || !facts.session().judgeable())
      return;
    if (held->message.first != facts.topic() || held->message == facts.exchange()->message) return;
    note_antecedent();
    const Cited after_qos_1 = "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-5"_v5;
    const Cited after_qos_2 = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-12"_v5;
    const Cited after_refusal = "MQTT-4.3.3-9"_v5;
    reused_.push_back({facts.exchange()->message, facts.now(),
                       held->qos == Qos::at_least_once ? after_qos_1
                       : held->refused                 ? after_refusal
                                                       : after_qos_2});
  }

  void judge_overdue(const TraceFacts&, const SessionFacts&, const MessageKey& message,
                     const MessageOrigin& origin) override {
    for (const Reuse& reuse : reused_)
      if (reuse.event == origin.event && reuse.message == message)
        report(reuse.cited, origin.version, origin.event,
               fmt::format(
                   "Packet Identifier {} was free, but the new message with it was not delivered",
                   origin.packet_id));
  }

  struct Reuse {
    MessageKey message;
    Position event;
    Cited cited;
  };
  std::vector<Reuse> reused_;
};

}  // namespace

NewMonitor make_qos_1_at_least_once() { return std::make_unique<Delivered>(Qos::at_least_once); }
NewMonitor make_qos_2_delivered() { return std::make_unique<Delivered>(Qos::exactly_once); }
NewMonitor make_id_new_after_end() { return std::make_unique<IdNewAfterEnd>(); }

}  // namespace mqttspec::model::monitors
