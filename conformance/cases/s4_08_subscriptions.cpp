// 4.8  Subscriptions: Shared Subscriptions beside the others
#include <fmt/format.h>
#include <algorithm>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/shared_steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

// What the members of a group get between them, in alphabetical order. Waits for `count` messages,
// then once more for any that are too many.
std::vector<std::string> gathered(Run& run, std::initializer_list<Peer*> members,
                                  std::size_t count) {
  std::vector<std::string> all;
  const auto gather = [&] {
    for (auto* member : members)
      for (const auto& each : only_messages(member->drain())) all.push_back(payload(each));
  };
  const Time until = run.now() + run.settings().late_limit;  // nothing says when they are due
  for (gather(); all.size() < count && run.now() < until; gather()) run.let_time_pass(20);
  gather();
  std::ranges::sort(all);
  return all;
}

std::string show(const std::vector<std::string>& all) {
  return fmt::format("{}", fmt::join(all, ","));
}

// A member of the group that has message "x" in hand and has not answered it, and one that joined
// after that; the second must never get the message.
struct Members {
  Peer holder;
  Peer other;
  std::uint16_t id;
};
Members one_holds_x(Run& run, Qos qos) {
  auto holder = kept_subscriber(run, group, qos, "holder");
  auto pub = run.client("pub");
  pub.publish(publish("t", "x").at(qos));
  const auto id = packet_id(holder.expect(publish("t", "x").at(qos)));
  return {holder, subscribed(run, group, qos, "other"), id};
}

void detects_share(Run& run, Detects statement, std::string_view bad_hex, const char* what) {
  const auto twin = raw(subscribe(10).filter(group));
  const auto whole = run.names().on_target(group);
  run.detects(statement, Raw(twin).replace_text(whole, bad_hex).because(what), twin);
}

}  // namespace

std::span<const Case> s4_08_subscriptions() {
  static const Case cases[] = {
      // 4.8.1  Non-shared Subscriptions
      {"non-shared/each-client-gets-its-own-copy",
       {"MQTT-4.5.0-1"_v5, "U5.0-4.8.1-3"_v5},
       [](Run& run) {
         auto one = subscribed(run, "t", at_least_once, "one");
         auto two = subscribed(run, "t", at_least_once, "two");
         publish_numbers(run, 3);
         for (const auto* text : {"1", "2", "3"}) {
           one.must("MQTT-4.5.0-1"_v5, publish("t", text));
           two.must("MQTT-4.5.0-1"_v5, publish("t", text));
         }
         run.should_hold("U5.0-4.8.1-3"_v5, true, "", "");
       },
       Need::qos_1},

      // 4.8.2  Shared Subscriptions
      {"shared/one-member-gets-everything",
       {"MQTT-4.5.0-1"_v5, "U5.0-4.8.2-7"_v5, "U5.0-4.8.2-9"_v5},
       [](Run& run) {
         auto only = subscribed(run, group, at_least_once);
         publish_numbers(run, 3);
         for (const auto* text : {"1", "2", "3"}) only.must("MQTT-4.5.0-1"_v5, publish("t", text));
         run.should_hold("U5.0-4.8.2-7"_v5, true, "", "");
         run.should_hold("U5.0-4.8.2-9"_v5, true, "", "");
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/each-message-goes-to-one-member",
       {"MQTT-4.5.0-1"_v5, "U5.0-4.8.2-12"_v5, "U5.0-4.8.2-1"_v5},
       [](Run& run) {
         auto one = subscribed(run, group, at_least_once, "one");
         auto two = subscribed(run, group, at_least_once, "two");
         auto three = subscribed(run, group, at_least_once, "three");
         publish_numbers(run, 9);
         const auto all = gathered(run, {&one, &two, &three}, 9);
         auto distinct = all;
         distinct.erase(std::ranges::unique(distinct).begin(), distinct.end());
         run.must_hold("MQTT-4.5.0-1"_v5, distinct.size() == 9, "all of them", show(all));
         const bool twice = distinct.size() != all.size();
         run.should_hold("U5.0-4.8.2-12"_v5, !twice, "each once", show(all));
         run.should_hold("U5.0-4.8.2-1"_v5, !twice, "none twice", show(all));
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/two-groups-are-served-separately",
       {"MQTT-4.5.0-1"_v5, "U5.0-4.8.2-27"_v5, "U5.0-4.8.2-26"_v5},
       [](Run& run) {
         auto one = subscribed(run, "$share/first/t", at_least_once, "one");
         auto two = subscribed(run, "$share/second/t", at_least_once, "two");
         publish_numbers(run, 3);
         for (auto* member : {&one, &two})
           for (const auto* text : {"1", "2", "3"})
             member->must("MQTT-4.5.0-1"_v5, publish("t", text));
         run.should_hold("U5.0-4.8.2-27"_v5, true, "", "");
         run.should_hold("U5.0-4.8.2-26"_v5, true, "", "");
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/other-clients-get-their-own-copies",
       {"MQTT-4.5.0-1"_v5, "U5.0-4.8.2-28"_v5},
       [](Run& run) {
         auto member = subscribed(run, group, at_least_once, "member");
         auto plain = subscribed(run, "t", at_least_once, "plain");
         publish_numbers(run, 3);
         for (const auto* text : {"1", "2", "3"}) {
           plain.must("MQTT-4.5.0-1"_v5, publish("t", text));
           member.must("MQTT-4.5.0-1"_v5, publish("t", text));
         }
         run.should_hold("U5.0-4.8.2-28"_v5, true, "", "");
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/a-member-with-its-own-subscription-gets-both-copies",
       {"MQTT-4.5.0-1"_v5, "U5.0-4.8.2-28"_v5, "U5.0-4.8.2-29"_v5},
       [](Run& run) {
         auto both = run.client("both");
         granted(run, both.subscribe("t", at_least_once), at_least_once);
         granted(run, both.subscribe(group, at_least_once), at_least_once);
         publish_numbers(run, 1);
         both.must("MQTT-4.5.0-1"_v5, publish("t", "1"));
         run.should_hold("U5.0-4.8.2-28"_v5, true, "", "");
         both.should("U5.0-4.8.2-29"_v5, publish("t", "1"));
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/filter-may-have-wildcards",
       {"MQTT-4.5.0-1"_v5, "MQTT-3.3.2-3"_v5, "U5.0-4.8.2-4"_v5},
       [](Run& run) {
         auto member = subscribed(run, "$share/group/a/+/#", at_least_once);
         auto pub = run.client("pub");
         for (const auto* topic : {"a/b", "a/b/c"}) {
           pub.publish(publish(topic, "x").qos1());
           member.must("MQTT-4.5.0-1"_v5, publish(topic, "x"));
         }
         pub.publish(publish("a", "stray").qos1());
         member.must_not_receive("MQTT-3.3.2-3"_v5, publish("a", "stray"));
         run.should_hold("U5.0-4.8.2-4"_v5, true, "", "");
       },
       Need::shared_subscriptions | Need::wildcard | Need::qos_1},
      {"shared/granted-qos-is-respected",
       {"MQTT-4.8.2-3"_v5},
       [](Run& run) {
         auto low = run.subscriber(group, at_most_once, "low");
         publish_numbers(run, 3);
         for (const auto* text : {"1", "2", "3"})
           must_be(run, "MQTT-4.8.2-3"_v5, low.expect(publish("t", text)), publish("t").qos0());
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/each-member-has-its-own-granted-qos",
       {"MQTT-4.8.2-3"_v5},
       [](Run& run) {
         auto low = run.subscriber(group, at_most_once, "low");
         auto high = subscribed(run, group, at_least_once, "high");
         publish_numbers(run, 8);
         std::size_t seen = 0;
         for (const Time until = run.now() + run.settings().patience; seen < 8;) {
           for (const auto& each : only_messages(low.drain()))
             must_be(run, "MQTT-4.8.2-3"_v5, each, publish("t").qos0()), ++seen;
           for (const auto& each : only_messages(high.drain()))
             must_be(run, "MQTT-4.8.2-3"_v5, each, publish("t").qos1()), ++seen;
           if (run.now() >= until) run.inconclusive("eight messages", std::to_string(seen));
           if (seen < 8) run.let_time_pass(20);
         }
       },
       Need::shared_subscriptions | Need::qos_1},

      // Retained messages
      {"shared/first-member-gets-no-retained-messages",
       {"U5.0-3.8.4-9"_v5, "U5.0-4.8.2-8"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.publish(publish("t", "kept").qos1().retain());
         auto member = run.subscriber(group, at_least_once);
         member.should_not_receive("U5.0-3.8.4-9"_v5, publish("t", "kept"));
         member.should_not_receive("U5.0-4.8.2-8"_v5, publish("t", "kept"));
       },
       Need::shared_subscriptions | Need::retain | Need::qos_1},
      {"shared/further-member-gets-no-retained-messages",
       {"U5.0-3.8.4-6"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.publish(publish("t", "kept").qos1().retain());
         run.subscriber(group, at_least_once, "first");
         auto second = run.subscriber(group, at_least_once, "second");
         second.should_not_receive("U5.0-3.8.4-6"_v5, publish("t", "kept"));
       },
       Need::shared_subscriptions | Need::retain | Need::qos_1},

      // Leaving
      {"shared/after-unsubscribe-the-rest-gets-everything",
       {"MQTT-4.5.0-1"_v5, "U5.0-4.8.2-13"_v5, "U5.0-4.8.2-16"_v5, "MQTT-3.10.4-2"_v5},
       [](Run& run) {
         auto goes = run.subscriber(group, at_least_once, "goes");
         auto stays = subscribed(run, group, at_least_once, "stays");
         goes.unsubscribe(group);
         publish_numbers(run, 4);
         for (const auto* text : {"1", "2", "3", "4"})
           stays.must("MQTT-4.5.0-1"_v5, publish("t", text));
         run.should_hold("U5.0-4.8.2-16"_v5, true, "", "");
         run.should_hold("U5.0-4.8.2-13"_v5, true, "", "");
         goes.must_not_receive("MQTT-3.10.4-2"_v5, publish("t"));
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/ending-a-session-leaves",
       {"MQTT-4.5.0-1"_v5, "U5.0-4.8.2-14"_v5},
       [](Run& run) {
         auto goes = run.subscriber(group, at_least_once, "goes");
         auto stays = subscribed(run, group, at_least_once, "stays");
         goes.disconnect();
         goes.reconnect(connect("goes"));  // the old Session has ended by now
         publish_numbers(run, 4);
         for (const auto* text : {"1", "2", "3", "4"})
           stays.must("MQTT-4.5.0-1"_v5, publish("t", text));
         run.should_hold("U5.0-4.8.2-14"_v5, true, "", "");
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/subscribing-twice-needs-one-unsubscribe",
       {"MQTT-3.10.4-2"_v5, "U5.0-4.8.2-25"_v5},
       [](Run& run) {
         auto member = run.subscriber(group, at_least_once);
         member.subscribe(group, at_least_once);
         member.unsubscribe(group);
         publish_numbers(run, 1);
         member.must_not_receive("MQTT-3.10.4-2"_v5, publish("t", "1"));
         run.should_hold("U5.0-4.8.2-25"_v5, true, "", "");
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/unsubscribe-without-the-share-name-does-not-leave",
       {"MQTT-3.10.4-1"_v5},
       [](Run& run) {
         auto member = subscribed(run, group, at_least_once);
         member.unsubscribe("t");
         publish_numbers(run, 1);
         member.must("MQTT-3.10.4-1"_v5, publish("t", "1"));
       },
       Need::shared_subscriptions | Need::qos_1},

      // A member that drops out or refuses
      {"shared/qos-2-delivery-is-finished-with-the-same-client",
       {"MQTT-4.8.2-4"_v5, "MQTT-4.4.0-1"_v5, "U5.0-4.8.2-1"_v5},
       [](Run& run) {
         auto [holder, other, id] = one_holds_x(run, exactly_once);
         holder.drop_connection();
         other.should_not_receive("U5.0-4.8.2-1"_v5, publish("t", "x"));
         holder.reconnect();
         const auto again = holder.must("MQTT-4.8.2-4"_v5, publish("t", "x").qos2());
         must_be(run, "MQTT-4.4.0-1"_v5, again, publish("t").qos2(id));
         holder.send(pubrec(id));
         holder.must("MQTT-4.8.2-4"_v5, pubrel(id));
         holder.send(pubcomp(id));
       },
       Need::shared_subscriptions | Need::qos_2},
      {"shared/qos-2-message-of-an-ended-session-goes-to-nobody-else",
       {"MQTT-4.8.2-5"_v5},
       [](Run& run) {
         auto [holder, other, id] = one_holds_x(run, exactly_once);
         holder.drop_connection();
         holder.reconnect(connect("holder"));  // Clean Start ends the Session
         other.must_not_receive("MQTT-4.8.2-5"_v5, publish("t", "x"));
       },
       Need::shared_subscriptions | Need::qos_2},
      {"shared/qos-1-message-of-an-ended-session-goes-to-another",
       {"U5.0-4.8.2-22"_v5},
       [](Run& run) {
         auto [holder, other, id] = one_holds_x(run, at_least_once);
         holder.drop_connection();
         holder.reconnect(connect("holder"));
         other.should("U5.0-4.8.2-22"_v5, publish("t", "x"));
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/qos-1-message-that-was-refused-goes-to-nobody-else",
       {"MQTT-4.8.2-6"_v5},
       [](Run& run) {
         auto [holder, other, id] = one_holds_x(run, at_least_once);
         holder.send(puback(id).codes({ReasonCode::unspecified_error}));
         holder.ping();
         other.must_not_receive("MQTT-4.8.2-6"_v5, publish("t", "x"));
       },
       Need::shared_subscriptions | Need::qos_1},
      {"shared/qos-2-message-that-was-refused-goes-to-nobody-else",
       {"MQTT-4.8.2-6"_v5},
       [](Run& run) {
         auto [holder, other, id] = one_holds_x(run, exactly_once);
         holder.send(pubrec(id).codes({ReasonCode::unspecified_error}));
         holder.ping();
         other.must_not_receive("MQTT-4.8.2-6"_v5, publish("t", "x"));
       },
       Need::shared_subscriptions | Need::qos_2},

      // ShareNames that may not be
      {"shared/empty-share-name-is-noticed",
       {"MQTT-4.8.2-1"_v5},
       [](Run& run) {
         detects_share(run, "MQTT-4.8.2-1"_v5, "24 73 68 61 72 65 2F 2F 74", "$share//t");
       },
       Need::shared_subscriptions},
      {"shared/plus-in-a-share-name-is-noticed",
       {"MQTT-4.8.2-2"_v5},
       [](Run& run) {
         detects_share(run, "MQTT-4.8.2-2"_v5, "24 73 68 61 72 65 2F 61 2B 2F 74", "$share/a+/t");
       },
       Need::shared_subscriptions},
      {"shared/number-sign-in-a-share-name-is-noticed",
       {"MQTT-4.8.2-2"_v5},
       [](Run& run) {
         detects_share(run, "MQTT-4.8.2-2"_v5, "24 73 68 61 72 65 2F 23 2F 74", "$share/#/t");
       },
       Need::shared_subscriptions},
      {"shared/share-name-without-a-filter-is-noticed",
       {"MQTT-4.8.2-2"_v5},
       [](Run& run) {
         detects_share(run, "MQTT-4.8.2-2"_v5, "24 73 68 61 72 65 2F 61", "$share/a");
       },
       Need::shared_subscriptions},
      {"shared/empty-filter-behind-a-share-name-is-noticed",
       {"MQTT-4.8.2-2"_v5},
       [](Run& run) {
         detects_share(run, "MQTT-4.8.2-2"_v5, "24 73 68 61 72 65 2F 61 2F", "$share/a/");
       },
       Need::shared_subscriptions},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
