// P42 QuotaNeverBlocksOthers: a server that may send no PUBLISH for want of acknowledgements
// answers everything else (5.0).
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class QuotaNeverBlocksOthers final : public Monitor {
  Interest interest() const override { return Interest::in_packets(Sender::client); }
  // The server got the request after all acknowledgements that the client had sent before, and
  // before those that it sent later: its quota was 0, even if it has begun with less than Receive
  // Maximum (F12).
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const ConnectionFacts& connection = facts.connection();
    if (!is_packet_from(event, Sender::client) || !connection.judgeable() ||
        connection.version != Version::v5_0)
      return;
    const auto in_flight =
        std::ranges::count_if(facts.session().from(Sender::server), [&](const auto& entry) {
          return !entry.second.over() && entry.second.sent_on(connection.id);
        });
    if (static_cast<std::size_t>(in_flight) < connection.most_in_flight(Sender::server)) return;
    for (const auto& [key, requests] : connection.requests)
      if (key.answerer == Sender::server && requests.back().event == facts.now()) {
        note_antecedent();
        blocked_.insert({facts.now(), connection.id});
      }
  }

  // That later requests were answered shows that the server has not just stopped.
  void conclude(const TraceFacts& facts) override {
    for (const auto& [event, id] : blocked_) {
      const ConnectionFacts& connection = facts.at(id);
      if (!connection.open() || !connection.judgeable() ||
          facts.sessions()[connection.session].uncertain || connection.processed <= event)
        continue;
      for (const auto& [key, requests] : connection.requests)
        for (const Request& request : requests)
          if (request.event == event && request.answered == never && key.answerer == Sender::server)
            report(
                key.type == PacketType::pingresp ? Cited("MQTT-3.3.4-10"_v5)
                                                 : Cited("MQTT-4.9.0-3"_v5),
                Version::v5_0, event,
                fmt::format(
                    "no {} came for what the client sent when it had reached its Receive Maximum",
                    to_string(key.type)));
    }
  }

  std::set<std::pair<Position, ConnectionId>> blocked_;
};

}  // namespace

NewMonitor make_quota_never_blocks_others() { return std::make_unique<QuotaNeverBlocksOthers>(); }

}  // namespace mqttspec::model::monitors
