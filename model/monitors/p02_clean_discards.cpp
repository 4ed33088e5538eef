// P02 CleanDiscards: after a clean connect nothing of the client's earlier session has any effect.
#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "model/monitors/factories.hpp"
#include "model/monitors/message_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

constexpr Cited discarded = "MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-4"_v5;

class CleanDiscards final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::connack, PacketType::publish,
                                PacketType::pubrel);
  }
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
    const ConnectionFacts& now = facts.connection();
    if (now.client_id.empty()) return nullptr;
    std::optional<std::size_t> earlier;
    for (const auto* each : facts.connections_of(now.client_id))
      if (each->accepted && each->session < now.session)
        earlier = std::max(earlier.value_or(0), each->session);
    return earlier ? &facts.sessions()[*earlier] : nullptr;
  }
};

}  // namespace

NewMonitor make_clean_discards() { return std::make_unique<CleanDiscards>(); }

}  // namespace mqttspec::model::monitors
