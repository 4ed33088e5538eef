// P03 ResumeComplete, P17 DirectionsIndependent, P44 NoStarvation: why a message that the server
// owed has not come, as far as the run gives it away. The subscription is from an earlier
// connection of the session; the server had the same Packet Identifier in use itself; the client
// had reached its Receive Maximum. That it is owed at all is judged in one place for all of them.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/owned_messages.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class ResumeComplete final : public OverdueMonitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::connack);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (packet_from<Connack>(event, Sender::server) != nullptr && facts.session().judgeable() &&
        facts.session().connections.size() > 1 && !facts.session().subscriptions.empty())
      note_antecedent();
  }

  void judge_overdue(const TraceFacts& facts, const SessionFacts& session,
                     const MessageKey& message, const MessageOrigin& origin) override {
    const ConnectionFacts& last = facts.at(session.connections.back());
    if (std::ranges::any_of(possible_subscriptions(session, message.first),
                            [&](const SubscriptionFacts* subscription) {
                              return subscription->connection == last.id;
                            }))
      return;
    // What came while the Client was away had to be stored, what came later had to be routed.
    const Cited cited = origin.event < last.connect ? "MQTT-3.1.2-5"_v311 | "MQTT-3.1.2-5"_v5
                                                    : "MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-5"_v5;
    report(cited, last.version, last.connack,
           fmt::format("the session goes on, but a message on topic {} for a subscription from "
                       "before did not come",
                       message.first));
  }
};

class DirectionsIndependent final : public OverdueMonitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::client, PacketType::publish);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::client);
    if (publish == nullptr || publish->qos == Qos::at_most_once || !facts.session().judgeable())
      return;
    const auto& exchanges = facts.session().from(Sender::server);
    const auto found = exchanges.find(publish->packet_id);
    if (found == exchanges.end() || found->second.over()) return;
    note_antecedent();
    common_.insert(facts.now());
  }

  void judge_overdue(const TraceFacts&, const SessionFacts&, const MessageKey& message,
                     const MessageOrigin& origin) override {
    if (common_.contains(origin.event))
      report("U3.1.1-2.3.1-1"_v311 | "U5.0-2.2.1-6"_v5, origin.version, origin.event,
             fmt::format("a message on topic {} was not delivered; its Packet Identifier {} was in "
                         "use by the server too",
                         message.first, origin.packet_id));
  }

  std::set<Position> common_;  // PUBLISH packets with an identifier that the server used as well
};

class NoStarvation final : public OverdueMonitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::client, PacketType::publish);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::client);
    if (publish == nullptr || publish->qos == Qos::at_most_once || !facts.connection().judgeable())
      return;
    for (const SessionFacts& session : facts.sessions()) {
      if (!session.judgeable() || session.connections.empty()) continue;
      const ConnectionFacts& last = facts.at(session.connections.back());
      const auto in_flight = std::ranges::count_if(
          session.from(Sender::server),
          [&](const auto& entry) { return !entry.second.over() && entry.second.sent_on(last.id); });
      if (!last.open() || in_flight < last.client_limits.receive_maximum) continue;
      note_antecedent();
      held_back_.insert({facts.now(), last.id});
    }
  }

  // A server may keep fewer messages in flight than it might (F12), but at rest none is.
  void judge_overdue(const TraceFacts&, const SessionFacts& session, const MessageKey& message,
                     const MessageOrigin& origin) override {
    if (held_back_.contains({origin.event, session.connections.back()}))
      report("MQTT-4.5.0-1"_v5, session.version, origin.completed,
             fmt::format("a message on topic {} came when client {} had reached its Receive "
                         "Maximum, and is not sent now",
                         message.first, session.client_id));
  }

  std::set<std::pair<Position, ConnectionId>> held_back_;  // message, and who had to wait for it
};

}  // namespace

NewMonitor make_resume_complete() { return std::make_unique<ResumeComplete>(); }
NewMonitor make_directions_independent() { return std::make_unique<DirectionsIndependent>(); }
NewMonitor make_no_starvation() { return std::make_unique<NoStarvation>(); }

}  // namespace mqttspec::model::monitors
