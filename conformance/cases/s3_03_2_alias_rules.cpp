// 3.3.2.3.2, 3.3.2.3.4  PUBLISH (5.0): what a Topic Alias stands for and for how long, on both
// ways; and Payloads that are not what they are said to be
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

constexpr std::string_view no_text = "\xff\xfe";  // no UTF-8

PublishSpec at_alias(std::uint16_t alias, std::string_view text) {
  return publish("", text).with(Property::topic_alias, alias);
}

PublishSpec setting(const Topic& topic, std::uint16_t alias, std::string_view text) {
  return publish(topic, text).with(Property::topic_alias, alias);
}

}  // namespace

std::span<const Case> s3_03_2_alias_rules() {
  static const Case cases[] = {
      {"topic-alias/is-set-used-and-set-anew",
       {"U5.0-3.3.2.3.4-2"_v5, "U5.0-3.3.2.3.4-4"_v5, "U5.0-3.3.2.3.4-6"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(subscribe(10).filter("old").filter("new"));
         auto pub = run.client("pub");
         pub.send(setting("old", 1, "1"));
         pub.send(at_alias(1, "2"));
         pub.send(setting("new", 1, "3"));
         pub.send(at_alias(1, "4"));
         sub.should("U5.0-3.3.2.3.4-2"_v5, publish("old", "1"));
         sub.should("U5.0-3.3.2.3.4-4"_v5, publish("old", "2"));
         sub.should("U5.0-3.3.2.3.4-6"_v5, publish("new", "3"));
         sub.should("U5.0-3.3.2.3.4-6"_v5, publish("new", "4"));
       },
       Need::topic_alias},
      {"topic-alias/is-gone-with-its-connection",
       {"U5.0-3.3.2.3.4-7"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "old", at_least_once);
         granted(run, sub.subscribe("new", at_least_once), at_least_once);
         auto pub = run.client("pub", Session::kept);
         pub.publish(setting("old", 1, "1").qos1());
         sub.expect(publish("old", "1"));
         pub.drop_connection();
         pub.reconnect();
         pub.publish(setting("new", 1, "2").qos1());
         pub.publish(at_alias(1, "3").qos1());
         sub.should("U5.0-3.3.2.3.4-7"_v5, publish("new", "2"));
         sub.should("U5.0-3.3.2.3.4-7"_v5, publish("new", "3"));
       },
       Need::topic_alias | Need::qos_1},
      {"topic-alias/of-the-client-is-not-that-of-the-server",
       {"U5.0-3.3.2.3.4-9"_v5},
       [](Run& run) {
         auto both = run.client(connect("both").with(Property::topic_alias_maximum, 5));
         granted(run, both.subscribe("in", at_least_once), at_least_once);
         auto sub = subscribed(run, "out", at_least_once);
         auto pub = run.client("pub");
         // Either may have set alias 1 before the other uses it.
         for (const auto* text : {"1", "2"}) {
           both.publish(setting("out", 1, text).qos1());
           pub.publish(publish("in", text).qos1());
           both.should("U5.0-3.3.2.3.4-9"_v5, publish("in", text));
           both.publish(at_alias(1, std::string("by alias ") + text).qos1());
           sub.should("U5.0-3.3.2.3.4-9"_v5, publish("out", text));
           sub.should("U5.0-3.3.2.3.4-9"_v5, publish("out", std::string("by alias ") + text));
         }
       },
       Need::topic_alias | Need::qos_1},

      // 3.3.2.3.2, 3.1.3.2.3
      {"publish/payload-of-another-format-may-be-refused",
       {"U5.0-3.3.2.3.2-4"_v5},
       [](Run& run) {
         auto other = run.client("other");
         auto pub = run.client("pub");
         pub.send_illegal(
             publish("t", no_text).qos1(7).with(Property::payload_format_indicator, 1));
         const auto refusal = puback(7).codes({ReasonCode::payload_format_invalid});
         const bool refused = !pub.is_served() || pub.is_sent(refusal);
         run.observed("U5.0-3.3.2.3.2-4"_v5, refused ? "it is refused" : "it is not checked");
         other.ping();
       },
       Need::qos_1},
      {"will/payload-of-another-format-may-be-refused",
       {"U5.0-3.1.3.2.3-5"_v5},
       [](Run& run) {
         auto peer = run.client("plain");
         peer.reopen(
             connect("c").will(will("will", no_text).with(Property::payload_format_indicator, 1)));
         const auto answer =
             peer.may("U5.0-3.1.3.2.3-5"_v5, connack().codes({ReasonCode::payload_format_invalid}));
         if (!answer && peer.is_open()) peer.disconnect();
       }},

      // 1.5.4
      {"utf8/control-characters-may-be-refused",
       {"U3.1.1-1.5.3-4"_v311 | "U5.0-1.5.4-6"_v5},
       [](Run& run) {
         auto other = run.client("other");
         for (const auto* topic : {"a\x01z", "a\x7fz", "a\xc2\x85z", "a\xef\xbf\xbfz"}) {
           auto peer = run.client("c");
           peer.send_illegal(publish(topic, "x"));
           run.observed("U3.1.1-1.5.3-4"_v311 | "U5.0-1.5.4-6"_v5,
                        peer.is_served() ? "they are taken" : "the connection is closed");
           peer.drop_connection();
         }
         other.ping();
       }},
      {"utf8/assigned-client-identifier-is-free-of-control-characters",
       {"U5.0-1.5.4-5"_v5},
       [](Run& run) {
         auto peer = run.client("plain");
         peer.reopen(connect("c").exact_client_id(""));
         const auto answer = peer.expect(connack()).as<Connack>();
         const auto assigned = answer.properties.assigned_client_identifier;
         if (!assigned) run.decline("no Client Identifier is assigned");
         bool clean = true;
         for (const char each : *assigned) {
           const auto code = static_cast<unsigned char>(each);
           clean = clean && code >= 0x20 && code != 0x7F;
         }
         run.should_hold("U5.0-1.5.4-5"_v5, clean, "no control characters", "some");
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
