// 4.3  Quality of Service levels
#include "codec/notation.hpp"
#include "conformance/client_cases/sections.hpp"
#include "conformance/client_cases/vocabulary.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited acknowledged = "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5;
constexpr Cited received = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5;
constexpr Cited completed = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5;
constexpr Cited handed_over_once = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5;

}  // namespace

std::span<const Case> s4_03_qos() {
  static const Case cases[] = {
      {"client/qos1/message-is-acknowledged",
       {acknowledged},
       [](Visit& visit) {
         Line line = visit.connected();
         const auto id = line.publish("t", "once", Qos::at_least_once);
         line.must(acknowledged, ack<Puback>(id));
       }},
      {"client/qos2/message-is-acknowledged-to-its-end",
       {received, completed},
       [](Visit& visit) {
         Line line = visit.connected();
         const auto id = line.publish("t", "once", Qos::exactly_once);
         line.must(received, ack<Pubrec>(id));
         line.must(completed, ack<Pubcomp>(id));
       }},
      {"client/qos2/message-sent-again-is-handed-over-once",
       {handed_over_once},
       [](Visit& visit) {
         visit.needs(visit.able().session, "keep a Session");
         const auto connect = lasting_connect(visit);
         Line line = visit.connected(connect);
         line.by_hand({PacketType::pubrec});
         const auto id = line.publish("t", "once", Qos::exactly_once);
         line.expect(ack<Pubrec>(id));
         line.cut();
         Line again = visit.reconnected(connect, session_is_present());
         again.send(sent_again("t", "once", Qos::exactly_once, id));
         again.expect(ack<Pubrec>(id));
         again.expect(ack<Pubcomp>(id));
         again.fence();
         const auto count = visit.delivered("once");
         visit.must_hold(handed_over_once, count == 1, "one delivery to the application",
                         std::to_string(count));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
