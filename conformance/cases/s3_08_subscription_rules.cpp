// 3.8.4, 3.10.4, 4.7.3, 4.8.1  What subscriptions are: made by a new Topic Filter, kept with their
// Subscription Identifiers, replaced and ended each for itself
#include <fmt/format.h>

#include <algorithm>

#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

std::vector<std::uint32_t> identifiers_of(const Arrival& message) {
  std::vector<std::uint32_t> all;
  for (const auto id : message.as<Publish>().properties.subscription_identifiers)
    all.push_back(id.value);
  return all;
}

std::string show_identifiers(const std::vector<std::uint32_t>& all) {
  return fmt::format("{{{}}}", fmt::join(all, ","));
}

SubscribeSpec with_identifier(const Topic& filter, std::uint32_t identifier) {
  return subscribe(10)
      .filter(filter, at_least_once)
      .with(Property::subscription_identifier, identifier);
}

// A filter that t matches, twice in one packet: first at this QoS, then at QoS 1.
void must_send_retained_twice(Run& run, const char* filter, Qos first = at_least_once) {
  auto pub = run.client("pub");
  pub.publish(publish("t", "kept").qos1().retain());
  wait_until_stored(run, "t", publish("t", "kept"));
  // As two packets they have to do the same: the second one sends again [MQTT-3.8.4-3].
  auto twice = run.subscriber(filter, first, "twice");
  twice.expect(publish("t", "kept"));
  twice.subscribe(filter, at_least_once);
  twice.expect(publish("t", "kept"));
  auto sub = run.client("sub");
  sub.subscribe(subscribe(10).filter(filter, first).filter(filter, at_least_once));
  for (int i = 0; i < 2; ++i)
    sub.must("MQTT-3.8.4-4"_v311 | "MQTT-3.8.4-5"_v5, publish("t", "kept"));
}

}  // namespace

std::span<const Case> s3_08_subscription_rules() {
  static const Case cases[] = {
      {"subscription/new-filter-makes-a-new-one",
       {"U3.1.1-3.8.4-2"_v311 | "U5.0-3.8.4-3"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.publish(publish("a", "kept").qos1().retain());
         pub.publish(publish("b", "kept").qos1().retain());
         wait_until_stored(run, "b", publish("b", "kept"));
         auto sub = run.client("sub");
         for (const auto* filter : {"a", "b"}) {
           sub.subscribe(filter, at_least_once);
           sub.should("U3.1.1-3.8.4-2"_v311 | "U5.0-3.8.4-3"_v5, publish(filter, "kept").retain());
         }
         for (const auto* topic : {"a", "b"}) {
           pub.publish(publish(topic, "new").qos1());
           sub.should("U3.1.1-3.8.4-2"_v311 | "U5.0-3.8.4-3"_v5, publish(topic, "new"));
         }
       },
       Need::retain | Need::qos_1},
      {"subscription/each-filter-has-its-code",
       {"U3.1.1-3.9.3-1"_v311 | "U5.0-3.8.4-10"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.send(subscribe(10).filter("a", exactly_once).filter("b").filter("c", at_least_once));
         const auto answer = sub.expect(suback(10).count(3));
         const auto codes = answer.as<Suback>().reason_codes;
         constexpr std::uint8_t asked[] = {2, 0, 1};
         bool fits = codes.size() == std::size(asked);
         for (std::size_t i = 0; fits && i < codes.size(); ++i)
           fits = is_failure(ReasonCode{codes[i]}) || codes[i] <= asked[i];
         run.should_hold("U3.1.1-3.9.3-1"_v311 | "U5.0-3.8.4-10"_v5, fits,
                         "for each filter what it asks for, or less", "something else");
       }},
      {"subscription/belongs-to-its-session-alone",
       {"U5.0-4.8.1-1"_v5},
       [](Run& run) {
         auto other = run.client("other");
         auto sub = subscribed(run, "t", at_least_once);
         run.client("pub").publish(publish("t", "x").qos1());
         sub.should("U5.0-4.8.1-1"_v5, publish("t", "x"));
         other.should_not_receive("U5.0-4.8.1-1"_v5, publish("t", "x"));
       },
       Need::qos_1},
      {"topics/message-goes-to-every-subscription-that-matches",
       {"U3.1.1-4.7.3-7"_v311 | "U5.0-4.7.3-7"_v5},
       [](Run& run) {
         std::vector<Peer> subs;
         for (const auto* filter : {"a/b", "a/+", "a/#", "+/b", "#"})
           subs.push_back(run.subscriber(filter, at_least_once, fmt::format("sub{}", subs.size())));
         run.client("pub").publish(publish("a/b", "x").qos1());
         for (auto& sub : subs)
           sub.should("U3.1.1-4.7.3-7"_v311 | "U5.0-4.7.3-7"_v5, publish("a/b", "x"));
       },
       Need::wildcard | Need::qos_1},
      {"topics/single-slash-is-a-topic-and-a-filter",
       {"U3.1.1-4.7.3-4"_v311 | "U5.0-4.7.3-4"_v5},
       [](Run& run) {
         // Other Clients of the target may use the topic as well, so that nothing is said of what
         // comes there.
         auto sub = run.client("sub");
         sub.send(subscribe(10).filter(exact("/")));
         sub.should("U3.1.1-4.7.3-4"_v311 | "U5.0-4.7.3-4"_v5, suback(10).granted(1));
         sub.unsubscribe(exact("/"));
         auto pub = run.client("pub");
         pub.send(publish(exact("/"), "x").qos1(7));
         pub.should("U3.1.1-4.7.3-4"_v311 | "U5.0-4.7.3-4"_v5, puback(7));
       },
       Need::qos_1},

      // Retain Handling
      {"retain-handling/decides-whether-retained-messages-come",
       {"U5.0-3.3.1.3-2"_v5},
       [](Run& run) {
         run.client("pub").publish(publish("t", "kept").qos1().retain());
         wait_until_stored(run, "t", publish("t", "kept"));
         for (const auto handling : {RetainHandling::send, RetainHandling::send_if_new}) {
           auto sub = run.client("sub");
           sub.subscribe(subscribe(10).filter("t").retain_handling(handling));
           sub.should("U5.0-3.3.1.3-2"_v5, publish("t", "kept").retain());
           sub.disconnect();
         }
         auto sub = run.client("sub");
         sub.subscribe(subscribe(10).filter("t").retain_handling(RetainHandling::do_not_send));
         sub.should_not_receive("U5.0-3.3.1.3-2"_v5, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},
      {"retain-handling/is-without-effect-where-nothing-is-retained",
       {"U5.0-3.8.3.1-6"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(subscribe(10)
                           .filter("a")
                           .retain_handling(RetainHandling::send)
                           .filter("b")
                           .retain_handling(RetainHandling::send_if_new)
                           .filter("c")
                           .retain_handling(RetainHandling::do_not_send));
         auto pub = run.client("pub");
         for (const auto* topic : {"a", "b", "c"}) {
           pub.publish(publish(topic, "x"));
           sub.should("U5.0-3.8.3.1-6"_v5, publish(topic, "x"));
         }
       }},

      // Subscription Identifiers
      {"subscription-identifier/is-kept-with-the-session",
       {"U5.0-3.8.2.1.2-5"_v5, "U5.0-3.8.4-12"_v5},
       [](Run& run) {
         auto sub = run.client("sub", Session::kept);
         sub.subscribe(with_identifier("t", 7));
         leave(sub);
         run.client("pub").publish(publish("t", "1").qos1());
         resume(run, sub);
         run.client("pub").publish(publish("t", "2").qos1());
         for (const auto* text : {"1", "2"})
           sub.should("U5.0-3.8.4-12"_v5,
                      publish("t", text).with(Property::subscription_identifier, 7));
         run.should_hold("U5.0-3.8.2.1.2-5"_v5, true, "", "");
       },
       Need::subscription_identifiers | Need::qos_1},
      {"subscription-identifier/may-have-any-permitted-value",
       {"U5.0-3.3.2.3.8-1"_v5},
       [](Run& run) {
         for (const std::uint32_t value : {1U, 127U, 128U, 16'384U, 268'435'455U}) {
           auto sub = run.client("sub");
           sub.subscribe(with_identifier("t", value));
           run.client("pub").publish(publish("t", "x"));
           sub.should("U5.0-3.3.2.3.8-1"_v5,
                      publish("t", "x").with(Property::subscription_identifier, value));
           sub.disconnect();
         }
       },
       Need::subscription_identifiers},
      {"subscription-identifier/of-a-sharer-is-its-own",
       {"U5.0-3.3.4-6"_v5},
       [](Run& run) {
         auto one = run.client("one");
         one.subscribe(with_identifier("$share/group/t", 1));
         auto two = run.client("two");
         two.subscribe(with_identifier("$share/group/t", 2));
         auto pub = run.client("pub");
         for (int i = 0; i < 6; ++i) pub.publish(publish("t", std::to_string(i)).qos1());
         std::size_t judged = 0;
         const auto judge = [&](Peer& sharer, std::uint32_t own) {
           for (const auto& each : only_messages(sharer.drain())) {
             run.should_hold("U5.0-3.3.4-6"_v5, identifiers_of(each) == std::vector{own},
                             show_identifiers({own}), show_identifiers(identifiers_of(each)));
             ++judged;
           }
         };
         for (Time wait = 10; judged < 6 && wait < run.settings().patience; wait *= 2) {
           judge(one, 1);
           judge(two, 2);
           if (judged < 6) run.let_time_pass(wait);
         }
         if (judged == 0) run.inconclusive("a message for one of the sharers", "none came");
       },
       Need::shared_subscriptions | Need::subscription_identifiers | Need::qos_1},
      {"subscription-identifier/of-a-resent-message-may-be-the-earlier-or-the-later",
       {"U5.0-3.8.4-15"_v5, "U5.0-3.8.4-16"_v5, "U5.0-3.8.4-17"_v5, "U5.0-3.8.4-18"_v5},
       [](Run& run) {
         auto sub = run.client("sub", Session::kept);
         sub.subscribe(with_identifier("t", 1));
         sub.answer_by_hand();
         run.client("pub").publish(publish("t", "x").qos1());
         sub.expect(publish("t", "x"));
         sub.subscribe(with_identifier("t", 2));
         bool later_seen = false;
         for (int i = 0; i < 2; ++i) {
           sub.drop_connection();
           resume(run, sub);
           const auto again = identifiers_of(sub.expect(publish("t", "x").qos1()));
           const bool later = again == std::vector<std::uint32_t>{2};
           run.should_hold("U5.0-3.8.4-18"_v5, !later_seen || later,
                           "the later identifier once it was sent", show_identifiers(again));
           later_seen = later_seen || later;
           const auto text = "sent again with " + show_identifiers(again);
           run.observed("U5.0-3.8.4-15"_v5, text);
           run.observed("U5.0-3.8.4-16"_v5, text);
           run.observed("U5.0-3.8.4-17"_v5, text);
         }
       },
       Need::subscription_identifiers | Need::qos_1},
      {"subscribe/the-same-filter-twice-in-one-packet-sends-retained-messages-twice",
       {"MQTT-3.8.4-4"_v311 | "MQTT-3.8.4-5"_v5},
       [](Run& run) { must_send_retained_twice(run, "t"); },
       Need::retain | Need::qos_1},
      {"subscribe/the-same-filter-at-a-lower-qos-in-one-packet-sends-retained-messages-twice",
       {"MQTT-3.8.4-4"_v311 | "MQTT-3.8.4-5"_v5},
       [](Run& run) { must_send_retained_twice(run, "#", exactly_once); },
       Need::retain | Need::wildcard | Need::qos_2},

      // 3.10.4
      {"unsubscribe/of-a-filter-that-is-not-there-changes-nothing",
       {"U5.0-3.10.4-4"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         for (const auto* filter : {"u", "t/u", "+", "t/#", "#"}) sub.unsubscribe(filter);
         run.client("pub").publish(publish("t", "x"));
         sub.should("U5.0-3.10.4-4"_v5, publish("t", "x"));
       },
       Need::wildcard},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
