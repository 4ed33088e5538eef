// 4.6  Message ordering
#include <algorithm>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

std::string one_to(int last) {
  std::string text = "1";
  for (int i = 2; i <= last; ++i) text += "," + std::to_string(i);
  return text;
}

// Messages 1 to `last` on topic t in the order in which they first arrive. DUP may be 1 then, too:
// a sending before it was lost.
std::string arriving(Peer& sub, int last) {
  std::vector<Arrival> got;
  while (static_cast<int>(got.size()) < last) {
    const auto next = sub.expect(publish("t"));
    if (std::ranges::find(got, payload(next), payload) == got.end()) got.push_back(next);
  }
  return payloads(got);
}

// Ten messages, several at a time, at one QoS, then the order in which they come.
void must_keep_order(Run& run, Qos published, Qos maximum) {
  auto sub = subscribed(run, "t", maximum);
  auto pub = run.client("pub");
  publish_together(pub, "t", published, 10);
  const auto order = arriving(sub, 10);
  run.must_hold("MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5, order == one_to(10), one_to(10), order,
                true);
}

}  // namespace

std::span<const Case> s4_06_ordering() {
  static const Case cases[] = {
      {"order/of-qos-0-is-kept",
       {"MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5},
       [](Run& run) {
         // Messages may be lost at QoS 0, but not overtake one another.
         auto sub = run.subscriber("t");
         auto pub = run.client("pub");
         for (int i = 1; i <= 9; ++i) pub.send(publish("t", std::to_string(i)));
         std::string last;
         for (const auto& each : messages_until(sub, "t", "9")) {
           run.must_hold("MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5, payload(each) >= last,
                         "a message not before " + last, payload(each));
           last = payload(each);
         }
       }},
      {"order/of-qos-1-is-kept",
       {"MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5},
       [](Run& run) { must_keep_order(run, at_least_once, at_least_once); },
       Need::qos_1},
      {"order/of-qos-2-is-kept",
       {"MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5},
       [](Run& run) { must_keep_order(run, exactly_once, exactly_once); },
       Need::qos_2},
      {"order/of-qos-2-delivered-at-qos-1-is-kept",
       {"MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5},
       [](Run& run) { must_keep_order(run, exactly_once, at_least_once); },
       Need::qos_2},
      {"order/is-kept-for-a-wildcard",
       {"MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "#", at_least_once);
         auto pub = run.client("pub");
         for (int i = 1; i <= 10; ++i) pub.publish(publish("t", std::to_string(i)).qos1());
         const auto order = arriving(sub, 10);
         run.must_hold("MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5, order == one_to(10), one_to(10),
                       order, true);
       },
       Need::wildcard | Need::qos_1},
      {"order/is-kept-for-a-client-that-was-away",
       {"MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5},
       [](Run& run) {
         auto sub = run.client("sub", Session::kept);
         granted(run, sub.subscribe("t", at_least_once), at_least_once);
         sub.disconnect();
         auto pub = run.client("pub");
         for (int i = 1; i <= 10; ++i) pub.publish(publish("t", std::to_string(i)).qos1());
         sub.reconnect();
         const auto order = arriving(sub, 10);
         run.must_hold("MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5, order == one_to(10), one_to(10),
                       order, true);
       },
       Need::qos_1},
      {"order/is-kept-with-one-message-at-a-time",
       {"MQTT-4.6.0-5"_v5},
       [](Run& run) {
         auto sub = run.client(connect("sub").with(Property::receive_maximum, 1));
         granted(run, sub.subscribe("t", at_least_once), at_least_once);
         auto pub = run.client("pub");
         for (int i = 1; i <= 10; ++i) pub.publish(publish("t", std::to_string(i)).qos1());
         const auto order = arriving(sub, 10);
         run.must_hold("MQTT-4.6.0-5"_v5, order == one_to(10), one_to(10), order, true);
       },
       Need::qos_1},
      {"order/is-kept-by-default-for-every-topic",
       {"MQTT-4.6.0-5"_v311 | "MQTT-4.6.0-6"_v5},
       [](Run& run) {
         // Topics of several kinds: one level, many levels, empty levels.
         for (const auto* topic : {"t", "a/b/c/d", "e//f"}) {
           auto sub = subscribed(run, topic, at_least_once);
           auto pub = run.client("pub");
           for (const auto* text : {"1", "2", "3"}) pub.publish(publish(topic, text).qos1());
           std::vector<Arrival> got;
           while (got.size() < 3) got.push_back(sub.expect(publish(topic).dup(false)));
           run.must_hold("MQTT-4.6.0-5"_v311 | "MQTT-4.6.0-6"_v5, payloads(got) == "1,2,3", "1,2,3",
                         payloads(got));
           sub.disconnect();
           pub.disconnect();
         }
       },
       Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
