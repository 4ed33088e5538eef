// P39 AckOrder: a client sends PUBACK, PUBREC and PUBREL in the order of what they answer.
#include <algorithm>

#include "model/monitors/factories.hpp"

namespace mqttspec::model {
namespace {

using namespace mqttspec::literals;

class AckOrder final : public BookedMonitor {
  void judge(const Book& book, const TraceEvent& event) override {
    const Exchange* exchange = book.exchange();
    if (exchange == nullptr || !is_packet_from(event, Sender::client)) return;
    const ConnectionId connection = book.connection().id;
    const PacketType type = type_of(*event.packet);
    if (type == PacketType::pubrel) {
      if (exchange->released == book.now() && exchange->received > book.connection().connect &&
          exchange->received != never)
        judge_order("MQTT-4.6.0-4"_v311 | "MQTT-4.6.0-4"_v5, book, type, exchange->received,
                    exchange->received);
      return;
    }
    const bool first_answer = exchange->finished == book.now() || exchange->received == book.now();
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
                book, type, first, last);
  }

  void judge_order(Cited cited, const Book& book, PacketType type, Position first, Position last) {
    reached();
    Position& newest = newest_answered_[{book.connection().id, type}];
    if (last < newest)
      accuse(cited, book.connection().version, book.now(),
             text_of("this ", to_string(type),
                     " answers an older packet than one that was answered before"));
    newest = std::max(newest, first);
  }

  std::map<std::pair<ConnectionId, PacketType>, Position> newest_answered_;
};

}  // namespace

NewMonitor make_ack_order() { return std::make_unique<AckOrder>(); }

}  // namespace mqttspec::model
