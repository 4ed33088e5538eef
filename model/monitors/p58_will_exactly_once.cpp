// P58 WillExactlyOnce: a Will Message is published when its connection has ended without a normal
// DISCONNECT, and only then.
#include <algorithm>

#include "model/monitors/delivery_monitor.hpp"
#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

constexpr Cited published_after_close = "MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5;
constexpr Cited discarded = "MQTT-3.14.4-3"_v311 | "MQTT-3.14.4-3"_v5;

class WillExactlyOnce final : public DeliveryMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    if (packet_from<Connack>(event, Sender::server) != nullptr && book.connection().has_will &&
        book.connection().accepted)
      reached();
    DeliveryMonitor::judge(book, event);
    if (!is_packet_from(event, Sender::server) || book.answers() == never) return;
    // The connection with the Will is still served after its Will came.
    const auto early = delivered_.find(book.connection().id);
    if (early == delivered_.end() || book.answers() <= early->second) return;
    accuse(published_after_close, book.connection().version, early->second,
           "the Will Message came while its connection was still served");
    delivered_.erase(early);
  }

  void judge_delivery(const Book& book, const DeliveryFacts& delivery) override {
    if (delivery.packet.retain || delivery.origins.size() != 1 || !delivery.origins.front().will)
      return;
    const ConnectionFacts& connection = book.at(delivery.origins.front().connection);
    if (!connection.judgeable()) return;
    delivered_.try_emplace(connection.id, book.now());
    if (ended_normally(book, connection))
      accuse(discarded, connection.version, book.now(),
             text_of("the Will Message of a client that sent DISCONNECT comes on topic ",
                     delivery.message.first));
  }

  /// True if the server certainly read a normal DISCONNECT before it missed the client otherwise:
  /// it closed the connection afterwards, in good time, and no other took it over.
  static bool ended_normally(const Book& book, const ConnectionFacts& connection) {
    const Time keep_alive_ms = Time{connection.keep_alive_s} * 1'000;
    const bool in_time = keep_alive_ms == 0 ||
                         connection.client_disconnect_at < connection.connect_at + keep_alive_ms;
    return connection.client_disconnect != never && in_time &&
           connection.client_disconnect_code == ReasonCode::normal_disconnection &&
           connection.server_disconnect == never &&
           connection.server_closed > connection.client_disconnect &&
           connection.server_closed < connection.client_closed && is_only(book, connection);
  }

  static bool is_only(const Book& book, const ConnectionFacts& connection) {
    return std::ranges::none_of(book.connections(), [&](const auto& entry) {
      return entry.first != connection.id && entry.second.connect > connection.connect &&
             entry.second.client_id == connection.client_id;
    });
  }

  void conclude(const Book& book) override {
    for (const auto& [id, connection] : book.connections()) {
      const bool was_cut =
          connection.has_will && connection.judgeable() && connection.client_closed != never &&
          connection.client_disconnect == never && connection.server_disconnect == never &&
          connection.server_closed > connection.client_closed;
      if (!was_cut || connection.will_delay_interval_s != 0 || !is_only(book, connection)) continue;
      const auto& origins = book.origins(connection.will);
      if (origins.size() != 1 || connection.will_qos == Qos::at_most_once ||
          origins.front().properties.message_expiry_interval_s)
        continue;
      for (const SessionFacts& session : book.sessions())
        if (is_missing(book, session, connection))
          accuse(published_after_close, connection.version, connection.client_closed,
                 text_of("the connection was cut, but its Will Message on topic ",
                         connection.will.first, " was not published"));
    }
  }

  static bool is_missing(const Book& book, const SessionFacts& session,
                         const ConnectionFacts& cut) {
    if (cut.will.first.starts_with('$') || !is_at_rest(book, session)) return false;
    if (book.at(session.connections.back()).processed < cut.client_closed) return false;
    if (!deliveries_of(session, cut.will).empty()) return false;
    return std::ranges::any_of(possible_subscriptions(session, cut.will.first),
                               [&](const SubscriptionFacts* subscription) {
                                 return !subscription->shared &&
                                        subscription->granted != Qos::at_most_once &&
                                        is_certain(session, *subscription, cut.client_closed) &&
                                        !subscription->options.no_local;
                               });
  }

  std::map<ConnectionId, Position> delivered_;  // by the connection with the Will
};

}  // namespace

NewMonitor make_will_exactly_once() { return std::make_unique<WillExactlyOnce>(); }

}  // namespace mqttspec::model
