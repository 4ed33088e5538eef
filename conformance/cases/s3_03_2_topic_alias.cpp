// 3.3.2.3.4  Topic Alias
#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

// A message that names its topic by alias alone.
PublishSpec by_alias(std::uint16_t alias, std::string_view text) {
  return publish("", text).with(Property::topic_alias, alias);
}

// A message that gives its topic an alias.
PublishSpec naming(const Topic& topic, std::uint16_t alias, std::string_view text) {
  return publish(topic, text).with(Property::topic_alias, alias);
}

std::uint16_t alias_maximum(const Peer& peer) {
  return peer.connack().properties.topic_alias_maximum.value_or(0);
}

// A client that takes aliases up to `maximum`, subscribed to three topics of which each gets two
// messages; the aliases that it saw, 0 for none.
std::vector<std::uint16_t> aliases_seen(Run& run, const ConnectSpec& connect) {
  auto sub = run.client(connect);
  sub.subscribe(subscribe(10)
                    .filter("a", at_least_once)
                    .filter("b", at_least_once)
                    .filter("c", at_least_once));
  auto pub = run.client("pub");
  for (const auto* topic : {"a", "b", "c", "a", "b", "c"}) pub.publish(publish(topic, "x").qos1());
  std::vector<std::uint16_t> seen;
  for (const Time until = run.now() + run.settings().patience; seen.size() < 6;) {
    for (const auto& each : only_messages(sub.drain()))
      seen.push_back(each.as<Publish>().properties.topic_alias.value_or(0));
    if (run.now() >= until) run.inconclusive("six messages", std::to_string(seen.size()));
    if (seen.size() < 6) run.let_time_pass(20);
  }
  return seen;
}

}  // namespace

std::span<const Case> s3_03_2_topic_alias() {
  static const Case cases[] = {
      // From the Client
      {"topic-alias/stands-for-the-topic-name",
       {"MQTT-4.5.0-1"_v5, "MQTT-4.3.2-4"_v5, "U5.0-3.3.2.3.4-3"_v5, "U5.0-3.3.2.3.4-5"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         auto pub = run.client("pub");
         pub.send(naming("t", 1, "named").qos1(20));
         pub.must("MQTT-4.3.2-4"_v5, puback(20));
         sub.must("MQTT-4.5.0-1"_v5, publish("t", "named"));
         run.should_hold("U5.0-3.3.2.3.4-3"_v5, true, "", "");
         pub.publish(by_alias(1, "by alias").qos1());
         sub.must("MQTT-4.5.0-1"_v5, publish("t", "by alias"));
         run.should_hold("U5.0-3.3.2.3.4-5"_v5, true, "", "");
       },
       Need::topic_alias | Need::qos_1},
      {"topic-alias/stands-for-the-topic-name-again-and-again",
       {"MQTT-4.5.0-1"_v5, "MQTT-4.3.2-4"_v5, "U5.0-3.3.2.3.4-5"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         auto pub = run.client("pub");
         pub.publish(naming("t", 1, "named").qos1());
         pub.send(by_alias(1, "once").qos1(20));
         pub.must("MQTT-4.3.2-4"_v5, puback(20));
         pub.send(by_alias(1, "twice").qos1(21));
         pub.must("MQTT-4.3.2-4"_v5, puback(21));
         sub.must("MQTT-4.5.0-1"_v5, publish("t", "once"));
         sub.must("MQTT-4.5.0-1"_v5, publish("t", "twice"));
         run.should_hold("U5.0-3.3.2.3.4-5"_v5, true, "", "");
       },
       Need::topic_alias | Need::qos_1},
      {"topic-alias/may-be-given-a-new-meaning",
       {"MQTT-4.5.0-1"_v5, "U5.0-3.3.4-11"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(subscribe(10).filter("old", at_least_once).filter("new", at_least_once));
         auto pub = run.client("pub");
         pub.publish(naming("old", 1, "1").qos1());
         pub.publish(naming("new", 1, "2").qos1());
         pub.publish(by_alias(1, "3").qos1());
         sub.must("MQTT-4.5.0-1"_v5, publish("new", "2"));
         sub.must("MQTT-4.5.0-1"_v5, publish("new", "3"));
         run.should_hold("U5.0-3.3.4-11"_v5, true, "", "");
       },
       Need::topic_alias | Need::qos_1},
      {"topic-alias/two-stand-for-two-topics",
       {"MQTT-4.5.0-1"_v5, "U5.0-3.3.2.3.4-5"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(subscribe(10).filter("a", at_least_once).filter("b", at_least_once));
         auto pub = run.client("names");
         if (alias_maximum(pub) < 2) run.decline("the Topic Alias Maximum in CONNACK is 1");
         pub.publish(naming("a", 1, "1").qos1());
         pub.publish(naming("b", 2, "2").qos1());
         pub.publish(by_alias(1, "3").qos1());
         pub.publish(by_alias(2, "4").qos1());
         sub.must("MQTT-4.5.0-1"_v5, publish("a", "3"));
         sub.must("MQTT-4.5.0-1"_v5, publish("b", "4"));
         run.should_hold("U5.0-3.3.2.3.4-5"_v5, true, "", "");
       },
       Need::topic_alias | Need::qos_1},
      {"topic-alias/the-highest-permitted-is-accepted",
       {"MQTT-3.3.2-12"_v5},
       [](Run& run) {
         auto pub = run.client("names");
         pub.send(naming("t", alias_maximum(pub), "x").qos1(7));
         pub.must_stay_open("MQTT-3.3.2-12"_v5);
         pub.must("MQTT-3.3.2-12"_v5, puback(7));
       },
       Need::topic_alias | Need::qos_1},
      {"topic-alias/ends-with-its-connection",
       {"MQTT-3.3.2-7"_v5, "U5.0-3.3.4-13"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         auto pub = run.client("pub", Session::kept);
         pub.publish(naming("t", 1, "first").qos1());
         pub.drop_connection();
         pub.reconnect();
         pub.send_illegal(by_alias(1, "stale").qos1(7));
         pub.detects_by_closing("U5.0-3.3.4-13"_v5);
         sub.must_not_receive("MQTT-3.3.2-7"_v5, publish("t", "stale"));
       },
       Need::topic_alias | Need::qos_1},
      {"topic-alias/of-one-client-is-not-that-of-another",
       {"MQTT-3.3.2-7"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "mine", at_least_once);
         auto pub = run.client("pub");
         pub.publish(naming("mine", 1, "first").qos1());
         auto other = run.client("other");
         other.publish(naming("yours", 1, "second").qos1());
         other.publish(by_alias(1, "stray").qos1());
         sub.must_not_receive("MQTT-3.3.2-7"_v5, publish("mine", "stray"));
       },
       Need::topic_alias | Need::qos_1},
      {"topic-alias/0-is-noticed",
       {"MQTT-3.3.2-8"_v5, "U5.0-3.3.4-8"_v5},
       [](Run& run) {
         const auto bad = raw(publish("t", "x")).property("23 00 00").because("Topic Alias 0");
         const auto twin = raw(publish("t", "x")).property("23 00 01");
         run.detects("MQTT-3.3.2-8"_v5, bad, twin);
         run.detects("U5.0-3.3.4-8"_v5, bad, twin);
       },
       Need::topic_alias},
      {"topic-alias/above-the-maximum-is-noticed",
       {"MQTT-3.2.2-17"_v5, "U5.0-3.3.4-8"_v5},
       [](Run& run) {
         const auto maximum = alias_maximum(run.client("ask"));
         if (maximum == 65535) run.decline("the Topic Alias Maximum in CONNACK is 65535");
         const auto bad = raw(naming("t", static_cast<std::uint16_t>(maximum + 1), "x"));
         const auto twin = raw(naming("t", maximum, "x"));
         run.detects("MQTT-3.2.2-17"_v5, bad, twin);
         run.detects("U5.0-3.3.4-8"_v5, bad, twin);
       },
       Need::topic_alias},
      {"topic-alias/without-permission-is-noticed",
       {"MQTT-3.2.2-18"_v5},
       [](Run& run) {
         if (alias_maximum(run.client("ask")) != 0) run.decline("the Server takes Topic Aliases");
         run.detects("MQTT-3.2.2-18"_v5, raw(naming("t", 1, "x")), raw(publish("t", "x")));
       }},
      {"topic-alias/unknown-without-a-topic-name-is-noticed",
       {"U5.0-3.3.4-13"_v5, "U5.0-4.13.1-8"_v5},
       [](Run& run) {
         run.detects("U5.0-3.3.4-13"_v5, raw(by_alias(1, "x")).because("alias 1 is not mapped"),
                     raw(naming("t", 1, "x")));
         auto pub = run.client("pub");
         pub.send_illegal(raw(by_alias(1, "x")).because("alias 1 is not mapped"));
         pub.should("U5.0-4.13.1-8"_v5, disconnect().codes({ReasonCode::protocol_error,
                                                            ReasonCode::topic_alias_invalid}));
       },
       Need::topic_alias},
      {"topic-alias/twice-is-noticed",
       {"U5.0-3.3.2.3.4-1"_v5},
       [](Run& run) {
         run.detects("U5.0-3.3.2.3.4-1"_v5,
                     raw(naming("t", 1, "x")).property("23 00 01").because("twice"),
                     raw(naming("t", 1, "x")));
       },
       Need::topic_alias},

      // From the Server
      {"topic-alias/is-not-sent-to-a-client-that-takes-none",
       {"MQTT-3.1.2-27"_v5},
       [](Run& run) {
         for (const auto alias : aliases_seen(run, connect("sub")))
           run.must_hold("MQTT-3.1.2-27"_v5, alias == 0, "no Topic Alias", std::to_string(alias));
       },
       Need::qos_1},
      {"topic-alias/stays-within-the-maximum-of-the-client",
       {"MQTT-3.1.2-26"_v5},
       [](Run& run) {
         const auto taking_two = connect("sub").with(Property::topic_alias_maximum, 2);
         for (const auto alias : aliases_seen(run, taking_two))
           run.must_hold("MQTT-3.1.2-26"_v5, alias <= 2, "at most 2", std::to_string(alias));
       },
       Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
