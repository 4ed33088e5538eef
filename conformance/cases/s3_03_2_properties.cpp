// 3.3.2.3  PUBLISH Properties: what a Server passes on unaltered, and messages that expire
#include <fmt/format.h>
#include <algorithm>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

// How a message with these properties reaches a subscriber that is there.
Arrival passed_on(Run& run, PublishSpec message) {
  auto sub = subscribed(run, "t", at_least_once);
  auto pub = run.client("pub");
  pub.publish(message.qos1());
  return sub.expect(publish("t", "x"));
}

// Every property that a Server has to pass on, in a message on `topic`.
PublishSpec with_everything(const Topic& topic) {
  return publish(topic, "x")
      .with(Property::payload_format_indicator, 1)
      .with(Property::content_type, "text/plain")
      .with(Property::response_topic, "answers")
      .with(Property::correlation_data, "number 7")
      .user("first", "1")
      .user("second", "2")
      .user("first", "3");
}

void must_have_everything(Run& run, const Arrival& arrival) {
  const auto has = [](Property property, auto value) { return publish("t").with(property, value); };
  must_be(run, "MQTT-3.3.2-4"_v5, arrival, has(Property::payload_format_indicator, 1U));
  must_be(run, "MQTT-3.3.2-20"_v5, arrival, has(Property::content_type, "text/plain"));
  must_be(run, "MQTT-3.3.2-15"_v5, arrival, has(Property::response_topic, "answers"));
  must_be(run, "MQTT-3.3.2-16"_v5, arrival, has(Property::correlation_data, "number 7"));
  must_be(run, "MQTT-3.3.2-17"_v5, arrival,
          publish("t").user("first", "1").user("second", "2").user("first", "3"));
}

// The outgoing interval is the received one less the time in the Server, in whole seconds, with one
// second of tolerance on each side for rounding.
void must_have_waited(Run& run, const Arrival& arrival, std::uint32_t published, Time least,
                      Time most) {
  const auto left = arrival.as<Publish>().properties.message_expiry_interval;
  const auto highest = published - std::min<Time>(published, least / 1000) + 1;
  const auto lowest = published - std::min<Time>(published, most / 1000 + 2);
  run.must_hold("MQTT-3.3.2-6"_v5,
                left && *left >= lowest && *left <= std::min(highest, Time{published}),
                fmt::format("a Message Expiry Interval from {} to {}", lowest,
                            std::min(highest, Time{published})),
                left ? std::to_string(*left) : "none");
}

// A PUBLISH with this property twice, which no sentence forbids as it does in a Will.
void send_twice(Run& run, const Cited& of_wills, std::string_view property) {
  auto sub = subscribed(run, "t", at_least_once);
  auto pub = run.client("pub");
  pub.send_illegal(raw(publish("t", "twice")).property(property).property(property));
  const bool closed = !pub.is_served();
  auto other = run.client("other");
  other.publish(publish("t", "x").qos1());
  const auto came = messages_until(sub, "t", "x");
  run.debatable(of_wills, 27,
                closed            ? "the Server closes"
                : came.size() > 1 ? "the message is passed on"
                                  : "the message is dropped");
  run.must_be_alive();
}

}  // namespace

std::span<const Case> s3_03_2_properties() {
  static const Case cases[] = {
      // 3.3.2.3.2  Payload Format Indicator
      {"properties/payload-format-indicator-is-passed-on",
       {"MQTT-3.3.2-4"_v5},
       [](Run& run) {
         const auto got =
             passed_on(run, publish("t", "x").with(Property::payload_format_indicator, 1));
         must_be(run, "MQTT-3.3.2-4"_v5, got,
                 publish("t").with(Property::payload_format_indicator, 1));
       },
       Need::qos_1},
      {"properties/payload-format-indicator-is-not-invented",
       {"MQTT-3.3.2-4"_v5},
       [](Run& run) {
         // Its absence means the same as the value 0 (3.3.2.3.2).
         const auto got = passed_on(run, publish("t", "x"));
         const auto format = got.as<Publish>().properties.payload_format_indicator;
         run.must_hold("MQTT-3.3.2-4"_v5, format.value_or(0) == 0, "0 or none", "1");
       },
       Need::qos_1},

      // 3.3.2.3.3  Message Expiry Interval
      {"expiry/interval-is-passed-on",
       {"MQTT-3.3.2-6"_v5},
       [](Run& run) {
         const auto got =
             passed_on(run, publish("t", "x").with(Property::message_expiry_interval, 100));
         must_have_waited(run, got, 100, 0, run.now());
       },
       Need::qos_1},
      {"expiry/interval-0-is-passed-on",
       {"MQTT-3.3.2-6"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "at once").qos1().with(Property::message_expiry_interval, 0));
         pub.publish(publish("t", "end").qos1());
         const auto got = messages_until(sub, "t", "end");
         if (payload(got.front()) != "at once") return run.remark("it expires before it is sent");
         must_have_waited(run, got.front(), 0, 0, 0);
       },
       Need::qos_1},
      {"expiry/interval-0-is-over-for-a-client-that-is-away",
       {"MQTT-3.3.2-5"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         sub.disconnect();
         auto pub = run.client("pub");
         pub.publish(publish("t", "at once").qos1().with(Property::message_expiry_interval, 0));
         pub.publish(publish("t", "end").qos1());
         run.let_time_pass(2'000);
         sub.reconnect();
         const auto got = messages_until(sub, "t", "end");
         run.must_hold("MQTT-3.3.2-5"_v5, got.size() == 1, "end", payloads(got));
       },
       Need::qos_1},
      {"expiry/interval-counts-down-for-a-client-that-is-away",
       {"MQTT-3.3.2-6"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         sub.disconnect();
         auto pub = run.client("pub");
         const Time published = run.now();
         pub.publish(publish("t", "x").qos1().with(Property::message_expiry_interval, 100));
         const Time taken = run.now();
         run.let_time_pass(3'000);
         const Time returned = run.now();
         sub.reconnect();
         const auto got = sub.expect(publish("t", "x"));
         must_have_waited(run, got, 100, returned - taken, got.at - published);
       },
       Need::qos_1},
      {"expiry/interval-counts-down-for-a-retained-message",
       {"MQTT-3.3.2-6"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         const Time published = run.now();
         pub.publish(
             publish("t", "x").qos1().retain().with(Property::message_expiry_interval, 100));
         const Time taken = run.now();
         run.let_time_pass(3'000);
         const Time asked = run.now();
         auto late = run.subscriber("t", at_least_once);
         const auto got = late.expect(publish("t", "x"));
         must_have_waited(run, got, 100, asked - taken, got.at - published);
       },
       Need::retain | Need::qos_1},
      {"expiry/message-for-a-client-that-is-away-expires",
       {"MQTT-3.3.2-5"_v5},
       [](Run& run) {
         auto sub = run.client("sub", Session::kept);
         granted(run, sub.subscribe("t", at_least_once), at_least_once);
         sub.disconnect();
         auto pub = run.client("pub");
         pub.publish(publish("t", "short").qos1().with(Property::message_expiry_interval, 1));
         pub.publish(publish("t", "long").qos1().with(Property::message_expiry_interval, 100));
         run.let_time_pass(3'000);
         sub.reconnect();
         const auto got = messages_until(sub, "t", "long");
         run.must_hold("MQTT-3.3.2-5"_v5, got.size() == 1, "long", payloads(got));
       },
       Need::qos_1},
      {"expiry/message-lives-until-its-interval-has-passed",
       {"MQTT-4.5.0-1"_v5, "U5.0-3.3.2.3.3-1"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         sub.disconnect();
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos1().with(Property::message_expiry_interval, 10));
         run.let_time_pass(6'000);
         sub.reconnect();
         sub.must("MQTT-4.5.0-1"_v5, publish("t", "x"));
         run.should_hold("U5.0-3.3.2.3.3-1"_v5, true, "", "");
       },
       Need::qos_1},
      {"expiry/message-without-an-interval-stays",
       {"MQTT-4.5.0-1"_v5, "U5.0-3.3.2.3.3-2"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         sub.disconnect();
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos1());
         run.let_time_pass(2'000);
         sub.reconnect();
         const auto got = sub.must("MQTT-4.5.0-1"_v5, publish("t", "x"));
         should_be(run, "U5.0-3.3.2.3.3-2"_v5, got,
                   publish("t").without(Property::message_expiry_interval));
       },
       Need::qos_1},
      {"expiry/retained-message-expires",
       {"U5.0-3.3.1.3-6"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.publish(
             publish("t", "short").qos1().retain().with(Property::message_expiry_interval, 1));
         run.let_time_pass(3'000);
         auto late = run.subscriber("t");
         late.should_not_receive("U5.0-3.3.1.3-6"_v5, publish("t", "short"));
       },
       Need::retain | Need::qos_1},
      {"expiry/does-not-touch-a-qos-2-message-that-was-sent",
       {"MQTT-4.3.3-7"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", exactly_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos2().with(Property::message_expiry_interval, 1));
         pub.publish(publish("t", "lasting").qos2());
         sub.expect(publish("t", "x").qos2());
         sub.expect(publish("t", "lasting").qos2());
         sub.drop_connection();
         run.let_time_pass(3'000);
         sub.reconnect();
         sub.expect(publish("t", "lasting").qos2());  // what does not expire is sent again
         sub.must("MQTT-4.3.3-7"_v5, publish("t", "x").qos2());
       },
       Need::qos_2},

      // 3.3.2.3.5  Response Topic, and those after it
      {"properties/response-topic-is-passed-on",
       {"MQTT-3.3.2-15"_v5},
       [](Run& run) {
         const auto got =
             passed_on(run, publish("t", "x").with(Property::response_topic, "answers"));
         must_be(run, "MQTT-3.3.2-15"_v5, got,
                 publish("t").with(Property::response_topic, "answers"));
       },
       Need::qos_1},
      {"properties/wildcard-in-a-response-topic-is-noticed",
       {"MQTT-3.3.2-14"_v5},
       [](Run& run) {
         run.detects("MQTT-3.3.2-14"_v5,
                     raw(publish("t", "x")).property("08 00 03 61 2F 23").because("a/#"),
                     raw(publish("t", "x")).property("08 00 03 61 2F 62"));
       }},
      {"properties/ill-formed-response-topic-is-noticed",
       {"MQTT-3.3.2-13"_v5},
       [](Run& run) {
         run.detects("MQTT-3.3.2-13"_v5,
                     raw(publish("t", "x")).property("08 00 02 C3 28").because("no UTF-8"),
                     raw(publish("t", "x")).property("08 00 02 C3 A9"));
       }},
      {"properties/ill-formed-content-type-is-noticed",
       {"MQTT-3.3.2-19"_v5},
       [](Run& run) {
         run.detects("MQTT-3.3.2-19"_v5,
                     raw(publish("t", "x")).property("03 00 02 C3 28").because("no UTF-8"),
                     raw(publish("t", "x")).property("03 00 02 C3 A9"));
       }},
      {"properties/correlation-data-is-passed-on",
       {"MQTT-3.3.2-16"_v5},
       [](Run& run) {
         const std::string_view data("\x00\xFF\x00 not text \xC0", 14);
         const auto got = passed_on(run, publish("t", "x").with(Property::correlation_data, data));
         must_be(run, "MQTT-3.3.2-16"_v5, got, publish("t").with(Property::correlation_data, data));
       },
       Need::qos_1},
      {"properties/user-properties-are-passed-on-in-their-order",
       {"MQTT-3.3.2-17"_v5, "MQTT-3.3.2-18"_v5},
       [](Run& run) {
         const auto got = passed_on(
             run, publish("t", "x").user("z", "1").user("a", "2").user("z", "1").user("a", ""));
         const auto list = got.as<Publish>().properties.user_properties;
         // The Server may have some of its own.
         const auto has = [&](std::string_view name, std::string_view value, std::ptrdiff_t times) {
           return std::ranges::count(list, UserProperty{name, value}) >= times;
         };
         run.must_hold("MQTT-3.3.2-17"_v5, has("z", "1", 2) && has("a", "2", 1) && has("a", "", 1),
                       "the same four User Properties", "not all of them");
         must_be(run, "MQTT-3.3.2-18"_v5, got,
                 publish("t").user("z", "1").user("a", "2").user("z", "1").user("a", ""));
       },
       Need::qos_1},
      {"properties/content-type-is-passed-on",
       {"MQTT-3.3.2-20"_v5},
       [](Run& run) {
         const auto got = passed_on(
             run, publish("t", "x").with(Property::content_type, "text/plain;charset=utf-8"));
         must_be(run, "MQTT-3.3.2-20"_v5, got,
                 publish("t").with(Property::content_type, "text/plain;charset=utf-8"));
       },
       Need::qos_1},

      // All of them, by the other ways to a subscriber
      {"properties/of-a-retained-message-are-passed-on",
       {"MQTT-3.3.2-4"_v5, "MQTT-3.3.2-15"_v5, "MQTT-3.3.2-16"_v5, "MQTT-3.3.2-17"_v5,
        "MQTT-3.3.2-20"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.publish(with_everything("t").qos1().retain());
         auto late = run.subscriber("t", at_least_once);
         must_have_everything(run, late.expect(publish("t", "x")));
       },
       Need::retain | Need::qos_1},
      {"properties/of-a-message-for-a-client-that-is-away-are-passed-on",
       {"MQTT-3.3.2-4"_v5, "MQTT-3.3.2-15"_v5, "MQTT-3.3.2-16"_v5, "MQTT-3.3.2-17"_v5,
        "MQTT-3.3.2-20"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         sub.disconnect();
         auto pub = run.client("pub");
         pub.publish(with_everything("t").qos1());
         sub.reconnect();
         must_have_everything(run, sub.expect(publish("t", "x")));
       },
       Need::qos_1},
      {"properties/twice-is-noticed",
       {"U5.0-3.3.2.3.9-1"_v5},
       [](Run& run) {
         run.detects("U5.0-3.3.2.3.9-1"_v5,
                     raw(publish("t", "x")).property("03 00 01 61 03 00 01 61").because("twice"),
                     raw(publish("t", "x")).property("03 00 01 61"));
       }},
      {"properties/response-topic-twice-is-noticed",
       {"U5.0-3.3.2.3.5-1"_v5},
       [](Run& run) {
         run.detects("U5.0-3.3.2.3.5-1"_v5,
                     raw(publish("t", "x")).property("08 00 01 61 08 00 01 61").because("twice"),
                     raw(publish("t", "x")).property("08 00 01 61"));
       }},
      {"properties/correlation-data-twice-is-noticed",
       {"U5.0-3.3.2.3.6-1"_v5},
       [](Run& run) {
         run.detects("U5.0-3.3.2.3.6-1"_v5,
                     raw(publish("t", "x")).property("09 00 01 61 09 00 01 61").because("twice"),
                     raw(publish("t", "x")).property("09 00 01 61"));
       }},
      {"properties/payload-format-indicator-twice-may-be-noticed",
       {"U5.0-3.1.3.2.3-4"_v5},
       [](Run& run) { send_twice(run, "U5.0-3.1.3.2.3-4"_v5, "01 01"); },
       Need::qos_1},
      {"properties/message-expiry-interval-twice-may-be-noticed",
       {"U5.0-3.1.3.2.4-1"_v5},
       [](Run& run) { send_twice(run, "U5.0-3.1.3.2.4-1"_v5, "02 0000003C"); },
       Need::qos_1},
      {"properties/of-another-packet-is-noticed",
       {"U5.0-2.2.2.2-1"_v5},
       [](Run& run) {
         run.detects("U5.0-2.2.2.2-1"_v5,
                     raw(publish("t", "x")).property("21 00 05").because("Receive Maximum"),
                     raw(publish("t", "x")).property("01 01"));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
