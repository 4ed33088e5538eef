// 3.8 and 3.9  SUBSCRIBE and SUBACK
#include <fmt/format.h>
#include <algorithm>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

constexpr std::initializer_list<ReasonCode> codes_of_3_1_1 = {
    ReasonCode::granted_qos_0, ReasonCode::granted_qos_1, ReasonCode::granted_qos_2,
    return_code::failure};
constexpr std::initializer_list<ReasonCode> codes_of_5_0 = {
    ReasonCode::granted_qos_0,
    ReasonCode::granted_qos_1,
    ReasonCode::granted_qos_2,
    ReasonCode::unspecified_error,
    ReasonCode::implementation_specific_error,
    ReasonCode::not_authorized,
    ReasonCode::topic_filter_invalid,
    ReasonCode::packet_identifier_in_use,
    ReasonCode::quota_exceeded,
    ReasonCode::shared_subscriptions_not_supported,
    ReasonCode::subscription_identifiers_not_supported,
    ReasonCode::wildcard_subscriptions_not_supported};

// A Server that sends more than the granted QoS breaks another rule [MQTT-3.8.4-8].
void must_grant_qos_0(Run& run, Peer& pub) {
  auto control = run.subscriber("control", at_most_once, "control");
  pub.publish(publish("control", "x").qos1());
  if (control.expect(publish("control", "x")).as<Publish>().qos != at_most_once)
    run.inconclusive("QoS 0 where that is granted (set-up)", "another QoS");
}

// A SUBSCRIBE that ends with its Variable Header.
Raw without_payload(const Run& run) {
  return run.is_v5() ? raw("82 03 00 0A 00") : raw("82 02 00 0A");
}

}  // namespace

std::span<const Case> s3_08_subscribe() {
  static const Case cases[] = {
      // 3.8.1  Fixed Header
      {"subscribe/other-flags-close-the-connection",
       {"MQTT-3.8.1-1"_v311 | "MQTT-3.8.1-1"_v5},
       [](Run& run) {
         run.must_refuse("MQTT-3.8.1-1"_v311 | "MQTT-3.8.1-1"_v5,
                         raw(subscribe(10).filter("t")).flags(0b0000).because("flags 0000"),
                         raw(subscribe(10).filter("t")));
       }},
      {"subscribe/all-flags-set-close-the-connection",
       {"MQTT-3.8.1-1"_v311 | "MQTT-3.8.1-1"_v5},
       [](Run& run) {
         run.must_refuse("MQTT-3.8.1-1"_v311 | "MQTT-3.8.1-1"_v5,
                         raw(subscribe(10).filter("t")).flags(0b1111).because("flags 1111"),
                         raw(subscribe(10).filter("t")));
       }},

      // 3.8.2  Variable Header
      {"subscribe/packet-identifier-0-is-noticed",
       {"MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-3"_v5},
       [](Run& run) {
         run.detects("MQTT-2.3.1-1"_v311 | "MQTT-2.2.1-3"_v5,
                     raw(subscribe(10).filter("t")).byte(1, 0).because("identifier 0"),
                     raw(subscribe(10).filter("t")));
       }},
      {"subscribe/subscription-identifier-0-is-noticed",
       {"U5.0-3.8.2.1.2-2"_v5},
       [](Run& run) {
         run.detects("U5.0-3.8.2.1.2-2"_v5,
                     raw(subscribe(10).filter("t")).property("0B 00").because("0"),
                     raw(subscribe(10).filter("t")).property("0B 01"));
       },
       Need::subscription_identifiers},
      {"subscribe/two-subscription-identifiers-are-noticed",
       {"U5.0-3.8.2.1.2-3"_v5},
       [](Run& run) {
         run.detects("U5.0-3.8.2.1.2-3"_v5,
                     raw(subscribe(10).filter("t")).property("0B 01 0B 01").because("twice"),
                     raw(subscribe(10).filter("t")).property("0B 01"));
       },
       Need::subscription_identifiers},
      {"subscribe/user-properties-are-accepted",
       {"MQTT-3.8.4-1"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.send(subscribe(10).filter("t").user("a", "1").user("a", "2"));
         sub.must("MQTT-3.8.4-1"_v5, suback(10));
       }},

      // 3.8.3  Payload
      {"subscribe/without-a-payload-is-noticed",
       {"MQTT-3.8.3-3"_v311 | "MQTT-3.8.3-2"_v5},
       [](Run& run) {
         run.detects("MQTT-3.8.3-3"_v311 | "MQTT-3.8.3-2"_v5,
                     without_payload(run).because("no Topic Filter"),
                     raw(subscribe(10).filter("t")));
       }},
      {"subscribe/ill-formed-filter-is-noticed",
       {"MQTT-3.8.3-1"_v311 | "MQTT-3.8.3-1"_v5},
       [](Run& run) {
         run.detects("MQTT-3.8.3-1"_v311 | "MQTT-3.8.3-1"_v5,
                     raw(subscribe(10).filter("f/ab"))
                         .replace_text("f/ab", "66 2F C3 28")
                         .because("no UTF-8"),
                     raw(subscribe(10).filter("f/ab")));
       }},
      {"subscribe/reserved-bits-close-the-connection",
       {"MQTT-3.8.3-4"_v311 | "MQTT-3.8.3-5"_v5},
       [](Run& run) {
         run.must_refuse("MQTT-3.8.3-4"_v311 | "MQTT-3.8.3-5"_v5,
                         raw(subscribe(10).filter("t")).byte(-1, 0x80).because("bit 7 set"),
                         raw(subscribe(10).filter("t")));
       }},
      {"subscribe/the-other-reserved-bit-closes-the-connection",
       {"MQTT-3.8.3-4"_v311 | "MQTT-3.8.3-5"_v5},
       [](Run& run) {
         run.must_refuse("MQTT-3.8.3-4"_v311 | "MQTT-3.8.3-5"_v5,
                         raw(subscribe(10).filter("t")).byte(-1, 0x40).because("bit 6 set"),
                         raw(subscribe(10).filter("t")));
       }},
      {"subscribe/options-of-5.0-close-a-connection-of-3.1.1",
       {"MQTT-3.8.3-4"_v311},
       [](Run& run) {
         run.must_refuse("MQTT-3.8.3-4"_v311,
                         raw(subscribe(10).filter("t")).byte(-1, 0x04).because("bit 2 set"),
                         raw(subscribe(10).filter("t")));
       }},
      {"subscribe/qos-3-closes-the-connection",
       {"MQTT-3.8.3-4"_v311},
       [](Run& run) {
         run.must_refuse("MQTT-3.8.3-4"_v311,
                         raw(subscribe(10).filter("t")).byte(-1, 0x03).because("QoS 3"),
                         raw(subscribe(10).filter("t")));
       }},
      {"subscribe/qos-3-is-noticed",
       {"U5.0-3.8.3.1-1"_v5},
       [](Run& run) {
         run.detects("U5.0-3.8.3.1-1"_v5,
                     raw(subscribe(10).filter("t")).byte(-1, 0x03).because("QoS 3"),
                     raw(subscribe(10).filter("t")));
       }},
      {"subscribe/retain-handling-3-is-noticed",
       {"U5.0-3.8.3.1-10"_v5},
       [](Run& run) {
         run.detects("U5.0-3.8.3.1-10"_v5,
                     raw(subscribe(10).filter("t")).byte(-1, 0x30).because("Retain Handling 3"),
                     raw(subscribe(10).filter("t")));
       }},

      // 3.8.4  SUBACK
      {"suback/answers-each-subscribe-under-its-identifier",
       {"MQTT-3.8.4-1"_v311 | "MQTT-3.8.4-1"_v5, "MQTT-2.3.1-7"_v311 | "MQTT-2.2.1-6"_v5,
        "MQTT-3.8.4-2"_v311 | "MQTT-3.8.4-2"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         const std::pair<std::uint16_t, const char*> all[] = {{65535, "a"}, {1, "b"}, {256, "c"}};
         for (const auto& [id, filter] : all) {
           sub.send(subscribe(id).filter(filter));
           const auto answer =
               sub.must("MQTT-3.8.4-1"_v311 | "MQTT-3.8.4-1"_v5, suback(id).any_id());
           must_be(run, "MQTT-2.3.1-7"_v311 | "MQTT-2.2.1-6"_v5, answer, suback(id));
           must_be(run, "MQTT-3.8.4-2"_v311 | "MQTT-3.8.4-2"_v5, answer, suback(id));
         }
       }},
      {"suback/has-a-code-for-each-filter",
       {"MQTT-3.8.4-5"_v311 | "MQTT-3.8.4-6"_v5, "MQTT-3.8.4-4"_v311 | "MQTT-3.8.4-5"_v5,
        "MQTT-3.8.4-1"_v311 | "MQTT-3.8.4-1"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.send(subscribe(10).filter("a").filter("b").filter("a").filter("c"));
         const auto answer = sub.must("MQTT-3.8.4-1"_v311 | "MQTT-3.8.4-1"_v5, suback(10));
         must_be(run, "MQTT-3.8.4-5"_v311 | "MQTT-3.8.4-6"_v5, answer, suback(10).count(4));
         sub.must_not_receive("MQTT-3.8.4-4"_v311 | "MQTT-3.8.4-5"_v5, suback(10));
       }},
      {"suback/has-its-codes-in-the-order-of-the-filters",
       {"MQTT-3.9.3-1"_v311 | "MQTT-3.9.3-1"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.send(subscribe(10)
                      .filter("a", exactly_once)
                      .filter("b", at_most_once)
                      .filter("c", at_least_once));
         const auto answer = sub.expect(suback(10).granted(3));
         const auto codes = answer.as<Suback>().reason_codes;
         // A Server may grant less than was asked for, but not more.
         run.must_hold("MQTT-3.9.3-1"_v311 | "MQTT-3.9.3-1"_v5,
                       codes[0] <= 2 && codes[1] == 0 && codes[2] <= 1,
                       "at most QoS 2, QoS 0, QoS 1 in this order",
                       fmt::format("{}, {}, {}", codes[0], codes[1], codes[2]));
       }},
      {"suback/has-codes-of-its-table",
       {"MQTT-3.9.3-2"_v311 | "MQTT-3.9.3-2"_v5, "MQTT-3.8.4-5"_v311 | "MQTT-3.8.4-7"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.send(subscribe(10).filter("a", exactly_once));
         const auto codes = run.is_v5() ? codes_of_5_0 : codes_of_3_1_1;
         must_be(run, "MQTT-3.9.3-2"_v311 | "MQTT-3.9.3-2"_v5, sub.expect(suback(10)),
                 suback(10).code(codes));
         sub.send(subscribe(11).filter("b", at_least_once));
         must_be(run, "MQTT-3.8.4-5"_v311 | "MQTT-3.8.4-7"_v5, sub.expect(suback(11)),
                 suback(11).code(codes));
       }},
      {"suback/says-the-qos-at-which-messages-come",
       {"MQTT-3.8.4-5"_v311 | "MQTT-3.8.4-7"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         const auto answer =
             sub.subscribe(subscribe(10).filter("a", at_least_once).filter("b", at_least_once));
         auto pub = run.client("pub");
         for (std::size_t i = 0; i < 2; ++i) {
           const auto* topic = i == 0 ? "a" : "b";
           pub.publish(publish(topic, "x").qos1());
           const Qos promised{answer.as<Suback>().reason_codes[i]};
           must_be(run, "MQTT-3.8.4-5"_v311 | "MQTT-3.8.4-7"_v5, sub.expect(publish(topic, "x")),
                   publish(topic).at(promised));
         }
       },
       Need::qos_1},
      {"suback/every-requested-qos-is-accepted",
       {"MQTT-3.2.2-10"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         if (sub.connack().properties.maximum_qos.value_or(2) == 2)
           run.decline("the Server offers QoS 1 and QoS 2");
         sub.send(subscribe(10).filter("a", at_least_once).filter("b", exactly_once));
         sub.must("MQTT-3.2.2-10"_v5, suback(10).granted(2));
       }},

      // 3.8.4  The subscription
      {"subscribe/messages-have-the-lower-of-published-and-granted-qos",
       {"MQTT-3.8.4-6"_v311 | "MQTT-3.8.4-8"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         for (const auto maximum : {at_most_once, at_least_once, exactly_once}) {
           auto sub = subscribed(run, "t", maximum);
           for (const auto published : {at_most_once, at_least_once, exactly_once}) {
             const auto text =
                 fmt::format("{} for {}", static_cast<int>(published), static_cast<int>(maximum));
             pub.publish(publish("t", text).at(published));
             must_be(run, "MQTT-3.8.4-6"_v311 | "MQTT-3.8.4-8"_v5, sub.expect(publish("t", text)),
                     publish("t").at(std::min(published, maximum)));
           }
           sub.disconnect();
         }
       },
       Need::qos_2},
      {"subscribe/several-filters-work-like-as-many-packets",
       {"MQTT-3.8.4-4"_v311 | "MQTT-3.8.4-5"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(subscribe(10)
                           .filter("a", at_least_once)
                           .filter("b", at_least_once)
                           .filter("c", at_least_once));
         auto pub = run.client("pub");
         for (const auto* topic : {"c", "a", "b"}) {
           pub.publish(publish(topic, "x").qos1());
           sub.must("MQTT-3.8.4-4"_v311 | "MQTT-3.8.4-5"_v5, publish(topic, "x"));
         }
       },
       Need::qos_1},
      {"subscribe/the-same-filter-replaces",
       {"MQTT-3.8.4-3"_v311 | "MQTT-3.8.4-3"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         sub.subscribe("t", at_most_once);
         auto pub = run.client("pub");
         must_grant_qos_0(run, pub);
         pub.publish(publish("t", "x").qos1());
         pub.publish(publish("t", "end").qos1());
         for (const auto& each : messages_until(sub, "t", "end"))
           must_be(run, "MQTT-3.8.4-3"_v311 | "MQTT-3.8.4-3"_v5, each, publish("t").qos0());
       },
       Need::qos_1},
      {"subscribe/the-same-filter-twice-in-one-packet-replaces",
       {"MQTT-3.8.4-4"_v311 | "MQTT-3.8.4-5"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(subscribe(10).filter("t", at_least_once).filter("t", at_most_once));
         auto pub = run.client("pub");
         must_grant_qos_0(run, pub);
         // As two packets they have to do the same [MQTT-3.8.4-3].
         auto twice = run.subscriber("two packets", at_least_once, "twice");
         twice.subscribe("two packets", at_most_once);
         pub.publish(publish("two packets", "x").qos1());
         if (publish("two packets")
                 .qos0()
                 .mismatch(twice.expect(publish("two packets")).packet, run.setting()))
           run.inconclusive("a subscription that a second SUBSCRIBE replaces", "it does not");
         pub.publish(publish("t", "x").qos1());
         must_be(run, "MQTT-3.8.4-4"_v311 | "MQTT-3.8.4-5"_v5, sub.expect(publish("t", "x")),
                 publish("t").qos0());
       },
       Need::qos_1},
      {"subscribe/replacing-loses-no-message",
       {"MQTT-3.8.4-3"_v311 | "MQTT-3.8.4-4"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         auto pub = run.client("pub");
         const int most = taken_at_a_time(pub, 20);
         for (int i = 1; i <= 20; ++i) {
           if (i > most) pub.expect(puback(static_cast<std::uint16_t>(i - most)));
           const auto id = static_cast<std::uint16_t>(i);
           pub.send(publish("t", std::to_string(i)).qos1(id));
           if (i % 5 == 0) sub.send(subscribe(id).filter("t", at_least_once));
         }
         for (int i = 1; i <= 20; ++i)
           sub.must("MQTT-3.8.4-3"_v311 | "MQTT-3.8.4-4"_v5, publish("t", std::to_string(i)));
       },
       Need::qos_1},
      {"subscribe/replacing-loses-nothing-that-waits",
       {"MQTT-3.8.4-4"_v5},
       [](Run& run) {
         auto sub = run.client(connect("sub").with(Property::receive_maximum, 1));
         granted(run, sub.subscribe("t", at_least_once), at_least_once);
         sub.answer_by_hand();
         auto pub = run.client("pub");
         for (const auto* text : {"1", "2"}) pub.publish(publish("t", text).qos1());
         const auto first = sub.expect(publish("t", "1"));
         sub.subscribe(subscribe(sub.next_packet_id())
                           .filter("t", at_least_once)
                           .retain_handling(RetainHandling::do_not_send));
         sub.send(puback(packet_id(first)));
         sub.must("MQTT-3.8.4-4"_v5, publish("t", "2"));
       },
       Need::qos_1},
      {"subscribe/replacing-sends-retained-messages-again",
       {"MQTT-3.8.4-3"_v311 | "MQTT-3.8.4-4"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.publish(publish("t", "kept").qos1().retain());
         auto sub = subscribed(run, "t", at_least_once);
         sub.expect(publish("t", "kept"));
         sub.subscribe("t", at_least_once);
         sub.must("MQTT-3.8.4-3"_v311 | "MQTT-3.8.4-4"_v5, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
