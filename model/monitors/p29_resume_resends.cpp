// P28 ExpiryNeverBreaksExchange, P29 ResumeResends: when a session goes on, the server sends
// everything again that it sent before and that is not acknowledged. A QoS 2 message that has
// expired meanwhile is no exception; of one at QoS 1 the Standard does not say so.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/message_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class ResumeResends final : public Monitor {
 public:
  /// `expiring`: judges the QoS 2 messages that can expire, else those that cannot.
  explicit ResumeResends(bool expiring) : expiring_(expiring) {}

 private:
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::connack);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (packet_from<Connack>(event, Sender::server) == nullptr) return;
    const SessionFacts& session = facts.session();
    if (!facts.connection().session_present || !session.judgeable()) return;
    if (std::ranges::any_of(session.from(Sender::server), [&](const auto& entry) {
          return !entry.second.over() && is_mine(entry.second);
        }))
      note_antecedent();
  }

  void conclude(const TraceFacts& facts) override {
    for (const SessionFacts& session : facts.sessions()) {
      if (!is_at_rest(facts, session) || session.connections.size() < 2) continue;
      const ConnectionFacts& last = facts.at(session.connections.back());
      if (last.processed <= last.connect) continue;
      for (const auto& [packet_id, exchange] : session.from(Sender::server))
        if (is_missing(session, last, exchange))
          report(expiring_ ? Cited("MQTT-4.3.3-7"_v5) : "MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5,
                 last.version, last.connack,
                 fmt::format("the session goes on, but Packet Identifier {}, which is not "
                             "acknowledged, does not come again",
                             packet_id));
    }
  }

  bool is_mine(const Exchange& exchange) const {
    return expiring_ ? exchange.expires && exchange.qos == Qos::exactly_once : !exchange.expires;
  }

  bool is_missing(const SessionFacts& session, const ConnectionFacts& last,
                  const Exchange& exchange) const {
    if (exchange.over() || !is_mine(exchange) || exchange.sent_on(last.id)) return false;
    if (exchange.received != never && exchange.released_on == last.id) return false;
    // A message for a Shared Subscription may have gone to another member.
    return std::ranges::none_of(possible_subscriptions(session, exchange.message.first),
                                &SubscriptionFacts::shared);
  }

  bool expiring_;
};

}  // namespace

NewMonitor make_expiry_never_breaks_exchange() { return std::make_unique<ResumeResends>(true); }
NewMonitor make_resume_resends() { return std::make_unique<ResumeResends>(false); }

}  // namespace mqttspec::model::monitors
