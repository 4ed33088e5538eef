// P59 WillWhen: a Will Message waits for its delay or the end of its session, is dropped if its
// client comes back before (5.0), and is published then, whoever closed the connection.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"
#include "model/monitors/will_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class WillWhen final : public DeliveryMonitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::publish, PacketType::connack);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (packet_from<Connack>(event, Sender::server) != nullptr) judge_return(facts);
    DeliveryMonitor::judge(facts, event);
  }

  // Session Present 1 proves that the session did not end meanwhile, whatever a server's limits
  // are (F16), and what the server had answered on the earlier connection proves how long that one
  // was open at least. If this leaves less than the delay, the Will must not be sent at any time;
  // that it may be sent late (F15) is no excuse.
  void judge_return(const TraceFacts& facts) {
    const ConnectionFacts& back = facts.connection();
    if (back.connack != facts.now() || !back.judgeable() || !back.session_present) return;
    const auto& connections = facts.session().connections;
    if (connections.size() < 2) return;
    const ConnectionFacts& before = facts.at(connections[connections.size() - 2]);
    if (before.will_delay_interval_s == 0 || !before.judgeable() ||
        !is_last_of_client(facts, before, back.id) || back.version != Version::v5_0)
      return;
    const Time end = facts.time_of(before.processed) + Time{before.will_delay_interval_s} * 1'000;
    if (facts.time() >= end) return;
    note_antecedent();
    returned_.insert(before.id);
    if (const auto early = delivered_.find(before.id); early != delivered_.end())
      report(
          "MQTT-3.1.2-8"_v5, Version::v5_0, early->second,
          fmt::format(
              "the Will Message came before its delay of {} s had passed, and its session went on",
              before.will_delay_interval_s));
  }

  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    if (delivery.packet.retain || delivery.origins.size() != 1 || !delivery.origins.front().will)
      return;
    const ConnectionFacts& connection = facts.at(delivery.origins.front().connection);
    if (connection.version != Version::v5_0) return;
    delivered_.try_emplace(connection.id, facts.now());
    if (returned_.contains(connection.id))
      report("MQTT-3.1.3-9"_v5, Version::v5_0, facts.now(),
             fmt::format("the Will Message comes though its client was back before its delay of {} "
                         "s had passed",
                         connection.will_delay_interval_s));
  }

  void conclude(const TraceFacts& facts) override {
    for (const auto& [id, connection] : facts.connections()) {
      if (!has_traceable_will(facts, connection) || !connection.closed() ||
          connection.client_disconnect != never || !is_last_of_client(facts, connection))
        continue;
      // What was cut and has no delay is P58's.
      const bool by_server = connection.server_closed < connection.client_closed;
      if (!by_server && connection.will_delay_interval_s == 0) continue;
      const Position closed = std::min(connection.client_closed, connection.server_closed);
      const Time delay =
          Time{std::min(connection.will_delay_interval_s, connection.session_expiry_interval_s)};
      if (facts.time() <= facts.time_of(closed) + delay * 1'000 + sweep_ms) continue;
      note_antecedent();
      judge_missing(facts, connection, closed);
    }
  }

  // After a failure a server may defer Wills until it runs again (F15); that a subscriber's
  // connection has outlived the other one proves that there was none.
  void judge_missing(const TraceFacts& facts, const ConnectionFacts& connection, Position closed) {
    for (const SessionFacts& session : facts.sessions())
      if (is_will_missing(facts, session, connection, closed) &&
          facts.at(session.connections.back()).connack < closed)
        report(statement_of_missing_will(connection), connection.version, closed,
               fmt::format("the Will Message on topic {} was due, and was not published",
                           connection.will.first));
  }

  std::map<ConnectionId, Position> delivered_;  // by the connection with the Will
  std::set<ConnectionId> returned_;             // those whose client was back in time
};

}  // namespace

NewMonitor make_will_when() { return std::make_unique<WillWhen>(); }

}  // namespace mqttspec::model::monitors
