// P03 ResumeComplete, P17 DirectionsIndependent, P44 NoStarvation: why a message that the server
// owed has not come, as far as the run gives it away. The subscription is from an earlier
// connection of the session; the server had the same Packet Identifier in use itself; the client
// had reached its Receive Maximum. That it is owed at all is judged in one place for all of them.
#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/owned_messages.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class ResumeComplete final : public OverdueMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    if (packet_from<Connack>(event, Sender::server) != nullptr && book.session().judgeable() &&
        book.session().connections.size() > 1 && !book.session().subscriptions.empty())
      reached();
  }

  void judge_overdue(const Book& book, const SessionFacts& session, const MessageKey& message,
                     const MessageOrigin& origin) override {
    const ConnectionFacts& last = book.at(session.connections.back());
    if (std::ranges::any_of(possible_subscriptions(session, message.first),
                            [&](const SubscriptionFacts* subscription) {
                              return subscription->connection == last.id;
                            }))
      return;
    // What came while the Client was away had to be stored, what came later had to be routed.
    const Cited cited = origin.event < last.connect ? "MQTT-3.1.2-5"_v311 | "MQTT-3.1.2-5"_v5
                                                    : "MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-5"_v5;
    accuse(cited, last.version, last.connack,
           text_of("the session goes on, but a message on topic ", message.first,
                   " for a subscription from before did not come"));
  }
};

class DirectionsIndependent final : public OverdueMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::client);
    if (publish == nullptr || publish->qos == Qos::at_most_once || !book.session().judgeable())
      return;
    const auto& exchanges = book.session().from(Sender::server);
    const auto found = exchanges.find(publish->packet_id);
    if (found == exchanges.end() || found->second.over()) return;
    reached();
    common_.insert(book.now());
  }

  void judge_overdue(const Book&, const SessionFacts&, const MessageKey& message,
                     const MessageOrigin& origin) override {
    if (common_.contains(origin.event))
      accuse("U3.1.1-2.3.1-1"_v311 | "U5.0-2.2.1-6"_v5, origin.version, origin.event,
             text_of("a message on topic ", message.first, " was not delivered; its Packet ",
                     "Identifier ", origin.packet_id, " was in use by the server too"));
  }

  std::set<Position> common_;  // PUBLISH packets with an identifier that the server used as well
};

class NoStarvation final : public OverdueMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    const auto* publish = packet_from<Publish>(event, Sender::client);
    if (publish == nullptr || publish->qos == Qos::at_most_once || !book.connection().judgeable())
      return;
    for (const SessionFacts& session : book.sessions()) {
      if (!session.judgeable() || session.connections.empty()) continue;
      const ConnectionFacts& last = book.at(session.connections.back());
      const auto in_flight = std::ranges::count_if(
          session.from(Sender::server),
          [&](const auto& entry) { return !entry.second.over() && entry.second.sent_on(last.id); });
      if (!last.open() || in_flight < last.client_limits.receive_maximum) continue;
      reached();
      held_back_.insert({book.now(), last.id});
    }
  }

  // A server may keep fewer messages in flight than it might (F12), but at rest none is.
  void judge_overdue(const Book&, const SessionFacts& session, const MessageKey& message,
                     const MessageOrigin& origin) override {
    if (held_back_.contains({origin.event, session.connections.back()}))
      accuse("MQTT-4.5.0-1"_v5, session.version, origin.completed,
             text_of("a message on topic ", message.first, " came when client ", session.client_id,
                     " had reached its Receive Maximum, and is not sent now"));
  }

  std::set<std::pair<Position, ConnectionId>> held_back_;  // message, and who had to wait for it
};

}  // namespace

NewMonitor make_resume_complete() { return std::make_unique<ResumeComplete>(); }
NewMonitor make_directions_independent() { return std::make_unique<DirectionsIndependent>(); }
NewMonitor make_no_starvation() { return std::make_unique<NoStarvation>(); }

}  // namespace mqttspec::model
