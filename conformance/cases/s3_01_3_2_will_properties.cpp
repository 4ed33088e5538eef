// 3.1.3.2  Will Properties (5.0): what is published with a Will Message, and when
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

// The published Will of a client that had these Will Properties, as it reached a subscriber.
void publish_will(Run& run, const WillSpec& spec) {
  run.client(connect("lost").will(spec)).drop_connection();
}

// A client whose Will waits; its Session lasts for `expiry` seconds.
ConnectSpec with_delayed_will(std::string_view name, std::uint32_t delay, std::uint32_t expiry) {
  return connect(name).keep_session(expiry).will(
      will("will", name).with(Property::will_delay_interval, delay));
}

struct Once {
  Detects statement;
  std::string_view hex;
  std::string_view fault;
};

}  // namespace

std::span<const Case> s3_01_3_2_will_properties() {
  static const Case cases[] = {
      {"will-properties/each-stands-at-most-once",
       {"U5.0-3.1.3.2.2-1"_v5, "U5.0-3.1.3.2.3-4"_v5, "U5.0-3.1.3.2.4-1"_v5, "U5.0-3.1.3.2.5-1"_v5,
        "U5.0-3.1.3.2.6-1"_v5, "U5.0-3.1.3.2.7-1"_v5},
       [](Run& run) {
         const Once properties[] = {
             {"U5.0-3.1.3.2.2-1"_v5, "18 00000000", "Will Delay Interval twice"},
             {"U5.0-3.1.3.2.3-4"_v5, "01 01", "Payload Format Indicator twice"},
             {"U5.0-3.1.3.2.4-1"_v5, "02 0000003c", "Message Expiry Interval twice"},
             {"U5.0-3.1.3.2.5-1"_v5, "03 0001 63", "Content Type twice"},
             {"U5.0-3.1.3.2.6-1"_v5, "08 0001 72", "Response Topic twice"},
             {"U5.0-3.1.3.2.7-1"_v5, "09 0001 64", "Correlation Data twice"}};
         for (const auto& [statement, hex, fault] : properties) {
           const auto twin = raw(connect("c").will(will("will", "x"))).will_property(hex);
           run.detects(statement, Raw(twin).will_property(hex).because(fault), twin);
         }
       }},

      {"will-properties/are-published-with-the-will",
       {"MQTT-3.3.2-4"_v5, "MQTT-3.3.2-15"_v5, "MQTT-3.3.2-16"_v5, "MQTT-3.3.2-20"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         publish_will(run, will("will", "x")
                               .with(Property::payload_format_indicator, 1)
                               .with(Property::content_type, "text/plain")
                               .with(Property::response_topic, "answer")
                               .with(Property::correlation_data, std::string_view("\0d", 2)));
         const auto expected = publish("will", "x");
         const auto arrived = watcher.expect(expected);
         const PacketSetting setting = run.setting();
         const auto unaltered = [&](Must statement, const PublishSpec& pattern) {
           const auto mismatch = pattern.mismatch(arrived.packet, setting);
           run.must_hold(statement, !mismatch, pattern.describe(setting), mismatch.value_or(""));
         };
         unaltered("MQTT-3.3.2-4"_v5, publish("will").with(Property::payload_format_indicator, 1));
         unaltered("MQTT-3.3.2-15"_v5, publish("will").with(Property::response_topic, "answer"));
         unaltered("MQTT-3.3.2-16"_v5,
                   publish("will").with(Property::correlation_data, std::string_view("\0d", 2)));
         unaltered("MQTT-3.3.2-20"_v5, publish("will").with(Property::content_type, "text/plain"));
       }},

      {"will-properties/user-properties-keep-their-order",
       {"MQTT-3.1.3-10"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         publish_will(run, will("will", "x").user("b", "1").user("a", "2").user("b", "0"));
         must_be(run, "MQTT-3.1.3-10"_v5, watcher.expect(publish("will", "x")),
                 publish("will").user("b", "1").user("a", "2").user("b", "0"));
       }},

      {"will-properties/message-expiry-interval-is-published",
       {"U5.0-3.1.3.2.4-2"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         publish_will(run, will("will", "x").with(Property::message_expiry_interval, 60));
         const auto interval = watcher.expect(publish("will", "x"))
                                   .as<Publish>()
                                   .properties.message_expiry_interval.value_or(0);
         run.should_hold("U5.0-3.1.3.2.4-2"_v5, interval > 50 && interval <= 60,
                         "a Message Expiry Interval of 60 s", std::to_string(interval));
       }},

      {"will-properties/no-message-expiry-interval-unless-given",
       {"U5.0-3.1.3.2.4-3"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         publish_will(run, will("will", "x"));
         should_be(run, "U5.0-3.1.3.2.4-3"_v5, watcher.expect(publish("will", "x")),
                   publish("will").without(Property::message_expiry_interval));
       }},

      // 3.1.3.2.2  Will Delay Interval
      {"will-delay/holds-the-will-back",
       {"MQTT-3.1.2-8"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto lost = run.client(with_delayed_will("lost", 3, 60));
         const auto since = run.now();
         lost.drop_connection();
         watcher.must_within("MQTT-3.1.2-8"_v5, publish("will", "lost"), since,
                             after_seconds(run, 3));
       }},

      {"will-delay/passes-before-the-will",
       {"MQTT-3.1.2-8"_v5, "U5.0-3.1.3.2.2-3"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         run.client(with_delayed_will("delayed", 60, 60)).drop_connection();
         publish_will(run, will("will", "at once"));
         watcher.expect(publish("will", "at once"));
         watcher.must_not_receive("MQTT-3.1.2-8"_v5, publish("will", "delayed"));
         run.should_hold("U5.0-3.1.3.2.2-3"_v5, true, "", "");
       }},

      {"will-delay/is-0-unless-given",
       {"U5.0-3.1.3.2.2-2"_v5, "MQTT-3.1.2-8"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         const auto since = run.now();
         run.client(connect("lost").keep_session().will(will("will", "at once"))).drop_connection();
         watcher.must_within("MQTT-3.1.2-8"_v5, publish("will", "at once"), since, at_once(run));
         run.should_hold("U5.0-3.1.3.2.2-2"_v5, true, "", "");
       }},

      {"will-delay/return-cancels-the-will",
       {"MQTT-3.1.3-9"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto back = run.client(with_delayed_will("back", 2, 60));
         const auto since = run.now();
         back.drop_connection();
         if (back.reconnect(connect("back").keep_session(60)).at >= since + 1'000)
           run.inconclusive("a return before the delay is over", "one that took too long");
         auto lost = run.client(with_delayed_will("lost", 2, 60));
         lost.drop_connection();
         run.let_time_pass(2'500);
         watcher.expect(publish("will", "lost"));
         watcher.must_not_receive("MQTT-3.1.3-9"_v5, publish("will", "back"));
       }},

      {"will-delay/takeover-cancels-the-will",
       {"MQTT-3.1.3-9"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         run.client(with_delayed_will("same", 2, 60));
         run.client(connect("same").keep_session(60));
         auto lost = run.client(with_delayed_will("lost", 2, 60));
         lost.drop_connection();
         run.let_time_pass(2'500);
         watcher.expect(publish("will", "lost"));
         watcher.must_not_receive("MQTT-3.1.3-9"_v5, publish("will", "same"));
       }},

      {"will-delay/ends-with-the-session",
       {"MQTT-3.1.2-8"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto lost = run.client(with_delayed_will("lost", 600, 2));
         if (lost.connack().properties.session_expiry_interval.value_or(2) != 2)
           run.decline("the Server replaces the Session Expiry Interval");
         const auto since = run.now();
         lost.drop_connection();
         watcher.must_within("MQTT-3.1.2-8"_v5, publish("will", "lost"), since,
                             after_seconds(run, 2));
       }},

      {"will-delay/is-void-if-the-session-ends-at-once",
       {"MQTT-3.1.2-8"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto lost = run.client(
             connect("lost").will(will("will", "lost").with(Property::will_delay_interval, 600)));
         const auto since = run.now();
         lost.drop_connection();
         watcher.must_within("MQTT-3.1.2-8"_v5, publish("will", "lost"), since, at_once(run));
       }},

      {"will-delay/ends-when-disconnect-ends-the-session",
       {"MQTT-3.1.2-8"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto leaving = run.client(with_delayed_will("leaving", 600, 60));
         const auto since = run.now();
         leaving.disconnect(disconnect()
                                .codes({ReasonCode::disconnect_with_will_message})
                                .with(Property::session_expiry_interval, 0));
         watcher.must_within("MQTT-3.1.2-8"_v5, publish("will", "leaving"), since, at_once(run));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
