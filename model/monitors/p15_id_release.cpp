// P15 IdRelease: a message that the server sends again keeps its Packet Identifier.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/message_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class IdRelease final : public Monitor {
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::server);
    const SessionFacts& session = facts.session();
    if (publish == nullptr || !publish->dup || publish->qos == Qos::at_most_once) return;
    if (!facts.connection().judgeable() || !session.judgeable()) return;
    note_antecedent();
    if (facts.sending_kind() == SendingKind::again || facts.sending_kind() == SendingKind::late)
      return;
    const MessageKey& message = facts.exchange()->message;
    if (!has_one_copy(facts, session, message)) return;
    for (const auto& [packet_id, exchange] : session.from(Sender::server))
      if (packet_id != publish->packet_id && exchange.message == message && !exchange.over())
        report(
            "MQTT-2.3.1-4"_v311 | "MQTT-4.4.0-1"_v5, facts,
            fmt::format("a message that was sent with Packet Identifier {} is sent again with {}",
                        packet_id, publish->packet_id));
  }

  /// True if the message came once and reaches the session by one subscription only.
  static bool has_one_copy(const TraceFacts& facts, const SessionFacts& session,
                           const MessageKey& message) {
    const auto& origins = facts.origins(message);
    const auto subscriptions = possible_subscriptions(session, message.first);
    return origins.size() == 1 && origins.front().sendings == 1 && subscriptions.size() == 1 &&
           !subscriptions.front()->shared;
  }
};

}  // namespace

NewMonitor make_id_release() { return std::make_unique<IdRelease>(); }

}  // namespace mqttspec::model::monitors
