// 3.3.2.3  PUBLISH Properties of 5.0 and the limits of the Client, by each way that a message can
// take
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/ways.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

const PublishProperties& properties_of(const Arrival& arrival) {
  return arrival.as<Publish>().properties;
}

// Three topics for one Topic Alias. That each message comes on its own topic shows that it is used
// for what it was set to on this connection.
void alias_stays_low(Run& run, Way way) {
  auto sub = way(run, {.connect = connect("sub").with(Property::topic_alias_maximum, 1),
                       .payloads = {"1", "2", "3"}});
  for (const auto* number : {"1", "2", "3"}) {
    const auto alias = properties_of(sub.expect(publish(fmt::format("w/{}", number), number)))
                           .topic_alias.value_or(1);
    run.must_hold("MQTT-3.1.2-26"_v5, alias == 1, "Topic Alias 1 or none", std::to_string(alias));
  }
}

// A message that is too large and one that is not: the first is dropped as if it was sent.
void size_stays_low(Run& run, Way way) {
  constexpr std::uint32_t maximum = 300;
  const auto taken = run.client("ask").connack().properties.maximum_packet_size;
  if (taken.value_or(600) < 600) run.decline("the Maximum Packet Size in CONNACK is below 600");
  auto sub = way(run, {.connect = connect("sub").with(Property::maximum_packet_size, maximum),
                       .payloads = {std::string(400, 'x'), "small"}});
  auto all = std::vector{sub.must("MQTT-3.1.2-25"_v5, publish("w/2", "small"))};
  for (auto& each : only_messages(sub.drain())) all.push_back(std::move(each));
  for (const auto& each : all)
    run.must_hold("MQTT-3.1.2-24"_v5, each.bytes->size() <= maximum,
                  fmt::format("at most {} bytes", maximum),
                  fmt::format("{} bytes", each.bytes->size()), true);
}

// Five messages for a Client that takes two at a time: never more, and in the end all.
void two_at_a_time(Run& run, Way way) {
  auto sub = way(run, {.connect = connect("sub").with(Property::receive_maximum, 2),
                       .payloads = {"1", "2", "3", "4", "5"},
                       .by_hand = true});
  std::vector<Arrival> all;
  for (auto open = messages_that_come(run, sub, 2); !open.empty();
       open = messages_that_come(run, sub, std::min<std::size_t>(2, 5 - all.size()))) {
    run.must_hold("MQTT-3.3.4-9"_v5, open.size() <= 2, "at most 2 messages open", payloads(open),
                  true);
    acknowledge(sub, open);
    std::ranges::move(open, std::back_inserter(all));
  }
  for (const auto* number : {"1", "2", "3", "4", "5"})
    if (std::ranges::find(all, number, payload) == all.end())
      acknowledge(sub, {sub.must("MQTT-4.5.0-1"_v5, publish(fmt::format("w/{}", number)))});
  run.must_hold("MQTT-4.5.0-1"_v5, true, "", "");
}

void properties_come_whole(Run& run, Way way) {
  auto sub = way(run, {.has_properties = true});
  const auto got = sub.expect(publish("w/1", "1"));
  const auto has = [](Property property, auto value) {
    return publish("w/1").with(property, value);
  };
  must_be(run, "MQTT-3.3.2-4"_v5, got, has(Property::payload_format_indicator, 1U));
  must_be(run, "MQTT-3.3.2-15"_v5, got, has(Property::response_topic, "answers"));
  must_be(run, "MQTT-3.3.2-16"_v5, got, has(Property::correlation_data, "number 7"));
  must_be(run, "MQTT-3.3.2-20"_v5, got, has(Property::content_type, "text/plain"));
  auto users = publish("w/1").user("first", "1").user("second", "2").user("first", "3");
  must_be(run, "MQTT-3.3.2-18"_v5, got, users);
}

// What the publisher has not said nobody else may say for it; User Properties aside, which mean
// nothing by themselves.
void nothing_is_invented(Run& run, Way way, Should no_expiry) {
  auto sub = way(run, {});
  const auto got = sub.expect(publish("w/1", "1"));
  const auto has_no = [&](Must statement, Property property) {
    must_be(run, statement, got, publish("w/1").without(property));
  };
  const bool says_text = properties_of(got).payload_format_indicator.value_or(0) == 1;
  run.must_hold("MQTT-3.3.2-4"_v5, !says_text, "Payload Format Indicator 0 or none", "1", true);
  has_no("MQTT-3.3.2-15"_v5, Property::response_topic);
  has_no("MQTT-3.3.2-16"_v5, Property::correlation_data);
  has_no("MQTT-3.3.2-20"_v5, Property::content_type);
  should_be(run, no_expiry, got, publish("w/1").without(Property::message_expiry_interval));
  if (!properties_of(got).user_properties.empty())
    run.remark("the Server adds User Properties of its own");
}

std::string identifiers_in(const Arrival& arrival) {
  std::vector<std::uint32_t> all;
  for (const auto each : properties_of(arrival).subscription_identifiers) all.push_back(each.value);
  return fmt::format("{}", fmt::join(all, ","));
}

void must_have_identifier(Run& run, const Arrival& arrival, std::string_view wanted) {
  run.must_hold("MQTT-3.3.4-3"_v5, identifiers_in(arrival) == wanted, wanted,
                identifiers_in(arrival).empty() ? "none" : identifiers_in(arrival), true);
}

// Another Client is subscribed to the same topic, with another Subscription Identifier.
void identifier_is_the_clients(Run& run, Way way) {
  auto other = run.client("other");
  subscribe_to(run, other, {.identifier = 9});
  auto sub = way(run, {.identifier = 5});
  must_have_identifier(run, sub.expect(publish("w/1", "1")), "5");
  must_have_identifier(run, other.expect(publish("w/1", "1")), "9");
}

// Of retained messages it is only stated (3.3.4).
void identifier_of_retained(Run& run) {
  auto other = run.client("other");
  subscribe_to(run, other, {.identifier = 9});
  auto sub = retained(run, {.identifier = 5});
  const auto seen = identifiers_in(sub.expect(publish("w/1", "1")));
  run.should_hold("U5.0-3.3.4-1"_v5, seen == "5", "5", seen.empty() ? "none" : seen);
  must_have_identifier(run, other.expect(publish("w/1", "1")), "9");
}

// Two sessions of one Shared Subscription: whichever gets a message gets its own identifier.
void identifier_is_the_members(Run& run) {
  auto one = run.client("one");
  subscribe_to(run, one, {.identifier = 5}, "$share/group/");
  auto two = run.client("two");
  subscribe_to(run, two, {.identifier = 9}, "$share/group/");
  auto pub = run.client("pub");
  for (const auto* text : {"1", "2", "3", "4"}) pub.publish(publish("w/1", text).qos1());
  std::size_t come = 0;
  for (Time wait = 10; come < 4 && wait < run.settings().patience; wait *= 2) {
    for (const auto& each : only_messages(one.drain()))
      must_have_identifier(run, each, "5"), ++come;
    for (const auto& each : only_messages(two.drain()))
      must_have_identifier(run, each, "9"), ++come;
    if (come < 4) run.let_time_pass(wait);
  }
  if (come < 4) run.inconclusive("four messages", std::to_string(come));
}

// What a message without a Message Expiry Interval is to be like, and one of a Will.
constexpr StatementId does_not_expire = "U5.0-3.3.2.3.3-2"_v5;
constexpr StatementId will_does_not_expire = "U5.0-3.1.3.2.4-3"_v5;

}  // namespace

std::span<const Case> s3_03_2_ways() {
  static constexpr auto sharing = Need::shared_subscriptions | Need::qos_1;
  static constexpr auto retaining = Need::retain | Need::qos_1;
  static constexpr auto identifying = Need::subscription_identifiers | Need::qos_1;
  static const Case cases[] = {
      // Topic Alias
      {"delivery/retained-messages-keep-to-the-topic-alias-maximum",
       {"MQTT-3.1.2-26"_v5},
       by<alias_stays_low, retained>,
       retaining},
      {"delivery/stored-messages-keep-to-the-topic-alias-maximum",
       {"MQTT-3.1.2-26"_v5},
       by<alias_stays_low, stored>,
       Need::qos_1},
      {"delivery/shared-messages-keep-to-the-topic-alias-maximum",
       {"MQTT-3.1.2-26"_v5},
       by<alias_stays_low, shared>,
       sharing},
      {"delivery/will-messages-keep-to-the-topic-alias-maximum",
       {"MQTT-3.1.2-26"_v5},
       by<alias_stays_low, of_wills>,
       Need::qos_1},
      {"delivery/messages-sent-again-keep-to-the-topic-alias-maximum",
       {"MQTT-3.1.2-26"_v5},
       by<alias_stays_low, resent>,
       Need::qos_1},

      // Maximum Packet Size
      {"delivery/retained-messages-keep-to-the-maximum-packet-size",
       {"MQTT-3.1.2-24"_v5, "MQTT-3.1.2-25"_v5},
       by<size_stays_low, retained>,
       retaining},
      {"delivery/stored-messages-keep-to-the-maximum-packet-size",
       {"MQTT-3.1.2-24"_v5, "MQTT-3.1.2-25"_v5},
       by<size_stays_low, stored>,
       Need::qos_1},
      {"delivery/shared-messages-keep-to-the-maximum-packet-size",
       {"MQTT-3.1.2-24"_v5, "MQTT-3.1.2-25"_v5},
       by<size_stays_low, shared>,
       sharing},
      {"delivery/will-messages-keep-to-the-maximum-packet-size",
       {"MQTT-3.1.2-24"_v5, "MQTT-3.1.2-25"_v5},
       by<size_stays_low, of_wills>,
       Need::qos_1},
      {"delivery/messages-sent-again-keep-to-the-new-maximum-packet-size",
       {"MQTT-3.1.2-24"_v5, "MQTT-3.1.2-25"_v5},
       by<size_stays_low, resent>,
       Need::qos_1},

      // Receive Maximum
      {"delivery/retained-messages-keep-to-the-receive-maximum",
       {"MQTT-3.3.4-9"_v5, "MQTT-4.5.0-1"_v5},
       by<two_at_a_time, retained>,
       retaining},
      {"delivery/stored-messages-keep-to-the-receive-maximum",
       {"MQTT-3.3.4-9"_v5, "MQTT-4.5.0-1"_v5},
       by<two_at_a_time, stored>,
       Need::qos_1},
      {"delivery/shared-messages-keep-to-the-receive-maximum",
       {"MQTT-3.3.4-9"_v5, "MQTT-4.5.0-1"_v5},
       by<two_at_a_time, shared>,
       sharing},
      {"delivery/will-messages-keep-to-the-receive-maximum",
       {"MQTT-3.3.4-9"_v5, "MQTT-4.5.0-1"_v5},
       by<two_at_a_time, of_wills>,
       Need::qos_1},

      // The publisher's properties
      {"delivery/shared-messages-keep-their-properties",
       {"MQTT-3.3.2-4"_v5, "MQTT-3.3.2-15"_v5, "MQTT-3.3.2-16"_v5, "MQTT-3.3.2-18"_v5,
        "MQTT-3.3.2-20"_v5},
       by<properties_come_whole, shared>,
       sharing},
      {"delivery/messages-sent-again-keep-their-properties",
       {"MQTT-3.3.2-4"_v5, "MQTT-3.3.2-15"_v5, "MQTT-3.3.2-16"_v5, "MQTT-3.3.2-18"_v5,
        "MQTT-3.3.2-20"_v5},
       by<properties_come_whole, resent>,
       Need::qos_1},
      {"delivery/live-messages-get-no-properties",
       {"MQTT-3.3.2-4"_v5, "MQTT-3.3.2-15"_v5, "MQTT-3.3.2-16"_v5, "MQTT-3.3.2-20"_v5,
        does_not_expire},
       [](Run& run) { nothing_is_invented(run, live, does_not_expire); },
       Need::qos_1},
      {"delivery/retained-messages-get-no-properties",
       {"MQTT-3.3.2-4"_v5, "MQTT-3.3.2-15"_v5, "MQTT-3.3.2-16"_v5, "MQTT-3.3.2-20"_v5,
        does_not_expire},
       [](Run& run) { nothing_is_invented(run, retained, does_not_expire); },
       retaining},
      {"delivery/stored-messages-get-no-properties",
       {"MQTT-3.3.2-4"_v5, "MQTT-3.3.2-15"_v5, "MQTT-3.3.2-16"_v5, "MQTT-3.3.2-20"_v5,
        does_not_expire},
       [](Run& run) { nothing_is_invented(run, stored, does_not_expire); },
       Need::qos_1},
      {"delivery/shared-messages-get-no-properties",
       {"MQTT-3.3.2-4"_v5, "MQTT-3.3.2-15"_v5, "MQTT-3.3.2-16"_v5, "MQTT-3.3.2-20"_v5,
        does_not_expire},
       [](Run& run) { nothing_is_invented(run, shared, does_not_expire); },
       sharing},
      {"delivery/will-messages-get-no-properties",
       {"MQTT-3.3.2-4"_v5, "MQTT-3.3.2-15"_v5, "MQTT-3.3.2-16"_v5, "MQTT-3.3.2-20"_v5,
        will_does_not_expire},
       [](Run& run) { nothing_is_invented(run, of_wills, will_does_not_expire); },
       Need::qos_1},
      {"delivery/messages-sent-again-get-no-properties",
       {"MQTT-3.3.2-4"_v5, "MQTT-3.3.2-15"_v5, "MQTT-3.3.2-16"_v5, "MQTT-3.3.2-20"_v5,
        does_not_expire},
       [](Run& run) { nothing_is_invented(run, resent, does_not_expire); },
       Need::qos_1},

      // Subscription Identifiers
      {"delivery/live-messages-have-the-identifier-of-each-client",
       {"MQTT-3.3.4-3"_v5},
       by<identifier_is_the_clients, live>,
       identifying},
      {"delivery/retained-messages-have-the-identifier-of-each-client",
       {"MQTT-3.3.4-3"_v5, "U5.0-3.3.4-1"_v5},
       identifier_of_retained,
       Need::retain | identifying},
      {"delivery/stored-messages-have-the-identifier-of-each-client",
       {"MQTT-3.3.4-3"_v5},
       by<identifier_is_the_clients, stored>,
       identifying},
      {"delivery/shared-messages-have-the-identifier-of-each-client",
       {"MQTT-3.3.4-3"_v5},
       identifier_is_the_members,
       Need::shared_subscriptions | identifying},
      {"delivery/will-messages-have-the-identifier-of-each-client",
       {"MQTT-3.3.4-3"_v5},
       by<identifier_is_the_clients, of_wills>,
       identifying},
      {"delivery/messages-sent-again-have-the-identifier-of-each-client",
       {"MQTT-3.3.4-3"_v5},
       by<identifier_is_the_clients, resent>,
       identifying},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
