// P58 WillExactlyOnce: a Will Message is published when its connection has ended without a normal
// DISCONNECT, and only then.
#include <fmt/core.h>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"
#include "model/monitors/will_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

constexpr Cited published_after_close = "MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5;
constexpr Cited discarded = "MQTT-3.14.4-3"_v311 | "MQTT-3.14.4-3"_v5;

class WillExactlyOnce final : public DeliveryMonitor {
  Interest interest() const override { return Interest::in_packets(Sender::server); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (packet_from<Connack>(event, Sender::server) != nullptr && facts.connection().has_will &&
        facts.connection().accepted)
      note_antecedent();
    DeliveryMonitor::judge(facts, event);
    if (!is_packet_from(event, Sender::server) || facts.answers() == never) return;
    // The connection with the Will is still served after its Will came.
    const auto early = delivered_.find(facts.connection().id);
    if (early == delivered_.end() || facts.answers() <= early->second) return;
    report(published_after_close, facts.connection().version, early->second,
           "the Will Message came while its connection was still served");
    delivered_.erase(early);
  }

  void judge_delivery(const TraceFacts& facts, const DeliveryFacts& delivery) override {
    if (delivery.packet.retain || delivery.origins.size() != 1 || !delivery.origins.front().will)
      return;
    const ConnectionFacts& connection = facts.at(delivery.origins.front().connection);
    if (!connection.judgeable()) return;
    delivered_.try_emplace(connection.id, facts.now());
    if (ended_normally(facts, connection))
      report(discarded, connection.version, facts.now(),
             fmt::format("the Will Message of a client that sent DISCONNECT comes on topic {}",
                         delivery.message.first));
  }

  /// True if the server certainly read a normal DISCONNECT before it missed the client otherwise:
  /// it closed the connection afterwards, in good time, and no other took it over.
  static bool ended_normally(const TraceFacts& facts, const ConnectionFacts& connection) {
    const Time keep_alive_ms = Time{connection.keep_alive_s} * 1'000;
    const bool in_time = keep_alive_ms == 0 ||
                         connection.client_disconnect_at < connection.connect_at + keep_alive_ms;
    return connection.client_disconnect != never && in_time &&
           connection.client_disconnect_code == ReasonCode::normal_disconnection &&
           connection.server_disconnect == never &&
           connection.server_closed > connection.client_disconnect &&
           connection.server_closed < connection.client_closed &&
           is_last_of_client(facts, connection);
  }

  void conclude(const TraceFacts& facts) override {
    for (const auto& [id, connection] : facts.connections()) {
      const bool was_cut =
          has_traceable_will(facts, connection) && connection.client_closed != never &&
          connection.client_disconnect == never && connection.server_disconnect == never &&
          connection.server_closed > connection.client_closed;
      if (!was_cut || connection.will_delay_interval_s != 0 ||
          !is_last_of_client(facts, connection))
        continue;
      // It need not be prompt (F15).
      if (facts.time() <= facts.time_of(connection.client_closed) + sweep_ms) continue;
      for (const SessionFacts& session : facts.sessions())
        if (is_will_missing(facts, session, connection, connection.client_closed))
          report(statement_of_missing_will(connection), connection.version,
                 connection.client_closed,
                 fmt::format(
                     "the connection was cut, but its Will Message on topic {} was not published",
                     connection.will.first));
    }
  }

  std::map<ConnectionId, Position> delivered_;  // by the connection with the Will
};

}  // namespace

NewMonitor make_will_exactly_once() { return std::make_unique<WillExactlyOnce>(); }

}  // namespace mqttspec::model::monitors
