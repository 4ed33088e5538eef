// P39 AckOrder: a client sends PUBACK, PUBREC and PUBREL in the order of what they answer.
#include <fmt/core.h>

#include <algorithm>

#include "model/monitors/factories.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

class AckOrder final : public Monitor {
  Interest interest() const override { return Interest::in_packets(Sender::client); }
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    const Exchange* exchange = facts.exchange();
    if (exchange == nullptr || !is_packet_from(event, Sender::client)) return;
    const ConnectionId connection = facts.connection().id;
    const PacketType type = type_of(*event.packet);
    if (type == PacketType::pubrel) {
      if (exchange->released == facts.now() && exchange->received > facts.connection().connect &&
          exchange->received != never)
        judge_order("MQTT-4.6.0-4"_v311 | "MQTT-4.6.0-4"_v5, facts, type, exchange->received,
                    exchange->received);
      return;
    }
    const bool first_answer =
        exchange->finished == facts.now() || exchange->received == facts.now();
    if ((type != PacketType::puback && type != PacketType::pubrec) || !first_answer) return;
    // A PUBLISH that came several times may be answered as any of them.
    Position first = never;
    Position last = 0;
    for (const Sending& sending : exchange->sendings)
      if (sending.connection == connection) {
        first = std::min(first, sending.event);
        last = std::max(last, sending.event);
      }
    if (first == never) return;
    judge_order(type == PacketType::puback ? "MQTT-4.6.0-2"_v311 | "MQTT-4.6.0-2"_v5
                                           : "MQTT-4.6.0-3"_v311 | "MQTT-4.6.0-3"_v5,
                facts, type, first, last);
  }

  void judge_order(Cited cited, const TraceFacts& facts, PacketType type, Position first,
                   Position last) {
    note_antecedent();
    Position& newest = newest_answered_[{facts.connection().id, type}];
    if (last < newest)
      report(cited, facts,
             fmt::format("this {} answers an older packet than one that was answered before",
                         to_string(type)));
    newest = std::max(newest, first);
  }

  std::map<std::pair<ConnectionId, PacketType>, Position> newest_answered_;
};

}  // namespace

NewMonitor make_ack_order() { return std::make_unique<AckOrder>(); }

}  // namespace mqttspec::model::monitors
