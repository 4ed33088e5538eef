// P11 KeepAlive: a client that is silent for one and a half times the Keep Alive is not served any
// longer, and no server blames a silence that there was not.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"
#include "model/monitors/will_rules.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

constexpr Cited keep_alive_closes = "MQTT-3.1.2-24"_v311 | "MQTT-3.1.2-22"_v5;

class KeepAlive final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::disconnect, PacketType::publish);
  }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& connection = facts.connection();
    if (!connection.judgeable()) return;
    const auto* disconnect = packet_from<Disconnect>(event, Sender::server);
    if (disconnect != nullptr && disconnect->reason_code == ReasonCode::keep_alive_timeout)
      judge_reason(facts, connection);
    const auto* publish = packet_from<Publish>(event, Sender::server);
    if (publish != nullptr && !publish->dup && !publish->retain) judge_delivery(facts, connection);
  }

  // A server may close a connection whenever it likes (F18), but not under a false pretence: with
  // this Reason Code it says that nothing had come for one and a half times the Keep Alive. What it
  // has answered it did receive, and not before it was sent. Seconds may be cut off, so that the
  // Keep Alive alone is the bound.
  void judge_reason(const TraceFacts& facts, const ConnectionFacts& connection) {
    if (connection.version != Version::v5_0) return;
    note_antecedent();
    const Time silence = facts.time() - facts.time_of(connection.processed);
    if (connection.keep_alive_s == 0)
      report("U5.0-3.1.2.10-4"_v5, Version::v5_0, facts.now(),
             "closed for Keep Alive timeout, though there is no Keep Alive");
    else if (silence < Time{connection.keep_alive_s} * 1'000)
      report(keep_alive_closes, Version::v5_0, facts.now(),
             fmt::format("closed for Keep Alive timeout {} ms after a packet that the server "
                         "answered, at a Keep Alive of {} s",
                         silence, connection.keep_alive_s));
  }

  // That something arrives late proves nothing, as it may have been under way. A message that was
  // published only after the connection had to be closed does.
  void judge_delivery(const TraceFacts& facts, const ConnectionFacts& connection) {
    if (connection.keep_alive_s == 0 || facts.saw_client_garbage()) return;
    const auto& origins = facts.origins(facts.message());
    const Time end = latest_end(facts, connection);
    if (origins.empty() || !std::ranges::all_of(origins, [&](const MessageOrigin& origin) {
          return !origin.will && origin.at > end;
        }))
      return;
    note_antecedent();
    report(keep_alive_closes, connection.version, facts.now(),
           fmt::format("a message comes that was published when the client had been silent for {} "
                       "ms, at a Keep Alive of {} s",
                       origins.front().at - facts.time_of(connection.client_active),
                       connection.keep_alive_s));
  }

  void conclude(const TraceFacts& facts) override {
    for (const auto& [id, connection] : facts.connections()) {
      if (!connection.judgeable() || connection.keep_alive_s == 0) continue;
      const bool was_silent = facts.time() > latest_end(facts, connection);
      if (was_silent) note_antecedent();
      if (was_silent && connection.open())
        report(keep_alive_closes, connection.version, connection.client_active,
               fmt::format("the connection is open though its client has been silent for {} ms, at "
                           "a Keep Alive of {} s",
                           facts.time() - facts.time_of(connection.client_active),
                           connection.keep_alive_s));
    }
  }

  /// When the server must have closed the connection at the latest.
  static Time latest_end(const TraceFacts& facts, const ConnectionFacts& connection) {
    return facts.time_of(connection.client_active) + Time{connection.keep_alive_s} * 1'500 +
           sweep_ms;
  }
};

}  // namespace

NewMonitor make_keep_alive() { return std::make_unique<KeepAlive>(); }

}  // namespace mqttspec::model::monitors
