// 3.1.2.5 to 3.1.2.7  Will Flag, Will QoS, Will Retain: when and how a Will Message is published
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited will_is_stored = "MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-7"_v5;
constexpr Cited will_is_published = "MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5;

// A client with a Will on the topic "will", whose payload is the client's name.
Peer client_with_will(Run& run, std::string_view name) {
  return run.client(connect(name).will(will("will", name)));
}

// Shows that Wills are published, so that whatever was due before would have come by now.
void another_will_is_published(Run& run, Peer& watcher) {
  client_with_will(run, "other").drop_connection();
  watcher.expect(publish("will", "other"));
}

// A Client connects again while it is connected, and has a Will. 5.0 makes an exception of its own
// for a new connection, so that there it is no must.
void must_publish_on_takeover(Run& run, Session session) {
  auto watcher = run.subscriber("will");
  auto with_will = connect("same").will(will("will", "same"));
  if (session == Session::kept) with_will.keep_session();
  run.client(with_will);
  const auto since = run.now();
  run.client("same", session);
  if (run.is_v5())
    watcher.should("U5.0-3.1.4-6"_v5, publish("will", "same"));
  else
    watcher.must_within("MQTT-3.1.2-8"_v311, publish("will", "same"), since, at_once(run));
}

}  // namespace

std::span<const Case> s3_01_2_5_will() {
  static const Case cases[] = {
      {"will/is-published-when-the-connection-fails",
       {will_is_published},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto lost = client_with_will(run, "lost");
         const auto since = run.now();
         lost.drop_connection();
         watcher.must_within(will_is_published, publish("will", "lost"), since, at_once(run));
       }},

      {"will/is-published-promptly",
       {"U3.1.1-3.1.2.5-6"_v311 | "U5.0-3.1.2.5-7"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         client_with_will(run, "lost").drop_connection();
         watcher.should("U3.1.1-3.1.2.5-6"_v311 | "U5.0-3.1.2.5-7"_v5, publish("will", "lost"));
       }},

      {"will/is-published-after-a-network-failure",
       {will_is_published, "U3.1.1-3.1.2.5-2"_v311 | "U5.0-3.1.2.5-3"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         const auto since = run.now();
         client_with_will(run, "lost").drop_connection();
         watcher.must_within(will_is_published, publish("will", "lost"), since, at_once(run));
         run.should_hold("U3.1.1-3.1.2.5-2"_v311 | "U5.0-3.1.2.5-3"_v5, true, "", "");
       }},

      {"will/is-published-when-the-client-closes-without-disconnect",
       {will_is_published, "U3.1.1-3.1.2.5-4"_v311 | "U5.0-3.1.2.5-5"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         const auto since = run.now();
         client_with_will(run, "rude").drop_connection();
         watcher.must_within(will_is_published, publish("will", "rude"), since, at_once(run));
         run.should_hold("U3.1.1-3.1.2.5-4"_v311 | "U5.0-3.1.2.5-5"_v5, true, "", "");
       }},

      {"will/is-published-when-the-server-closes-for-an-error",
       {will_is_published, "U3.1.1-3.1.2.5-5"_v311 | "U5.0-3.1.2.5-6"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto wrong = client_with_will(run, "wrong");
         const auto since = run.now();
         wrong.send_illegal(connect("wrong"));
         wrong.expect_close();
         watcher.must_within(will_is_published, publish("will", "wrong"), since, at_once(run));
         run.should_hold("U3.1.1-3.1.2.5-5"_v311 | "U5.0-3.1.2.5-6"_v5, true, "", "");
       }},

      {"will/is-not-published-while-the-connection-is-open",
       {will_is_published},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         client_with_will(run, "alive");
         another_will_is_published(run, watcher);
         watcher.must_not_receive(will_is_published, publish("will", "alive"));
       }},

      {"will/is-not-published-without-will-flag",
       {"MQTT-3.1.2-12"_v311 | "MQTT-3.1.2-10"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto peer = client_with_will(run, "first");
         leave(peer);
         peer.reconnect(connect("first"));
         peer.drop_connection();
         another_will_is_published(run, watcher);
         watcher.must_not_receive("MQTT-3.1.2-12"_v311 | "MQTT-3.1.2-10"_v5,
                                  publish("will", "first"));
       }},

      {"will/is-published-once",
       {"MQTT-3.1.2-10"_v311 | "MQTT-3.1.2-10"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto peer = client_with_will(run, "once");
         peer.drop_connection();
         watcher.expect(publish("will", "once"));
         peer.reconnect(connect("once").keep_session());
         peer.drop_connection();
         another_will_is_published(run, watcher);
         watcher.must_not_receive("MQTT-3.1.2-10"_v311 | "MQTT-3.1.2-10"_v5,
                                  publish("will", "once"));
       }},

      {"will/of-the-latest-connect-replaces-the-old-one",
       {will_is_stored},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto peer = run.client(connect("c").will(will("will", "old")));
         leave(peer);
         peer.reconnect(connect("c").will(will("will", "new")));
         const auto since = run.now();
         peer.drop_connection();
         watcher.must_within(will_is_stored, publish("will", "new"), since, at_once(run));
         watcher.must_not_receive(will_is_stored, publish("will", "old"));
       }},

      {"will/is-published-on-takeover",
       {"MQTT-3.1.2-8"_v311 | "U5.0-3.1.4-6"_v5},
       [](Run& run) { must_publish_on_takeover(run, Session::clean); }},
      {"will/is-published-on-takeover-of-a-kept-session",
       {"MQTT-3.1.2-8"_v311 | "U5.0-3.1.4-6"_v5},
       [](Run& run) { must_publish_on_takeover(run, Session::kept); }},

      // 3.1.2.6  Will QoS
      {"will/has-the-will-qos",
       {"MQTT-3.1.2-9"_v311 | "MQTT-3.8.4-8"_v5, will_is_published},
       [](Run& run) {
         auto watcher = subscribed(run, "will", Qos::exactly_once, "watcher");
         auto plain = run.client("plain");
         for (const auto qos : {Qos::at_most_once, Qos::at_least_once, Qos::exactly_once}) {
           // Any other message has to come at the QoS at which it was published, too.
           plain.publish(publish("will", "no will").at(qos));
           if (watcher.expect(publish("will", "no will")).as<Publish>().qos != qos)
             run.inconclusive("a message at the QoS at which it was published", "at another");
           auto lost = run.client(connect("lost").will(will("will", "x").qos(qos)));
           const auto since = run.now();
           lost.drop_connection();
           const auto got =
               watcher.must_within(will_is_published, publish("will", "x"), since, at_once(run));
           must_be(run, "MQTT-3.1.2-9"_v311 | "MQTT-3.8.4-8"_v5, got, publish("will").at(qos));
         }
       },
       Need::qos_2},

      // 3.1.2.7  Will Retain
      {"will/is-not-retained-with-will-retain-0",
       {"MQTT-3.1.2-16"_v311 | "MQTT-3.1.2-14"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will", Qos::at_most_once, "watcher");
         client_with_will(run, "lost").drop_connection();
         watcher.expect(publish("will", "lost"));
         wait_until_gone(run, "will", publish("will", "lost"));
         auto late = run.subscriber("will", Qos::at_most_once, "late");
         late.must_not_receive("MQTT-3.1.2-16"_v311 | "MQTT-3.1.2-14"_v5, publish("will", "lost"));
       }},

      {"will/is-retained-with-will-retain-1",
       {"MQTT-3.1.2-17"_v311 | "MQTT-3.1.2-15"_v5, "MQTT-3.3.1-8"_v311, "U5.0-3.3.1.3-3"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will", Qos::at_most_once, "watcher");
         run.client(connect("lost").will(will("will", "kept").qos(Qos::at_least_once).retain()))
             .drop_connection();
         watcher.expect(publish("will", "kept"));
         wait_until_stored(run, "will", publish("will", "kept"));
         auto late = run.subscriber("will", Qos::at_most_once, "late");
         const auto kept =
             late.must("MQTT-3.1.2-17"_v311 | "MQTT-3.1.2-15"_v5, publish("will", "kept"));
         if (run.is_v5())
           should_be(run, "U5.0-3.3.1.3-3"_v5, kept, publish("will").retain());
         else
           must_be(run, "MQTT-3.3.1-8"_v311, kept, publish("will").retain());
       },
       Need::retain | Need::qos_1},

      // 3.1.3.3 | 3.1.3.4  Will Message, Will Payload
      {"will/payload-is-published-without-its-length",
       {will_is_published, "U3.1.1-3.1.3.3-2"_v311},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         for (const std::string_view payload : {std::string_view("\0\x01z", 3), {}}) {
           auto lost = run.client(connect("lost").will(will("will", payload)));
           const auto since = run.now();
           lost.drop_connection();
           const auto got =
               watcher.must_within(will_is_published, publish("will"), since, at_once(run));
           if (run.is_v5())
             must_be(run, "MQTT-3.1.2-8"_v5, got, publish("will", payload));
           else
             should_be(run, "U3.1.1-3.1.3.3-2"_v311, got, publish("will", payload));
         }
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
