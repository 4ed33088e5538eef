// 4.2  Network Connections: packets come in pieces, and several at once
#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited all_acknowledged = "MQTT-4.5.0-2"_v311 | "MQTT-4.5.0-2"_v5;

}  // namespace

std::span<const Case> s4_02_stream() {
  static const Case cases[] = {
      {"client/stream/packets-in-one-piece-are-all-read",
       {all_acknowledged},
       [](Visit& visit) {
         Line line = visit.connected();
         line.send_glued({with_id(1, "one", Qos::at_least_once),
                          with_id(2, "two", Qos::exactly_once),
                          with_id(3, "three", Qos::at_least_once)});
         must_acknowledge<Puback>(visit, line, all_acknowledged, 1);
         line.must(all_acknowledged, ack<Pubrec>(2));
         must_acknowledge<Puback>(visit, line, all_acknowledged, 3);
       }},
      {"client/stream/message-behind-connack-is-read",
       {all_acknowledged},
       [](Visit& visit) {
         visit.needs(visit.able().session, "keep a Session");
         visit.ask_connect(lasting_connect(visit));
         Line line = visit.next_line();
         line.expect(any<Connect>());
         line.send_glued({owned::Connack{}, with_id(1, "one", Qos::at_least_once)});
         must_acknowledge<Puback>(visit, line, all_acknowledged, 1);
       }},
      {"client/stream/packet-in-two-pieces-is-read",
       {all_acknowledged},
       [](Visit& visit) {
         Line line = visit.connected();
         std::uint16_t id = 0;
         for (const std::size_t size : {1U, 2U, 4U, 5U, 7U}) {
           line.send_cut(with_id(++id, "in pieces", Qos::at_least_once), size);
           must_acknowledge<Puback>(visit, line, all_acknowledged, id);
         }
       }},
      {"client/stream/large-message-is-read",
       {all_acknowledged},
       [](Visit& visit) {
         Line line = visit.connected();
         line.send(with_id(1, std::string(300'000, 'x'), Qos::at_least_once));
         // In 3.1.1 a Client cannot say how much it takes: then its closing proves nothing.
         if (!visit.is_v5()) return (void)line.must(all_acknowledged, ack<Puback>(1));
         must_acknowledge<Puback>(visit, line, all_acknowledged, 1);
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
