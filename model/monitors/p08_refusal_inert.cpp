// P08 RefusalInert: after a refused CONNECT the connection closes, and nothing that its client sent
// has any effect.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

constexpr Cited not_processed = "MQTT-3.1.4-5"_v311 | "MQTT-3.1.4-6"_v5;
constexpr Cited closes = "MQTT-3.2.2-5"_v311 | "MQTT-3.2.2-7"_v5;

class RefusalInert final : public Monitor {
  Interest interest() const override { return Interest::in_packets(Sender::server); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (!is_packet_from(event, Sender::server)) return;
    const ConnectionFacts& connection = facts.connection();
    if (connection.refused()) {
      if (connection.connack == facts.now()) return note_antecedent();
      if (facts.answers() != never)
        report(not_processed, connection.version, facts.now(),
               fmt::format("{} answers a packet on a connection that was refused",
                           to_string(type_of(*event.packet))));
    }
    if (const auto* publish = packet_from<Publish>(event, Sender::server))
      judge_delivery(facts, *publish);
  }

  void judge_delivery(const TraceFacts& facts, const Publish& publish) {
    // A retained message may be older than the trace.
    if (publish.retain || !facts.session().judgeable() || facts.saw_client_garbage()) return;
    const auto& origins = facts.origins(facts.message());
    const auto was_refused = [&](const MessageOrigin& origin) {
      return facts.at(origin.connection).refused();
    };
    if (origins.empty() || !std::ranges::all_of(origins, was_refused)) return;
    report(not_processed, origins.front().version, facts.now(),
           fmt::format(
               "a message on topic {} was published on a refused connection only, and is delivered",
               facts.topic()));
  }

  void conclude(const TraceFacts& facts) override {
    for (const auto& [id, connection] : facts.connections())
      if (connection.refused() && !connection.closed())
        report(closes, connection.version, connection.connack,
               "the connection stays open after its CONNECT was refused");
  }
};

}  // namespace

NewMonitor make_refusal_inert() { return std::make_unique<RefusalInert>(); }

}  // namespace mqttspec::model::monitors
