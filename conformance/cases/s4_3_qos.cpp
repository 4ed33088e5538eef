// 4.3  Quality of Service levels and protocol flows
#include "conformance/cases/index.hpp"

namespace mqttspec::conformance::cases {

using namespace mqttspec::literals;

std::span<const Case> s4_3_qos() {
  static const Case cases[] = {
      // 4.3.2  QoS 1: at least once
      {"qos1/publish-is-acknowledged",
       {"MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish("t", "hello").qos1(7));
         pub.must("MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5, puback(7));
       },
       Need::qos_1},

      // 4.3.3  QoS 2: exactly once
      {"qos2/redelivery-after-reconnect-is-not-a-new-message",
       {"MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5, "MQTT-4.3.3-10"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t", Qos::exactly_once);
         auto pub = run.client("pub", Session::kept);

         pub.send(publish("t", "once").qos2(7));
         pub.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5, pubrec(7));
         pub.drop_connection();  // as if the PUBREC was lost
         pub.reconnect();

         pub.send(publish("t", "once").qos2(7).dup());
         pub.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5, pubrec(7));
         pub.send(pubrel(7));
         pub.expect(pubcomp(7));

         sub.expect(publish("t", "once"));
         sub.must_not_receive("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5, publish("t", "once"));
       },
       Need::qos_2},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
