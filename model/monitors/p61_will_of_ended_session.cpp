// P61 WillNotInOtherSession: a new connection of the Client that ends its old session does not take
// the old one's Will along, but has it published.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/will_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class WillNotInOtherSession final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::connack);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& taker = facts.connection();
    if (packet_from<Connack>(event, Sender::server) == nullptr || !taker.judgeable() ||
        taker.connack != facts.now() || taker.client_id.empty())
      return;
    for (const auto* old : facts.connections_of(taker.client_id))
      if (is_taken_over(facts, *old, taker)) {
        note_antecedent();
        taken_over_.push_back({old->id, taker.id});
      }
  }

  /// True if the old connection was still open when the new one was made, for all that can be seen,
  /// and its Will may not be dropped for the new one.
  static bool is_taken_over(const TraceFacts& facts, const ConnectionFacts& old,
                            const ConnectionFacts& taker) {
    const bool ends =
        taker.clean_start || old.session_expiry_interval_s == 0 || old.will_delay_interval_s == 0;
    return ends && old.id != taker.id && has_traceable_will(facts, old) &&
           old.connack < taker.connect && old.client_disconnect == never &&
           old.client_closed == never &&
           (old.server_closed == never || old.server_closed > taker.connect);
  }

  // A server's failure, after which a Will may come late (F15), would have closed the subscriber's
  // connection too.
  void conclude(const TraceFacts& facts) override {
    for (const TakeOver& take_over : taken_over_) {
      const ConnectionFacts& old = facts.at(take_over.old);
      const ConnectionFacts& taker = facts.at(take_over.taker);
      if (!old.judgeable() || old.client_disconnect != never || old.client_closed < taker.connack ||
          !is_last_of_client(facts, old, taker.id) || facts.origins(old.will).size() != 1 ||
          facts.time() <= facts.time_of(taker.connack) + sweep_ms)
        continue;
      for (const SessionFacts& session : facts.sessions())
        if (is_will_missing(facts, session, old, taker.connack) &&
            facts.at(session.connections.back()).connack < taker.connack)
          report(statement(old, taker), old.version, taker.connack,
                 fmt::format("the connection was taken over, but its Will Message on topic {} was "
                             "not published",
                             old.will.first));
    }
  }

  static Cited statement(const ConnectionFacts& old, const ConnectionFacts& taker) {
    if (taker.clean_start || old.session_expiry_interval_s == 0)
      return "MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5;
    return "MQTT-3.1.2-8"_v311 | "U5.0-3.1.4-6"_v5;
  }

  struct TakeOver {
    ConnectionId old;
    ConnectionId taker;
  };
  std::vector<TakeOver> taken_over_;
};

}  // namespace

NewMonitor make_will_not_in_other_session() { return std::make_unique<WillNotInOtherSession>(); }

}  // namespace mqttspec::model::monitors
