// 3.3  PUBLISH: header, Topic Name, payload, response
#include <algorithm>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

// A client's message whose first sending is lost with the connection, sent again with DUP 1.
void publish_twice(Run& run, const Topic& topic) {
  auto pub = run.client("pub", Session::kept);
  pub.send(publish(topic, "again").qos1(7));
  pub.drop_connection();
  resume(run, pub);
  pub.send(publish(topic, "again").qos1(7).dup());
  pub.expect(puback(7));
  pub.publish(publish(topic, "end").qos1());
}

// Where the Packet Identifier stands behind the fixed header of a PUBLISH to "t".
int packet_id_position(const Run& run) {
  return 2 + static_cast<int>(run.names().on_target("t").size());
}

// Declines the case if the Server says that it takes no packet of this size.
void takes(Run& run, const Peer& pub, std::uint32_t size) {
  if (pub.connack().properties.maximum_packet_size.value_or(size) < size)
    run.decline("the Maximum Packet Size in CONNACK is below " + std::to_string(size));
}

std::string every_byte() {
  std::string bytes;
  for (int value = 0; value < 256; ++value) bytes.push_back(static_cast<char>(value));
  return bytes;
}

}  // namespace

std::span<const Case> s3_03_publish() {
  static const Case cases[] = {
      // 3.3.1.1  DUP
      {"publish/dup-is-not-passed-on",
       {"MQTT-3.3.1-3"_v311 | "MQTT-3.3.1-3"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         publish_twice(run, "t");
         for (const auto& each : messages_until(sub, "t", "end"))
           must_be(run, "MQTT-3.3.1-3"_v311 | "MQTT-3.3.1-3"_v5, each, publish("t").dup(false));
       },
       Need::qos_1},
      {"publish/qos-0-has-dup-0",
       {"MQTT-3.3.1-2"_v311 | "MQTT-3.3.1-2"_v5, "MQTT-4.3.1-1"_v311 | "MQTT-4.3.1-1"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t", at_most_once);
         publish_twice(run, "t");
         for (const auto& each : messages_until(sub, "t", "end")) {
           must_be(run, "MQTT-3.3.1-2"_v311 | "MQTT-3.3.1-2"_v5, each, publish("t").dup(false));
           must_be(run, "MQTT-4.3.1-1"_v311 | "MQTT-4.3.1-1"_v5, each,
                   publish("t").qos0().dup(false));
         }
       },
       Need::qos_1},
      {"publish/qos-0-with-dup-1-is-noticed",
       {"MQTT-3.3.1-2"_v311 | "MQTT-3.3.1-2"_v5},
       [](Run& run) {
         run.detects("MQTT-3.3.1-2"_v311 | "MQTT-3.3.1-2"_v5,
                     raw(publish("t", "x")).flags(0b1000).because("DUP 1 at QoS 0"),
                     raw(publish("t", "x")));
       }},

      // 3.3.1.2  QoS
      {"publish/qos-3-closes-the-connection",
       {"MQTT-3.3.1-4"_v311},
       [](Run& run) {
         run.must_refuse("MQTT-3.3.1-4"_v311,
                         raw(publish("t", "x").qos1(7)).flags(0b0110).because("QoS 3"),
                         raw(publish("t", "x").qos1(7)));
       },
       Need::qos_1},
      {"publish/qos-3-is-noticed",
       {"MQTT-3.3.1-4"_v5},
       [](Run& run) {
         run.detects("MQTT-3.3.1-4"_v5,
                     raw(publish("t", "x").qos1(7)).flags(0b0110).because("QoS 3"),
                     raw(publish("t", "x").qos1(7)));
       },
       Need::qos_1},

      // 3.3.2.1  Topic Name
      {"publish/plus-in-a-topic-name-is-noticed",
       {"MQTT-3.3.2-2"_v311 | "MQTT-3.3.2-2"_v5},
       [](Run& run) {
         run.detects("MQTT-3.3.2-2"_v311 | "MQTT-3.3.2-2"_v5,
                     raw(publish("a/?", "x")).replace_text("a/?", "61 2F 2B").because("a/+"),
                     raw(publish("a/?", "x")));
       }},
      {"publish/number-sign-in-a-topic-name-is-noticed",
       {"MQTT-3.3.2-2"_v311 | "MQTT-3.3.2-2"_v5},
       [](Run& run) {
         run.detects("MQTT-3.3.2-2"_v311 | "MQTT-3.3.2-2"_v5,
                     raw(publish("a/?", "x")).replace_text("a/?", "61 2F 23").because("a/#"),
                     raw(publish("a/?", "x")));
       }},
      {"publish/empty-topic-name-is-noticed",
       {"MQTT-4.7.3-1"_v311 | "U5.0-3.3.2.1-2"_v5},
       [](Run& run) {
         const auto topic = run.names().on_target("t");
         run.detects("MQTT-4.7.3-1"_v311 | "U5.0-3.3.2.1-2"_v5,
                     raw(publish("t", "x")).replace_text(topic, "").because("no Topic Name"),
                     raw(publish("t", "x")));
       }},

      {"publish/ill-formed-topic-name-is-noticed",
       {"MQTT-3.3.2-1"_v311 | "MQTT-3.3.2-1"_v5},
       [](Run& run) {
         run.detects(
             "MQTT-3.3.2-1"_v311 | "MQTT-3.3.2-1"_v5,
             raw(publish("f/ab", "x")).replace_text("f/ab", "66 2F C3 28").because("no UTF-8"),
             raw(publish("f/ab", "x")));
       }},

      // 3.3.2.2  Packet Identifier
      {"publish/packet-identifier-0-is-noticed",
       {"MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-3"_v5},
       [](Run& run) {
         const auto twin = raw(publish("t", "x").qos1(7));
         run.detects("MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-3"_v5,
                     Raw(twin).byte(packet_id_position(run) + 1, 0).because("identifier 0"), twin);
       },
       Need::qos_1},

      // 3.3.3  Payload
      {"publish/payload-arrives-as-it-was-sent",
       {"MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         auto pub = run.client("pub");
         takes(run, pub, 400);
         pub.publish(publish("t", every_byte()).qos1());
         sub.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish("t", every_byte()));
       },
       Need::qos_1},
      {"publish/large-payload-arrives-as-it-was-sent",
       {"MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         // Three bytes of Remaining Length; more than one segment of TCP.
         std::string large;
         while (large.size() < 20'000) large += every_byte();
         auto sub = subscribed(run, "t", at_least_once);
         auto pub = run.client("pub");
         takes(run, pub, 30'000);
         pub.publish(publish("t", large).qos1());
         sub.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish("t", large));
       },
       Need::qos_1},
      {"publish/empty-payload-is-valid",
       {"MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "U3.1.1-3.3.3-1"_v311 | "U5.0-3.3.3-1"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "not empty").qos1());
         sub.expect(publish("t", "not empty"));
         pub.send(publish("t", "").qos1(7));
         pub.must("MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5, puback(7));
         sub.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish("t", ""));
         run.should_hold("U3.1.1-3.3.3-1"_v311 | "U5.0-3.3.3-1"_v5, true, "", "");
       },
       Need::qos_1},

      // 3.3.4  Response
      {"publish/qos-1-is-answered-by-puback",
       {"MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish("t", "x").qos1(65535));
         pub.must("MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5, puback(65535));
         pub.send(publish("t", "x").qos1(1));
         pub.must("MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5, puback(1));
       },
       Need::qos_1},
      {"publish/qos-2-is-answered-by-pubrec",
       {"MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish("t", "x").qos2(65535));
         pub.must("MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5, pubrec(65535));
         pub.send(pubrel(65535));
         pub.expect(pubcomp(65535));
       },
       Need::qos_2},
      {"publish/qos-0-is-not-answered",
       {"MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         auto pub = run.client("pub");
         pub.send(publish("t", "x"));
         sub.expect(publish("t", "x"));
         const bool answered = std::ranges::any_of(pub.drain(), [](const Arrival& each) {
           const auto type = type_of(each.packet);
           return type == PacketType::puback || type == PacketType::pubrec;
         });
         run.must_hold("MQTT-3.3.4-1"_v311 | "MQTT-3.3.4-1"_v5, !answered,
                       "nothing in answer to QoS 0", "an answer");
       }},
      {"publish/comes-back-to-its-own-publisher",
       {"MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto both = subscribed(run, "t", at_least_once);
         both.publish(publish("t", "mine").qos1());
         both.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish("t", "mine"));
       },
       Need::qos_1},
      {"publish/subscription-identifier-from-a-client-is-noticed",
       {"MQTT-3.3.4-6"_v5},
       [](Run& run) {
         run.detects("MQTT-3.3.4-6"_v5,
                     raw(publish("t", "x")).property("0B 01").because("Subscription Identifier"),
                     raw(publish("t", "x")));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
