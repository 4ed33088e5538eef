// P15 IdRelease: a message that the server sends again keeps its Packet Identifier.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/message_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

constexpr Cited sent_again = "MQTT-2.3.1-4"_v311 | "MQTT-4.4.0-1"_v5;
constexpr Cited sent_again_on_return = "MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5;

class IdRelease final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::publish);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::server);
    const SessionFacts& session = facts.session();
    if (publish == nullptr || publish->qos == Qos::at_most_once) return;
    if (!facts.connection().judgeable() || !session.judgeable()) return;
    if (publish->dup) note_antecedent();
    if (facts.sending_kind() == SendingKind::again || facts.sending_kind() == SendingKind::late)
      return;
    const MessageKey& message = facts.exchange()->message;
    if (!has_one_copy(facts, session, message)) return;
    for (const auto& [packet_id, exchange] : session.from(Sender::server)) {
      if (packet_id == publish->packet_id || exchange.message != message || exchange.over())
        continue;
      // Without DUP it is another copy (P34) on the connection of the first, and the same one after
      // the session was resumed.
      const bool resumed = !exchange.sent_on(facts.connection().id);
      if (publish->dup || resumed)
        report(
            resumed ? sent_again_on_return : sent_again, facts,
            fmt::format("a message that was sent with Packet Identifier {} is sent again with {}{}",
                        packet_id, publish->packet_id, publish->dup ? "" : ", as if it was new"));
    }
  }

  /// True if the message came once and reaches the session by one subscription only.
  static bool has_one_copy(const TraceFacts& facts, const SessionFacts& session,
                           const MessageKey& message) {
    const auto& origins = facts.origins(message);
    const auto subscriptions = possible_subscriptions(session, message.first);
    return origins.size() == 1 && origins.front().sendings == 1 && subscriptions.size() == 1 &&
           !subscriptions.front()->shared &&
           std::ranges::none_of(deliveries_of(session, message), &DeliveredCopy::retain);
  }
};

}  // namespace

NewMonitor make_id_release() { return std::make_unique<IdRelease>(); }

}  // namespace mqttspec::model::monitors
