// 4.7  Topic Names and Topic Filters: what matches what
#include <algorithm>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

using Topics = std::initializer_list<const char*>;

// A subscriber to `filter` gets what is published on `matching`, which a rule of the text says and
// the duty to deliver demands; it does not get what is published on `others`.
void must_match(Run& run, Should rule, const Topic& filter, Topics matching, Topics others) {
  auto sub = subscribed(run, filter, at_least_once);
  auto pub = run.client("pub");
  for (const auto* topic : matching) {
    const auto id = pub.next_packet_id();
    pub.send(publish(topic, "x").qos1(id));
    if (!pub.should(rule, puback(id))) return;
    if (sub.should(rule, publish(topic, "x")))
      run.must_hold("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, true, "", "");
    else
      sub.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish(topic, "x"));
  }
  for (const auto* topic : others) pub.publish(publish(topic, "stray").qos1());
  for (const auto* topic : others)
    sub.must_not_receive("MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5, publish(topic));
}

// A message on `topic` must not come on `normalized` instead.
void must_keep_name(Run& run, const char* topic, const char* normalized) {
  auto sub = subscribed(run, topic, at_least_once, "exact");
  run.client("namer").publish(publish(topic, "named").qos1());
  sub.must_not_receive("MQTT-4.7.3-4"_v311 | "MQTT-4.7.3-4"_v5, publish(normalized, "named"));
}

// A topic that begins with $, for this case alone, and the same with a wildcard in place of the $.
std::string dollar(const Run& run) { return "$" + run.names().prefix() + "t"; }
std::string plus_for_dollar(const Run& run) {
  const auto topic = dollar(run);
  return "+" + topic.substr(topic.find('/'));
}

// Whether a message on a topic with $ in front comes to a client that has subscribed to it. It is
// here already, or does not come, once the message behind it is.
bool is_carried(Run& run, Peer& subscriber, Peer& publisher) {
  const auto message = publish(exact(dollar(run)), "x").qos1(publisher.next_packet_id());
  publisher.send(message);
  publisher.expect(puback(message.packet_id()).any_code());
  publisher.publish(publish("behind", "x").qos1());
  subscriber.expect(publish("behind", "x"));
  return std::ranges::any_of(subscriber.drain(), [&](const Arrival& each) {
    return !publish(exact(dollar(run)), "x").mismatch(each.packet, run.setting());
  });
}

// A client that has subscribed to the topic with $ in front, as far as it may.
Peer dollar_subscriber(Run& run) {
  auto sub = subscribed(run, "behind", at_least_once, "control");
  const auto id = sub.next_packet_id();
  sub.send(subscribe(id).filter(exact(dollar(run)), at_least_once));
  sub.expect(suback(id).count(1));
  return sub;
}

// `filter` begins with a wildcard and must not match a topic with $ in front. A second subscriber,
// to the topic itself, proves that the Server carries messages on it at all.
void must_not_match_dollar(Run& run, const std::string& filter) {
  auto control = dollar_subscriber(run);
  auto sub = run.subscriber(exact(filter));
  auto pub = run.client("pub");
  const bool carried = is_carried(run, control, pub);
  const bool comes = sub.is_sent(publish(exact(dollar(run)), "x"));
  if (!carried && !comes) run.decline("the Server carries no messages on topics with $");
  run.must_hold("MQTT-4.7.2-1"_v311 | "MQTT-4.7.2-1"_v5, !comes,
                "no message on a topic with $ for " + filter, "it gets one", true);
}

// Notices that a Topic Filter ends otherwise than it may.
void detects_filter(Run& run, Detects statement, std::string_view good, std::string_view bad) {
  const auto twin = raw(subscribe(10).filter("f/" + std::string(good)));
  run.detects(statement, Raw(twin).replace_text("f/" + std::string(good), bad), twin);
}

}  // namespace

std::span<const Case> s4_07_topics() {
  static const Case cases[] = {
      // 4.7.1.1  Topic level separator
      {"topics/empty-levels-count",
       {"U3.1.1-4.7.1.1-2"_v311 | "U5.0-4.7.1.1-2"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         must_match(run, "U3.1.1-4.7.1.1-2"_v311 | "U5.0-4.7.1.1-2"_v5, "a//b", {"a//b"},
                    {"a/b", "a///b"});
       },
       Need::qos_1},
      {"topics/slash-may-stand-anywhere",
       {"U3.1.1-4.7.1.1-1"_v311 | "U5.0-4.7.1.1-1"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         must_match(run, "U3.1.1-4.7.1.1-1"_v311 | "U5.0-4.7.1.1-1"_v5, "/a/", {"/a/"},
                    {"a", "/a", "a/"});
       },
       Need::qos_1},

      // 4.7.1.2  Multi-level wildcard
      {"topics/number-sign-matches-any-number-of-levels",
       {"U3.1.1-4.7.1.2-1"_v311 | "U5.0-4.7.1.2-1"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         must_match(run, "U3.1.1-4.7.1.2-1"_v311 | "U5.0-4.7.1.2-1"_v5, "a/#",
                    {"a/b", "a/b/c/d/e", "a/", "a//"}, {"ab", "b/a", "ab/c"});
       },
       Need::wildcard | Need::qos_1},
      {"topics/number-sign-matches-the-level-above",
       {"U3.1.1-4.7.1.2-2"_v311 | "U5.0-4.7.1.2-2"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         must_match(run, "U3.1.1-4.7.1.2-2"_v311 | "U5.0-4.7.1.2-2"_v5, "a/b/#", {"a/b"},
                    {"a", "a/c", "a/bb"});
       },
       Need::wildcard | Need::qos_1},

      // 4.7.1.3  Single-level wildcard
      {"topics/plus-matches-one-level",
       {"U3.1.1-4.7.1.3-1"_v311 | "U5.0-4.7.1.3-1"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         must_match(run, "U3.1.1-4.7.1.3-1"_v311 | "U5.0-4.7.1.3-1"_v5, "a/+", {"a/b", "a/"},
                    {"a", "a/b/c", "a/b/", "ab"});
       },
       Need::wildcard | Need::qos_1},
      {"topics/plus-matches-in-the-middle",
       {"U3.1.1-4.7.1.3-1"_v311 | "U5.0-4.7.1.3-1"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         must_match(run, "U3.1.1-4.7.1.3-1"_v311 | "U5.0-4.7.1.3-1"_v5, "a/+/c", {"a/b/c", "a//c"},
                    {"a/c", "a/b/b/c", "a/b/d", "b/b/c"});
       },
       Need::wildcard | Need::qos_1},
      {"topics/several-wildcards-go-together",
       {"U3.1.1-4.7.1.3-2"_v311 | "U5.0-4.7.1.3-2"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         must_match(run, "U3.1.1-4.7.1.3-2"_v311 | "U5.0-4.7.1.3-2"_v5, "+/b/+/#",
                    {"a/b/c", "a/b/c/d/e", "/b/"}, {"a/b", "a/c/c", "b/b"});
       },
       Need::wildcard | Need::qos_1},

      {"topics/plus-matches-an-empty-level",
       {"U3.1.1-4.7.1.1-2"_v311 | "U5.0-4.7.1.1-2"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         must_match(run, "U3.1.1-4.7.1.1-2"_v311 | "U5.0-4.7.1.1-2"_v5, "a/+/+", {"a//b", "a//"},
                    {"a/b", "a/", "a///"});
       },
       Need::wildcard | Need::qos_1},

      // 4.7.2  Topics beginning with $
      {"topics/number-sign-does-not-match-a-dollar-topic",
       {"MQTT-4.7.2-1"_v311 | "MQTT-4.7.2-1"_v5},
       [](Run& run) { must_not_match_dollar(run, "#"); },
       Need::wildcard | Need::qos_1},
      {"topics/plus-does-not-match-a-dollar-topic",
       {"MQTT-4.7.2-1"_v311 | "MQTT-4.7.2-1"_v5},
       [](Run& run) { must_not_match_dollar(run, plus_for_dollar(run)); },
       Need::wildcard | Need::qos_1},
      {"topics/with-a-dollar-carry-nothing-between-clients",
       {"U3.1.1-4.7.2-1"_v311 | "U5.0-4.7.2-1"_v5},
       [](Run& run) {
         auto sub = dollar_subscriber(run);
         auto pub = run.client("pub");
         run.should_hold("U3.1.1-4.7.2-1"_v311 | "U5.0-4.7.2-1"_v5, !is_carried(run, sub, pub),
                         "the message stays with the Server", "another client gets it");
       },
       Need::qos_1},

      // 4.7.3  Topic semantic and usage
      {"topics/upper-and-lower-case-differ",
       {"U3.1.1-4.7.3-1"_v311 | "U5.0-4.7.3-1"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         must_match(run, "U3.1.1-4.7.3-1"_v311 | "U5.0-4.7.3-1"_v5, "Accounts", {"Accounts"},
                    {"ACCOUNTS", "accounts"});
       },
       Need::qos_1},
      {"topics/space-is-a-character-like-others",
       {"U3.1.1-4.7.3-2"_v311 | "U5.0-4.7.3-2"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5, "MQTT-4.7.3-4"_v311 | "MQTT-4.7.3-4"_v5},
       [](Run& run) {
         must_keep_name(run, "to pay/ ", "to pay/");
         must_match(run, "U3.1.1-4.7.3-2"_v311 | "U5.0-4.7.3-2"_v5, "to pay/ ", {"to pay/ "},
                    {"topay/ ", "to pay/", "to  pay/ "});
       },
       Need::qos_1},
      {"topics/slash-at-the-start-or-end-makes-another",
       {"U3.1.1-4.7.3-3"_v311 | "U5.0-4.7.3-3"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         must_match(run, "U3.1.1-4.7.3-3"_v311 | "U5.0-4.7.3-3"_v5, "finance", {"finance"},
                    {"/finance", "finance/"});
       },
       Need::qos_1},
      {"topics/levels-match-character-for-character",
       {"U3.1.1-4.7.3-6"_v311 | "U5.0-4.7.3-6"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         must_match(run, "U3.1.1-4.7.3-6"_v311 | "U5.0-4.7.3-6"_v5, "a/b", {"a/b"},
                    {"a", "a/bb", "a/b/c", "aa/b", "a/", "a-b"});
       },
       Need::qos_1},
      {"topics/levels-are-not-limited-in-number",
       {"U3.1.1-4.7.3-5"_v311 | "U5.0-4.7.3-5"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5,
        "MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         must_match(run, "U3.1.1-4.7.3-5"_v311 | "U5.0-4.7.3-5"_v5, "1/2/3/4/5/6/7/8/9/10/11/12/#",
                    {"1/2/3/4/5/6/7/8/9/10/11/12/13/14/15"}, {"1/2/3/4/5/6/7/8/9/10/11/13"});
       },
       Need::wildcard | Need::qos_1},
      {"topics/nothing-is-normalized",
       {"MQTT-4.7.3-4"_v311 | "MQTT-4.7.3-4"_v5},
       [](Run& run) {
         // One letter in its composed and its decomposed form, and other look-alikes.
         auto sub = subscribed(run, "\xC3\xA9/%41/a.b", at_least_once);
         auto pub = run.client("pub");
         const Topics others = {"e\xCC\x81/%41/a.b", "\xC3\xA9/A/a.b", "\xC3\xA9/%41/a/b",
                                "\xC3\x89/%41/a.b"};
         for (const auto* topic : others) pub.publish(publish(topic, "stray").qos1());
         pub.publish(publish("\xC3\xA9/%41/a.b", "x").qos1());
         sub.expect(publish("\xC3\xA9/%41/a.b", "x"));
         for (const auto* topic : others)
           sub.must_not_receive("MQTT-4.7.3-4"_v311 | "MQTT-4.7.3-4"_v5, publish(topic));
       },
       Need::qos_1},
      {"topics/dots-are-not-resolved",
       {"MQTT-4.7.3-4"_v311 | "MQTT-4.7.3-4"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "a/b", at_least_once);
         auto pub = run.client("pub");
         const Topics others = {"a/./b", "a/c/../b", "a//b", "a\\b"};
         for (const auto* topic : others) pub.publish(publish(topic, "stray").qos1());
         pub.publish(publish("a/b", "x").qos1());
         sub.expect(publish("a/b", "x"));
         sub.must_not_receive("MQTT-4.7.3-4"_v311 | "MQTT-4.7.3-4"_v5, publish("a/b", "stray"));
         for (const auto* topic : others)
           sub.must_not_receive("MQTT-4.7.3-4"_v311 | "MQTT-4.7.3-4"_v5, publish(topic));
       },
       Need::qos_1},

      // Topic Filters and Topic Names that may not be
      {"topics/filter-with-something-behind-number-sign-is-noticed",
       {"MQTT-4.7.1-2"_v311 | "MQTT-4.7.1-1"_v5},
       [](Run& run) {
         detects_filter(run, "MQTT-4.7.1-2"_v311 | "MQTT-4.7.1-1"_v5, "a/b/c", "66 2F 23 2F 63");
       },
       Need::wildcard},
      {"topics/filter-with-something-before-number-sign-is-noticed",
       {"MQTT-4.7.1-2"_v311 | "MQTT-4.7.1-1"_v5},
       [](Run& run) {
         detects_filter(run, "MQTT-4.7.1-2"_v311 | "MQTT-4.7.1-1"_v5, "a/b", "66 2F 61 23");
       },
       Need::wildcard},
      {"topics/filter-with-something-before-plus-is-noticed",
       {"MQTT-4.7.1-3"_v311 | "MQTT-4.7.1-2"_v5},
       [](Run& run) {
         detects_filter(run, "MQTT-4.7.1-3"_v311 | "MQTT-4.7.1-2"_v5, "a/b", "66 2F 61 2B");
       },
       Need::wildcard},
      {"topics/filter-with-something-behind-plus-is-noticed",
       {"MQTT-4.7.1-3"_v311 | "MQTT-4.7.1-2"_v5},
       [](Run& run) {
         detects_filter(run, "MQTT-4.7.1-3"_v311 | "MQTT-4.7.1-2"_v5, "a/b", "66 2F 2B 61 2F 62");
       },
       Need::wildcard},
      {"topics/empty-filter-is-noticed",
       {"MQTT-4.7.3-1"_v311 | "MQTT-4.7.3-1"_v5},
       [](Run& run) {
         const auto twin = raw(subscribe(10).filter("t"));
         run.detects("MQTT-4.7.3-1"_v311 | "MQTT-4.7.3-1"_v5,
                     Raw(twin).replace_text(run.names().on_target("t"), "").because("empty"), twin);
       }},
      {"topics/null-character-in-a-filter-is-noticed",
       {"MQTT-4.7.3-2"_v311 | "MQTT-4.7.3-2"_v5},
       [](Run& run) {
         detects_filter(run, "MQTT-4.7.3-2"_v311 | "MQTT-4.7.3-2"_v5, "a/b", "66 2F 61 00 62");
       }},
      {"topics/null-character-in-a-topic-name-is-noticed",
       {"MQTT-4.7.3-2"_v311 | "MQTT-4.7.3-2"_v5},
       [](Run& run) {
         const auto twin = raw(publish("f/a/b", "x"));
         run.detects("MQTT-4.7.3-2"_v311 | "MQTT-4.7.3-2"_v5,
                     Raw(twin).replace_text("f/a/b", "66 2F 61 00 62").because("U+0000"), twin);
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
