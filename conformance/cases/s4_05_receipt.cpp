// 4.5  Message receipt: what a Server has taken reaches every matching subscription
#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

std::span<const Case> s4_05_receipt() {
  static const Case cases[] = {
      {"receipt/every-matching-client-gets-the-message",
       {"MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto one = subscribed(run, "t", at_least_once, "one");
         auto two = subscribed(run, "t", at_least_once, "two");
         auto three = subscribed(run, "t", at_least_once, "three");
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos1());
         for (auto* sub : {&one, &two, &three})
           sub->must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish("t", "x"));
       },
       Need::qos_1},
      {"receipt/message-to-be-retained-is-forwarded-too",
       {"MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         run.client("pub").publish(publish("t", "x").qos1().retain());
         sub.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish("t", "x"));
       },
       Need::retain | Need::qos_1},
      {"receipt/clients-get-it-by-different-filters",
       {"MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto one = subscribed(run, "a/b", at_least_once, "one");
         auto two = subscribed(run, "a/+", at_least_once, "two");
         auto three = subscribed(run, "a/#", at_least_once, "three");
         auto pub = run.client("pub");
         pub.publish(publish("a/b", "x").qos1());
         for (auto* sub : {&one, &two, &three})
           sub->must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish("a/b", "x"));
       },
       Need::wildcard | Need::qos_1},
      {"receipt/one-client-does-not-hold-up-another",
       {"MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, "U3.1.1-4.3-1"_v311 | "U5.0-4.3-1"_v5},
       [](Run& run) {
         auto silent = subscribed(run, "t", at_least_once, "silent");
         silent.answer_by_hand();  // never acknowledges
         auto lively = subscribed(run, "t", at_least_once, "lively");
         auto pub = run.client("pub");
         for (const auto* text : {"1", "2", "3"}) {
           pub.publish(publish("t", text).qos1());
           lively.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish("t", text));
         }
         run.should_hold("U3.1.1-4.3-1"_v311 | "U5.0-4.3-1"_v5, true, "", "");
       },
       Need::qos_1},
      {"receipt/qos-1-message-waits-for-a-client-that-is-away",
       {"MQTT-3.1.2-5"_v311 | "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         sub.disconnect();
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos1());
         sub.reconnect();
         sub.must("MQTT-3.1.2-5"_v311 | "MQTT-4.5.0-1"_v5, publish("t", "x"));
       },
       Need::qos_1},
      {"receipt/qos-2-message-waits-for-a-client-that-is-away",
       {"MQTT-3.1.2-5"_v311 | "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", exactly_once);
         sub.drop_connection();
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos2());
         sub.reconnect();
         sub.must("MQTT-3.1.2-5"_v311 | "MQTT-4.5.0-1"_v5, publish("t", "x"));
       },
       Need::qos_2},
      {"receipt/every-one-of-many-messages-arrives",
       {"MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         auto pub = run.client("pub");
         for (std::uint16_t i = 1; i <= 50; ++i)
           pub.publish(publish("t", std::to_string(i)).qos1());
         for (std::uint16_t i = 1; i <= 50; ++i)
           sub.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish("t", std::to_string(i)));
       },
       Need::qos_1},
      {"receipt/every-message-arrives-with-one-at-a-time",
       {"MQTT-4.5.0-1"_v5},
       [](Run& run) {
         // Each exchange is completed, and with that there is room for the next message (4.9).
         auto sub = run.client(connect("sub").with(Property::receive_maximum, 1));
         granted(run, sub.subscribe("t", exactly_once), exactly_once);
         auto pub = run.client("pub");
         publish_together(pub, "t", exactly_once, 5);
         for (const auto* text : {"1", "2", "3", "4", "5"})
           sub.must("MQTT-4.5.0-1"_v5, publish("t", text));
       },
       Need::qos_2},
      {"receipt/nothing-comes-without-a-subscription",
       {"MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         auto idle = run.client("idle");
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos1());
         idle.must_not_receive("MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5, publish("t", "x"));
       },
       Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
