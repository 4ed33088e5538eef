// 3.10 and 3.11  UNSUBSCRIBE and UNSUBACK
#include <fmt/format.h>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

// An UNSUBSCRIBE that ends with its Variable Header.
Raw without_filters(const Run& run) {
  return run.is_v5() ? raw("A2 03 00 0A 00") : raw("A2 02 00 0A");
}

// Unsubscribing from `filter` must leave the subscription alone that u/t matches.
void must_leave_u_t(Run& run, const Topic& filter, const Topic& held = "u/t") {
  auto sub = subscribed(run, held, at_least_once);
  sub.unsubscribe(filter);
  auto pub = run.client("pub");
  pub.publish(publish("u/t", "x").qos1());
  sub.must("MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5, publish("u/t", "x"));
}

}  // namespace

std::span<const Case> s3_10_unsubscribe() {
  static const Case cases[] = {
      // 3.10.1  Fixed Header
      {"unsubscribe/other-flags-close-the-connection",
       {"MQTT-3.10.1-1"_v311 | "MQTT-3.10.1-1"_v5},
       [](Run& run) {
         run.must_refuse("MQTT-3.10.1-1"_v311 | "MQTT-3.10.1-1"_v5,
                         raw(unsubscribe(10).filter("t")).flags(0b0000).because("flags 0000"),
                         raw(unsubscribe(10).filter("t")));
       }},

      // 3.10.2 and 3.10.3
      {"unsubscribe/packet-identifier-0-is-noticed",
       {"MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-3"_v5},
       [](Run& run) {
         run.detects("MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-3"_v5,
                     raw(unsubscribe(10).filter("t")).byte(1, 0).because("identifier 0"),
                     raw(unsubscribe(10).filter("t")));
       }},
      {"unsubscribe/without-a-payload-is-noticed",
       {"MQTT-3.10.3-2"_v311 | "MQTT-3.10.3-2"_v5},
       [](Run& run) {
         run.detects("MQTT-3.10.3-2"_v311 | "MQTT-3.10.3-2"_v5,
                     without_filters(run).because("no Topic Filter"),
                     raw(unsubscribe(10).filter("t")));
       }},
      {"unsubscribe/ill-formed-filter-is-noticed",
       {"MQTT-3.10.3-1"_v311 | "MQTT-3.10.3-1"_v5},
       [](Run& run) {
         run.detects("MQTT-3.10.3-1"_v311 | "MQTT-3.10.3-1"_v5,
                     raw(unsubscribe(10).filter("f/ab"))
                         .replace_text("f/ab", "66 2F C3 28")
                         .because("no UTF-8"),
                     raw(unsubscribe(10).filter("f/ab")));
       }},
      {"unsubscribe/user-properties-are-accepted",
       {"MQTT-3.10.4-4"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         sub.send(unsubscribe(10).filter("t").user("a", "1").user("a", "2"));
         sub.must("MQTT-3.10.4-4"_v5, unsuback(10));
       }},

      // 3.10.4  UNSUBACK
      {"unsuback/answers-each-unsubscribe-under-its-identifier",
       {"MQTT-3.10.4-4"_v311 | "MQTT-3.10.4-4"_v5, "MQTT-2.3.1-7"_v311 | "MQTT-2.2.1-6"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(subscribe(10).filter("a").filter("b"));
         sub.send(unsubscribe(65535).filter("a"));
         sub.must("MQTT-3.10.4-4"_v311 | "MQTT-3.10.4-4"_v5, unsuback(65535));
         sub.send(unsubscribe(1).filter("b"));
         sub.must("MQTT-2.3.1-7"_v311 | "MQTT-2.2.1-6"_v5, unsuback(1));
       }},
      {"unsuback/comes-also-if-nothing-is-deleted",
       {"MQTT-3.10.4-5"_v311 | "MQTT-3.10.4-5"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.send(unsubscribe(10).filter("never"));
         sub.must("MQTT-3.10.4-5"_v311 | "MQTT-3.10.4-5"_v5, unsuback(10));
       }},
      {"unsuback/has-codes-of-its-table",
       {"MQTT-3.11.3-2"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         sub.send(unsubscribe(10).filter("t"));
         sub.must("MQTT-3.11.3-2"_v5,
                  unsuback(10).code({ReasonCode::success, ReasonCode::no_subscription_existed,
                                     ReasonCode::unspecified_error,
                                     ReasonCode::implementation_specific_error,
                                     ReasonCode::not_authorized, ReasonCode::topic_filter_invalid,
                                     ReasonCode::packet_identifier_in_use}));
       }},
      {"unsuback/has-a-code-for-each-filter-in-their-order",
       {"U5.0-3.11.3-1"_v5, "MQTT-3.11.3-2"_v5, "MQTT-3.11.3-1"_v5},
       [](Run& run) {
         auto sub = run.subscriber("held");
         sub.send(unsubscribe(10).filter("held").filter("never").filter("never either"));
         const auto answer = sub.expect(unsuback(10));
         should_be(run, "U5.0-3.11.3-1"_v5, answer, unsuback(10).count(3));
         must_be(run, "MQTT-3.11.3-2"_v5, answer, unsuback(10).count(3));
         // 0x11 says that there was no subscription: wrong for the first, right for the last.
         const auto codes = answer.as<Unsuback>().reason_codes;
         constexpr auto none = static_cast<std::uint8_t>(ReasonCode::no_subscription_existed);
         run.must_hold("MQTT-3.11.3-1"_v5, !codes.empty() && codes[0] != none,
                       "for the first filter, which had a subscription, not 0x11", "0x11");
       }},

      {"unsuback/may-report-success-where-nothing-existed",
       {"MQTT-3.11.3-2"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.send(unsubscribe(10).filter("never"));
         const auto codes = sub.expect(unsuback(10).count(1)).as<Unsuback>().reason_codes;
         run.debatable("MQTT-3.11.3-2"_v5, 46,
                       fmt::format("0x{:02X} where no subscription existed", codes[0]));
       }},

      // 3.10.4  The subscription
      {"unsubscribe/stops-new-messages",
       {"MQTT-3.10.4-2"_v311 | "MQTT-3.10.4-2"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "before").qos1());
         sub.expect(publish("t", "before"));
         sub.unsubscribe("t");
         pub.publish(publish("t", "after").qos1());
         sub.must_not_receive("MQTT-3.10.4-2"_v311 | "MQTT-3.10.4-2"_v5, publish("t", "after"));
       },
       Need::qos_1},
      {"unsubscribe/stops-messages-for-a-wildcard",
       {"MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "u/#", at_least_once);
         sub.unsubscribe("u/#");
         auto pub = run.client("pub");
         pub.publish(publish("u/t", "after").qos1());
         sub.must_not_receive("MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5, publish("u/t", "after"));
       },
       Need::wildcard | Need::qos_1},
      {"unsubscribe/does-not-expand-wildcards",
       {"MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5},
       [](Run& run) { must_leave_u_t(run, "u/+"); },
       Need::wildcard | Need::qos_1},
      {"unsubscribe/does-not-take-the-levels-below",
       {"MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5},
       [](Run& run) { must_leave_u_t(run, "u/#"); },
       Need::wildcard | Need::qos_1},
      {"unsubscribe/of-number-sign-leaves-the-level-above-it",
       {"MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5},
       [](Run& run) { must_leave_u_t(run, "u/t/#"); },
       Need::wildcard | Need::qos_1},
      {"unsubscribe/of-the-level-above-leaves-number-sign",
       {"MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5},
       [](Run& run) { must_leave_u_t(run, "u/t", "u/t/#"); },
       Need::wildcard | Need::qos_1},
      {"unsubscribe/tells-upper-from-lower-case",
       {"MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5},
       [](Run& run) { must_leave_u_t(run, "u/T"); },
       Need::qos_1},
      {"unsubscribe/minds-a-slash-at-the-end",
       {"MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5},
       [](Run& run) { must_leave_u_t(run, "u/t/"); },
       Need::qos_1},
      {"unsubscribe/does-not-take-what-begins-alike",
       {"MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5},
       [](Run& run) { must_leave_u_t(run, "u"); },
       Need::qos_1},
      {"unsubscribe/leaves-the-other-subscriptions",
       {"MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "stays", at_least_once);
         sub.subscribe("goes", at_least_once);
         sub.unsubscribe("goes");
         run.client("pub").publish(publish("stays", "x").qos1());
         sub.must("MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5, publish("stays", "x"));
       },
       Need::qos_1},
      {"unsubscribe/does-not-touch-other-clients",
       {"MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5},
       [](Run& run) {
         auto stays = subscribed(run, "t", at_least_once, "stays");
         auto goes = run.subscriber("t", at_least_once, "goes");
         goes.unsubscribe("t");
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos1());
         stays.must("MQTT-3.10.4-1"_v311 | "MQTT-3.10.4-1"_v5, publish("t", "x"));
       },
       Need::qos_1},
      {"unsubscribe/several-filters-work-like-as-many-packets",
       {"MQTT-3.10.4-6"_v311 | "MQTT-3.10.4-6"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(subscribe(10)
                           .filter("a", at_least_once)
                           .filter("b", at_least_once)
                           .filter("c", at_least_once));
         sub.send(unsubscribe(11).filter("a").filter("never").filter("c"));
         sub.must("MQTT-3.10.4-6"_v311 | "MQTT-3.10.4-6"_v5, unsuback(11));
         auto pub = run.client("pub");
         for (const auto* topic : {"a", "c", "b"}) pub.publish(publish(topic, "x").qos1());
         sub.must("MQTT-3.10.4-6"_v311 | "MQTT-3.10.4-6"_v5, publish("b", "x"));
         sub.must_not_receive("MQTT-3.10.4-6"_v311 | "MQTT-3.10.4-6"_v5, publish("a", "x"));
         sub.must_not_receive("MQTT-3.10.4-6"_v311 | "MQTT-3.10.4-6"_v5, publish("c", "x"));
         sub.must_not_receive("MQTT-3.10.4-6"_v311 | "MQTT-3.10.4-6"_v5, unsuback(11));
       },
       Need::qos_1},
      {"unsubscribe/holds-for-a-session-that-goes-on",
       {"MQTT-3.10.4-2"_v311 | "MQTT-3.10.4-2"_v5},
       [](Run& run) {
         auto sub = run.client("sub", Session::kept);
         sub.subscribe(subscribe(10).filter("gone", at_least_once).filter("held", at_least_once));
         sub.unsubscribe("gone");
         sub.disconnect();
         auto pub = run.client("pub");
         pub.publish(publish("gone", "x").qos1());
         sub.reconnect();
         sub.must_not_receive("MQTT-3.10.4-2"_v311 | "MQTT-3.10.4-2"_v5, publish("gone", "x"));
       },
       Need::qos_1},
      {"unsubscribe/lets-a-qos-2-delivery-finish",
       {"MQTT-3.10.4-3"_v311 | "MQTT-3.10.4-3"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", exactly_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos2());
         const auto id = packet_id(sub.expect(publish("t", "x").qos2()));
         sub.unsubscribe("t");
         sub.send(pubrec(id));
         sub.must("MQTT-3.10.4-3"_v311 | "MQTT-3.10.4-3"_v5, pubrel(id));
         sub.send(pubcomp(id));
       },
       Need::qos_2},
      {"unsubscribe/lets-a-qos-1-delivery-finish-after-a-reconnect",
       {"MQTT-3.10.4-3"_v311 | "MQTT-3.10.4-3"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos1());
         sub.expect(publish("t", "x").qos1());
         sub.unsubscribe("t");
         sub.drop_connection();
         sub.reconnect();
         // Under which Packet Identifier is another matter [MQTT-4.4.0-1].
         const auto again =
             sub.must("MQTT-3.10.4-3"_v311 | "MQTT-3.10.4-3"_v5, publish("t", "x").qos1());
         sub.send(puback(packet_id(again)));
       },
       Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
