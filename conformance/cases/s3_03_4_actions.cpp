// 3.3.4  PUBLISH Actions: overlapping subscriptions, Subscription Identifiers, packets too large
#include <fmt/format.h>
#include <algorithm>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

using Identifiers = std::vector<std::uint32_t>;

Identifiers identifiers(const Arrival& arrival) {
  Identifiers all;
  for (const auto each : arrival.as<Publish>().properties.subscription_identifiers)
    all.push_back(each.value);
  std::ranges::sort(all);
  return all;
}

std::string show(const Identifiers& all) { return fmt::format("{}", fmt::join(all, ",")); }

SubscribeSpec identified(std::uint16_t packet_id, const Topic& filter, std::uint32_t identifier) {
  return subscribe(packet_id)
      .filter(filter, at_least_once)
      .with(Property::subscription_identifier, identifier);
}

// All copies of one message on o/t that a client gets. The message after it proves that no more
// come: on each of its subscriptions it is sent later, at the same QoS.
std::vector<Arrival> copies_of(Run& run, Peer& sub, const PublishSpec& message, Qos qos) {
  auto pub = run.client("pub");
  pub.publish(message);
  pub.publish(publish("o/t", "end").at(qos));
  auto all = messages_until(sub, "o/t", "end");
  for (auto& each : only_messages(sub.drain())) all.push_back(std::move(each));
  std::erase_if(all, [](const Arrival& each) {
    return payload(each) == "end" || each.as<Publish>().dup;  // 3.1.1 permits to send it again
  });
  if (all.empty()) run.inconclusive("a message before the one that was published later", "none");
  return all;
}

std::vector<Arrival> copies(Run& run, Peer& sub, Qos qos = at_least_once) {
  return copies_of(run, sub, publish("o/t", "x").at(qos), qos);
}

// A publisher to a Server that takes packets of 400 bytes.
Peer publisher_of_400(Run& run) {
  auto pub = run.client("pub");
  if (pub.connack().properties.maximum_packet_size.value_or(400) < 400)
    run.decline("the Maximum Packet Size in CONNACK is below 400");
  return pub;
}

// The large message of the cases on the Maximum Packet Size, and the small one.
PublishSpec large() { return publish("t", std::string(300, 'x')); }
PublishSpec small() { return publish("t", "small"); }

// How large a message is when the Server sends it, on topic t at QoS 1: it may have properties of
// its own.
std::uint32_t size_sent(Run& run, Peer& pub, const PublishSpec& message) {
  auto control = subscribed(run, "t", at_least_once, "control");
  pub.publish(PublishSpec(message).qos1());
  const auto size = control.expect(message).bytes->size();
  control.unsubscribe("t");
  return static_cast<std::uint32_t>(size);
}

// A subscriber to t with this Maximum Packet Size.
Peer limited_subscriber(Run& run, std::uint32_t maximum, std::uint32_t receive_maximum = 65'535) {
  auto sub = run.client(connect("sub")
                            .with(Property::maximum_packet_size, maximum)
                            .with(Property::receive_maximum, receive_maximum));
  granted(run, sub.subscribe("t", at_least_once), at_least_once);
  return sub;
}

// The small message comes, and before it none that is larger than permitted.
void must_keep_to(Run& run, Peer& sub, std::uint32_t maximum) {
  for (const auto& each : messages_until(sub, "t", "small"))
    run.must_hold("MQTT-3.1.2-24"_v5, each.bytes->size() <= maximum,
                  fmt::format("at most {} bytes", maximum),
                  fmt::format("{} bytes", each.bytes->size()));
}

// The copies of a message to three overlapping subscriptions, two of which have an identifier.
std::vector<Arrival> copies_of_three(Run& run) {
  auto sub = run.client("sub");
  sub.subscribe(identified(10, "o/t", 1));
  sub.subscribe(identified(11, "o/+", 2));
  sub.subscribe("o/#", at_least_once);
  return copies(run, sub);
}

}  // namespace

std::span<const Case> s3_03_4_actions() {
  static const Case cases[] = {
      // Overlapping subscriptions
      {"overlap/one-copy-has-the-highest-qos",
       {"MQTT-3.3.5-1"_v311 | "MQTT-3.3.4-2"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         granted(run, sub.subscribe("o/t", exactly_once), exactly_once);
         sub.subscribe("o/+", at_most_once);
         sub.subscribe("o/#", at_least_once);
         const auto all = copies(run, sub, exactly_once);
         const bool highest = std::ranges::any_of(
             all, [](const Arrival& each) { return each.as<Publish>().qos == exactly_once; });
         run.must_hold("MQTT-3.3.5-1"_v311 | "MQTT-3.3.4-2"_v5, highest, "a copy of QoS 2", "none");
       },
       Need::wildcard | Need::qos_2},
      {"overlap/one-subscription-yields-one-copy",
       {"MQTT-3.3.5-1"_v311 | "MQTT-3.3.4-2"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "o/t", exactly_once);
         const auto all = copies(run, sub, exactly_once);
         run.must_hold("MQTT-3.3.5-1"_v311 | "MQTT-3.3.4-2"_v5, all.size() == 1, "one copy",
                       fmt::format("{} copies", all.size()));
       },
       Need::qos_2},
      {"overlap/further-copies-keep-to-their-subscriptions",
       {"U3.1.1-3.3.5-1"_v311 | "U5.0-3.3.4-2"_v5, "MQTT-3.3.5-1"_v311 | "MQTT-3.3.4-2"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe("o/t", at_least_once);
         sub.subscribe("o/+", at_least_once);
         const auto all = copies(run, sub);
         run.observed("U3.1.1-3.3.5-1"_v311 | "U5.0-3.3.4-2"_v5,
                      fmt::format("copies for two subscriptions: {}", all.size()));
         run.must_hold("MQTT-3.3.5-1"_v311 | "MQTT-3.3.4-2"_v5, all.size() == 1 || all.size() == 2,
                       "one or two copies", fmt::format("{} copies", all.size()));
       },
       Need::wildcard | Need::qos_1},
      {"overlap/retain-as-published-may-be-of-one-subscription-alone",
       {"MQTT-3.3.1-13"_v5, "MQTT-3.3.1-12"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(subscribe(10).filter("o/t", at_least_once).retain_as_published());
         sub.subscribe("o/+", at_least_once);
         const auto all = copies_of(run, sub, publish("o/t", "x").qos1().retain(), at_least_once);
         const auto kept = std::ranges::count_if(
             all, [](const Arrival& each) { return each.as<Publish>().retain; });
         if (all.size() == 1)
           return run.debatable("MQTT-3.3.1-13"_v5, 59, kept == 1 ? "RETAIN is kept" : "it is not");
         run.must_hold("MQTT-3.3.1-13"_v5, kept >= 1, "one copy with RETAIN", "none");
         run.must_hold("MQTT-3.3.1-12"_v5, kept <= 1, "one copy without RETAIN", "none");
       },
       Need::wildcard | Need::retain | Need::qos_1},
      {"overlap/no-local-may-be-of-one-subscription-alone",
       {"MQTT-3.8.3-3"_v5},
       [](Run& run) {
         auto both = run.client("both");
         both.subscribe(subscribe(10).filter("o/t", exactly_once).no_local());
         granted(run, both.subscribe("o/+", at_least_once), at_least_once);
         both.publish(publish("o/t", "mine").qos2());
         run.client("pub").publish(publish("o/t", "of another").qos2());
         auto all = messages_until(both, "o/t", "of another");
         for (auto& each : only_messages(both.drain())) all.push_back(std::move(each));
         std::erase_if(all, [](const Arrival& each) { return payload(each) != "mine"; });
         run.must_hold("MQTT-3.8.3-3"_v5, all.size() <= 1, "one copy or none",
                       fmt::format("{} copies", all.size()));
         const auto what = all.empty() ? std::string("the message is kept back")
                                       : fmt::format("it comes at QoS {}",
                                                     static_cast<int>(all[0].as<Publish>().qos));
         run.debatable("MQTT-3.8.3-3"_v5, 59, what);
       },
       Need::wildcard | Need::qos_2},

      // Subscription Identifiers
      {"subscription-identifier/comes-with-each-message",
       {"MQTT-3.3.4-3"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(identified(10, "o/t", 268'435'455));
         for (const auto& each : copies(run, sub))
           run.must_hold("MQTT-3.3.4-3"_v5, identifiers(each) == Identifiers{268'435'455},
                         "268435455", show(identifiers(each)));
       },
       Need::subscription_identifiers | Need::qos_1},
      {"subscription-identifier/comes-with-a-retained-message",
       {"U5.0-3.3.4-1"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.publish(publish("o/t", "kept").qos1().retain());
         auto sub = run.client("sub");
         sub.subscribe(identified(10, "o/t", 7));
         const auto kept = sub.expect(publish("o/t", "kept"));
         run.should_hold("U5.0-3.3.4-1"_v5, identifiers(kept) == Identifiers{7}, "7",
                         show(identifiers(kept)));
       },
       Need::subscription_identifiers | Need::retain | Need::qos_1},
      {"subscription-identifier/comes-with-no-message-of-other-subscriptions",
       {"MQTT-3.3.4-3"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(identified(10, "elsewhere", 1));
         sub.subscribe("o/t", at_least_once);
         for (const auto& each : copies(run, sub))
           run.must_hold("MQTT-3.3.4-3"_v5, identifiers(each).empty(), "none",
                         show(identifiers(each)));
       },
       Need::subscription_identifiers | Need::qos_1},
      {"subscription-identifier/of-each-overlapping-subscription-comes",
       {"MQTT-3.3.4-4"_v5},
       [](Run& run) {
         const auto all = copies_of_three(run);
         if (all.size() != 1) run.decline("the Server sends a copy for each subscription");
         run.must_hold("MQTT-3.3.4-4"_v5, identifiers(all[0]) == Identifiers{1, 2}, "1,2",
                       show(identifiers(all[0])));
       },
       Need::subscription_identifiers | Need::wildcard | Need::qos_1},
      {"subscription-identifier/of-each-copy-is-its-own",
       {"MQTT-3.3.4-5"_v5},
       [](Run& run) {
         const auto all = copies_of_three(run);
         if (all.size() == 1) run.decline("the Server sends one copy for all subscriptions");
         // One copy for each subscription, or for some of them; each names its own. That it names
         // no other is not said.
         const auto is_all = [](const Arrival& each) {
           return identifiers(each) == Identifiers{1, 2};
         };
         if (std::ranges::all_of(all, is_all))
           return run.debatable("MQTT-3.3.4-5"_v5, 49, "each copy has the identifiers of all");
         for (const auto& each : all)
           run.must_hold("MQTT-3.3.4-5"_v5, identifiers(each).size() <= 1, "one identifier or none",
                         show(identifiers(each)));
         const auto naming = [&](std::uint32_t identifier) {
           return std::ranges::count(all, Identifiers{identifier}, identifiers);
         };
         run.must_hold("MQTT-3.3.4-5"_v5, naming(1) <= 1 && naming(2) <= 1,
                       "each identifier in one copy", "one of them in several");
       },
       Need::subscription_identifiers | Need::wildcard | Need::qos_1},
      {"subscription-identifier/used-twice-comes-twice",
       {"U5.0-3.3.4-4"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(identified(10, "o/t", 5));
         sub.subscribe(identified(11, "o/+", 5));
         const auto all = copies(run, sub);
         if (all.size() == 1)
           run.should_hold("U5.0-3.3.4-4"_v5, identifiers(all[0]) == Identifiers{5, 5}, "5,5",
                           show(identifiers(all[0])));
         else
           for (const auto& each : all)
             run.should_hold(
                 "U5.0-3.3.4-4"_v5,
                 identifiers(each) == Identifiers{5} || identifiers(each) == Identifiers{5, 5},
                 "5 in each copy", show(identifiers(each)));
       },
       Need::subscription_identifiers | Need::wildcard | Need::qos_1},
      {"subscription-identifier/belongs-to-all-filters-of-its-subscribe",
       {"MQTT-3.3.4-3"_v5, "U5.0-3.8.2.1.2-4"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(identified(10, "a", 3).filter("b", at_least_once));
         auto pub = run.client("pub");
         for (const auto* topic : {"a", "b"}) {
           pub.publish(publish(topic, "x").qos1());
           const auto got = sub.expect(publish(topic, "x"));
           run.must_hold("MQTT-3.3.4-3"_v5, identifiers(got) == Identifiers{3}, "3",
                         show(identifiers(got)));
         }
         run.should_hold("U5.0-3.8.2.1.2-4"_v5, true, "", "");
       },
       Need::subscription_identifiers | Need::qos_1},
      {"subscription-identifier/is-replaced-with-its-subscription",
       {"MQTT-3.8.4-3"_v5, "U5.0-3.8.4-13"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(identified(10, "o/t", 1));
         sub.subscribe(identified(11, "o/t", 2));
         for (const auto& each : copies(run, sub))
           run.must_hold("MQTT-3.8.4-3"_v5, identifiers(each) == Identifiers{2}, "2",
                         show(identifiers(each)));
         run.should_hold("U5.0-3.8.4-13"_v5, true, "", "");
       },
       Need::subscription_identifiers | Need::qos_1},
      {"subscription-identifier/goes-when-its-subscription-is-made-without-one",
       {"MQTT-3.8.4-3"_v5, "U5.0-3.8.2.1.2-6"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(identified(10, "o/t", 1));
         sub.subscribe("o/t", at_least_once);
         for (const auto& each : copies(run, sub))
           run.must_hold("MQTT-3.8.4-3"_v5, identifiers(each).empty(), "none",
                         show(identifiers(each)));
         run.should_hold("U5.0-3.8.2.1.2-6"_v5, true, "", "");
       },
       Need::subscription_identifiers | Need::qos_1},
      {"subscription-identifier/survives-with-the-session",
       {"MQTT-3.1.2-23"_v5, "U5.0-4.1-8"_v5},
       [](Run& run) {
         auto sub = run.client("sub", Session::kept);
         sub.subscribe(identified(10, "o/t", 9));
         sub.drop_connection();
         sub.reconnect();
         for (const auto& each : copies(run, sub))
           run.must_hold("MQTT-3.1.2-23"_v5, identifiers(each) == Identifiers{9}, "9",
                         show(identifiers(each)));
         run.should_hold("U5.0-4.1-8"_v5, true, "", "");
       },
       Need::subscription_identifiers | Need::qos_1},

      // 3.1.2.11.4  The Client's Maximum Packet Size
      {"maximum-packet-size/of-the-client-is-not-exceeded",
       {"MQTT-3.1.2-24"_v5, "MQTT-3.1.2-25"_v5},
       [](Run& run) {
         auto pub = publisher_of_400(run);
         const auto maximum = size_sent(run, pub, small()) + 100;
         auto sub = limited_subscriber(run, maximum);
         pub.publish(large().qos1());
         pub.publish(small().qos1());
         must_keep_to(run, sub, maximum);
         run.must_hold("MQTT-3.1.2-25"_v5, true, "", "");
       },
       Need::qos_1},
      {"maximum-packet-size/is-not-exceeded-by-one-byte",
       {"MQTT-3.1.2-24"_v5},
       [](Run& run) {
         auto pub = publisher_of_400(run);
         const auto maximum = size_sent(run, pub, large()) - 1;
         auto sub = limited_subscriber(run, maximum);
         pub.publish(large().qos1());
         pub.publish(small().qos1());
         must_keep_to(run, sub, maximum);
       },
       Need::qos_1},
      {"maximum-packet-size/just-reached-is-sent",
       {"U5.0-2.1.4-2"_v5},
       [](Run& run) {
         auto pub = publisher_of_400(run);
         auto sub = limited_subscriber(run, size_sent(run, pub, large()));
         pub.publish(large().qos1());
         sub.should("U5.0-2.1.4-2"_v5, large());
       },
       Need::qos_1},
      {"maximum-packet-size/dropped-message-counts-as-sent",
       {"MQTT-3.1.2-25"_v5},
       [](Run& run) {
         // With one message at a time, one that is dropped must not hold up the next.
         auto pub = publisher_of_400(run);
         auto sub = limited_subscriber(run, size_sent(run, pub, small()) + 100, 1);
         for (int again = 0; again < 2; ++again) {
           pub.publish(large().qos1());
           pub.publish(small().qos1());
           sub.must("MQTT-3.1.2-25"_v5, small());
         }
       },
       Need::qos_1},
      {"maximum-packet-size/of-one-client-does-not-bind-another",
       {"MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto pub = publisher_of_400(run);
         auto bound = limited_subscriber(run, size_sent(run, pub, small()) + 100);
         auto free = subscribed(run, "t", at_least_once, "free");
         pub.publish(large().qos1());
         free.must("MQTT-4.5.0-1"_v5, large());
         bound.ping();  // the monitors see what came to it
       },
       Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
