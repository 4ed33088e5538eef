// 4.8.2  Shared Subscriptions (5.0): how they begin and end, and what is left to the Server
#include <fmt/format.h>

#include <algorithm>

#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"
#include "conformance/cases/shared_steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

std::size_t count_of(Peer& peer) { return only_messages(peer.drain()).size(); }

// How many of `wanted` messages each of two members got, once all have come or time is up.
std::pair<std::size_t, std::size_t> shares(Run& run, Peer& one, Peer& two, std::size_t wanted) {
  std::pair<std::size_t, std::size_t> got;
  const Time until = run.now() + run.settings().patience;
  for (;;) {
    got.first += count_of(one);
    got.second += count_of(two);
    if (got.first + got.second >= wanted || run.now() >= until) break;
    run.let_time_pass(20);
  }
  got.first += count_of(one);
  got.second += count_of(two);
  return got;
}

std::string show_shares(const std::pair<std::size_t, std::size_t>& got) {
  return fmt::format("{} and {}", got.first, got.second);
}

}  // namespace

std::span<const Case> s4_08_2_shared_rules() {
  static const Case cases[] = {
      {"shared/filter-that-begins-with-share-is-shared",
       {"U5.0-4.8.2-2"_v5, "U5.0-3.8.4-5"_v5, "U5.0-3.8.4-7"_v5, "U5.0-3.8.4-8"_v5,
        "U5.0-4.8.2-18"_v5},
       [](Run& run) {
         // The first makes it and is its first subscriber, the second joins.
         auto one = subscribed(run, group, at_least_once, "one");
         publish_numbers(run, 1);
         one.should("U5.0-3.8.4-7"_v5, publish("t", "1"));
         run.should_hold("U5.0-3.8.4-8"_v5, true, "", "");
         auto two = subscribed(run, group, at_least_once, "two");
         publish_numbers(run, 8);
         const auto got = shares(run, one, two, 8);
         run.should_hold("U5.0-4.8.2-2"_v5, got.first + got.second == 8, "eight between them",
                         show_shares(got));
         run.should_hold("U5.0-3.8.4-5"_v5, got.first + got.second == 8, "eight between them",
                         show_shares(got));
         run.observed("U5.0-4.8.2-18"_v5, "the two get " + show_shares(got));
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/with-one-member-is-like-any-other",
       {"U5.0-4.8.2-6"_v5},
       [](Run& run) {
         auto only = subscribed(run, group, at_least_once);
         publish_numbers(run, 4);
         for (const auto* text : {"1", "2", "3", "4"})
           only.should("U5.0-4.8.2-6"_v5, publish("t", text));
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/lasts-while-it-has-a-member",
       {"U5.0-4.8.2-15"_v5, "U5.0-3.10.4-2"_v5},
       [](Run& run) {
         auto first = subscribed(run, group, at_least_once, "first");
         auto second = subscribed(run, group, at_least_once, "second");
         first.unsubscribe(group);
         publish_numbers(run, 4);
         for (const auto* text : {"1", "2", "3", "4"})
           second.should("U5.0-4.8.2-15"_v5, publish("t", text));
         first.should_not_receive("U5.0-3.10.4-2"_v5, publish("t"));
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/ends-with-its-last-unsubscribe",
       {"U5.0-3.10.4-3"_v5},
       [](Run& run) {
         auto sub = subscribed(run, group, at_least_once);
         sub.unsubscribe(group);
         publish_numbers(run, 1);
         granted(run, sub.subscribe(group, at_least_once), at_least_once);
         sub.should_not_receive("U5.0-3.10.4-3"_v5, publish("t", "1"));
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/ends-with-its-last-session-and-all-that-waits",
       {"U5.0-4.8.2-17"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, group, at_least_once);
         leave(sub);
         publish_numbers(run, 2);
         sub.reconnect(connect("sub"));
         granted(run, sub.subscribe(group, at_least_once), at_least_once);
         sub.should_not_receive("U5.0-4.8.2-17"_v5, publish("t"));
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/members-may-have-a-qos-of-their-own",
       {"U5.0-4.8.2-19"_v5, "U5.0-4.8.2-20"_v5, "MQTT-3.8.4-1"_v5},
       [](Run& run) {
         const auto granted_to = [&](std::string_view name, Qos qos) {
           auto member = run.client(name);
           member.send(subscribe(10).filter(group, qos));
           const auto answer = member.must("MQTT-3.8.4-1"_v5, suback(10).count(1));
           return std::to_string(answer.as<Suback>().reason_codes[0]);
         };
         const auto text = fmt::format("{} and {} are granted", granted_to("one", at_most_once),
                                       granted_to("two", exactly_once));
         run.observed("U5.0-4.8.2-19"_v5, text);
         run.observed("U5.0-4.8.2-20"_v5, text);
       },
       Need::shared_subscriptions},
      {"shared/message-of-a-member-that-left-may-wait-or-go-to-another",
       {"U5.0-4.8.2-21"_v5, "U5.0-4.8.2-23"_v5},
       [](Run& run) {
         auto holder = kept_subscriber(run, group, at_least_once, "holder");
         publish_numbers(run, 1);
         holder.expect(publish("t", "1"));
         auto other = subscribed(run, group, at_least_once, "other");
         holder.drop_connection();
         const bool handed_over = other.is_sent(publish("t", "1"));
         resume(run, holder);
         if (!handed_over && !holder.is_sent(publish("t", "1")))
           run.inconclusive("the message at either member", "it is at none");
         const auto* text = handed_over ? "it goes to another" : "it waits";
         run.observed("U5.0-4.8.2-21"_v5, text);
         run.observed("U5.0-4.8.2-23"_v5, text);
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/member-may-subscribe-again",
       {"U5.0-4.8.2-24"_v5, "MQTT-3.8.4-1"_v5},
       [](Run& run) {
         auto sub = subscribed(run, group, at_least_once);
         sub.send(subscribe(11).filter(group, at_least_once));
         const auto answer = sub.must("MQTT-3.8.4-1"_v5, suback(11).count(1));
         const bool taken = !is_failure(ReasonCode{answer.as<Suback>().reason_codes[0]});
         run.observed("U5.0-4.8.2-24"_v5, taken ? "it is granted again" : "it is refused");
       },
       Need::shared_subscriptions | Need::qos_1},
      // 3.1.2.11.4
      {"shared/message-too-large-for-one-may-go-to-another",
       {"U5.0-3.1.2.11.4-4"_v5, "MQTT-3.1.2-24"_v5},
       [](Run& run) {
         auto small = run.client(connect("small").with(Property::maximum_packet_size, 200));
         granted(run, small.subscribe(group, at_least_once), at_least_once);
         auto large = subscribed(run, group, at_least_once, "large");
         auto pub = run.client("pub");
         for (int i = 0; i < 2; ++i) pub.publish(publish("t", std::string(300, 'x')).qos1());
         small.must_not_receive("MQTT-3.1.2-24"_v5, publish("t", std::string(300, 'x')));
         run.observed("U5.0-3.1.2.11.4-4"_v5,
                      fmt::format("of two, {} go to the other", count_of(large)));
       },
       Need::shared_subscriptions | Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
