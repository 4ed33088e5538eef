// P02 CleanDiscards: after a clean connect nothing of the client's earlier session has any effect.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/message_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

constexpr Cited discarded = "MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-4"_v5;

class CleanDiscards final : public Monitor {
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& connection = facts.connection();
    if (!connection.clean_start || !connection.judgeable() || !facts.session().judgeable()) return;
    if (packet_from<Connack>(event, Sender::server) != nullptr && find_earlier(facts))
      note_antecedent();
    if (packet_from<Publish>(event, Sender::server) != nullptr) judge_delivery(facts);
    const auto* pubrel = packet_from<Pubrel>(event, Sender::server);
    if (pubrel == nullptr || facts.exchange() != nullptr) return;
    const SessionFacts* earlier = find_earlier(facts);
    if (earlier == nullptr) return;
    const auto& exchanges = earlier->from(Sender::server);
    const auto found = exchanges.find(pubrel->packet_id);
    if (found != exchanges.end() && found->second.received != never)
      report(discarded, connection.version, facts.now(),
             fmt::format(
                 "PUBREL with Packet Identifier {} belongs to the session before the clean connect",
                 pubrel->packet_id));
  }

  void judge_delivery(const TraceFacts& facts) {
    const SessionFacts* earlier = find_earlier(facts);
    if (earlier == nullptr || !facts.knows_topic(facts.topic())) return;
    if (possible_subscriptions(facts.session(), facts.topic()).empty() &&
        !possible_subscriptions(*earlier, facts.topic()).empty())
      report(discarded, facts,
             fmt::format(
                 "a message on topic {} comes for a subscription from before the clean connect",
                 facts.topic()));
  }

  /// The newest session of the same ClientId before this one.
  static const SessionFacts* find_earlier(const TraceFacts& facts) {
    const SessionFacts* earlier = nullptr;
    for (const SessionFacts& session : facts.sessions()) {
      if (&session == &facts.session()) break;
      if (session.client_id == facts.session().client_id && !session.client_id.empty() &&
          !session.connections.empty())
        earlier = &session;
    }
    return earlier;
  }
};

}  // namespace

NewMonitor make_clean_discards() { return std::make_unique<CleanDiscards>(); }

}  // namespace mqttspec::model::monitors
