// 3.3.1.3  RETAIN: what is stored, replaced and cleared, and the flag in what is forwarded
#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

// A publisher that has just had a message retained on `topic`.
Peer retaining(Run& run, const Topic& topic, std::string_view text) {
  auto pub = run.client("pub");
  pub.publish(publish(topic, text).qos1().retain());
  return pub;
}

}  // namespace

std::span<const Case> s3_03_1_retain() {
  static const Case cases[] = {
      // Storing
      {"retain/is-stored-for-future-subscribers",
       {"MQTT-3.3.1-5"_v311 | "MQTT-3.3.1-5"_v5},
       [](Run& run) {
         retaining(run, "t", "kept");
         wait_until_stored(run, "t", publish("t", "kept"));
         auto late = run.subscriber("t", at_least_once);
         late.must("MQTT-3.3.1-5"_v311 | "MQTT-3.3.1-5"_v5, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},
      {"retain/a-newer-message-replaces-the-older",
       {"MQTT-3.3.1-5"_v311 | "MQTT-3.3.1-5"_v5, "MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5},
       [](Run& run) {
         auto pub = retaining(run, "t", "old");
         wait_until_stored(run, "t", publish("t", "old"));
         pub.publish(publish("t", "new").qos1().retain());
         wait_until_gone(run, "t", publish("t", "old"));
         auto late = run.subscriber("t", at_least_once);
         late.must("MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5, publish("t", "new"));
         late.must_not_receive("MQTT-3.3.1-5"_v311 | "MQTT-3.3.1-5"_v5, publish("t", "old"));
       },
       Need::retain | Need::qos_1},
      {"retain/each-matching-topic-has-its-own",
       {"MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5},
       [](Run& run) {
         auto pub = retaining(run, "r/a", "of a");
         pub.publish(publish("r/b", "of b").qos1().retain());
         wait_until_stored(run, "r/b", publish("r/b", "of b"));
         auto late = run.subscriber("r/+", at_least_once);
         late.must("MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5, publish("r/a", "of a"));
         late.must("MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5, publish("r/b", "of b"));
       },
       Need::retain | Need::qos_1 | Need::wildcard},
      {"retain/number-sign-brings-that-of-the-level-above",
       {"MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5},
       [](Run& run) {
         retaining(run, "r/a", "kept");
         wait_until_stored(run, "r/a", publish("r/a", "kept"));
         auto late = run.subscriber("r/a/#", at_least_once);
         late.must("MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5, publish("r/a", "kept"));
       },
       Need::retain | Need::qos_1 | Need::wildcard},
      {"retain/is-not-sent-where-the-filter-does-not-match",
       {"MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5},
       [](Run& run) {
         retaining(run, "other", "not for you");
         auto late = run.subscriber("t", at_least_once);
         late.must_not_receive("MQTT-3.3.2-3"_v311 | "MQTT-3.3.2-3"_v5, publish("other"));
       },
       Need::retain | Need::qos_1},
      {"retain/keeps-its-qos",
       {"MQTT-3.3.1-5"_v311, "MQTT-3.8.4-6"_v311 | "MQTT-3.8.4-8"_v5},
       [](Run& run) {
         retaining(run, "t", "kept");
         wait_until_stored(run, "t", publish("t", "kept"));
         auto low = run.subscriber("t", at_most_once, "low");
         must_be(run, "MQTT-3.8.4-6"_v311 | "MQTT-3.8.4-8"_v5, low.expect(publish("t", "kept")),
                 publish("t").qos0());
         auto high = subscribed(run, "t", at_least_once, "high");
         const auto kept = high.expect(publish("t", "kept"));
         must_be(run, "MQTT-3.8.4-6"_v311 | "MQTT-3.8.4-8"_v5, kept, publish("t").qos1());
         if (!run.is_v5()) must_be(run, "MQTT-3.3.1-5"_v311, kept, publish("t").qos1());
       },
       Need::retain | Need::qos_1},
      {"retain/outlives-the-session-of-its-publisher",
       {"MQTT-3.1.2-7"_v311, "U5.0-4.1-13"_v5},
       [](Run& run) {
         auto pub = retaining(run, "t", "kept");
         pub.disconnect();
         wait_until_stored(run, "t", publish("t", "kept"));
         auto late = run.subscriber("t", at_least_once);
         if (run.is_v5())
           late.should("U5.0-4.1-13"_v5, publish("t", "kept"));
         else
           late.must("MQTT-3.1.2-7"_v311, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},

      // RETAIN 0
      {"retain/unflagged-message-is-not-stored",
       {"MQTT-3.3.1-12"_v311 | "MQTT-3.3.1-8"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.publish(publish("t", "passing").qos1());
         wait_until_gone(run, "t", publish("t", "passing"));
         auto late = run.subscriber("t", at_least_once);
         late.must_not_receive("MQTT-3.3.1-12"_v311 | "MQTT-3.3.1-8"_v5, publish("t", "passing"));
       },
       Need::qos_1},
      {"retain/unflagged-message-leaves-the-stored-one",
       {"MQTT-3.3.1-12"_v311 | "MQTT-3.3.1-8"_v5},
       [](Run& run) {
         auto pub = retaining(run, "t", "kept");
         run.subscriber("t", at_least_once, "early").expect(publish("t", "kept"));
         pub.publish(publish("t", "passing").qos1());
         pub.publish(publish("t", "").qos1());
         wait_until_gone(run, "t", publish("t", "passing"));
         auto late = run.subscriber("t", at_least_once);
         late.must("MQTT-3.3.1-12"_v311 | "MQTT-3.3.1-8"_v5, publish("t", "kept"));
         late.must_not_receive("MQTT-3.3.1-12"_v311 | "MQTT-3.3.1-8"_v5, publish("t", "passing"));
       },
       Need::retain | Need::qos_1},

      // The empty payload
      {"retain/empty-payload-clears",
       {"MQTT-3.3.1-10"_v311 | "MQTT-3.3.1-6"_v5},
       [](Run& run) {
         auto pub = retaining(run, "t", "kept");
         wait_until_stored(run, "t", publish("t", "kept"));
         pub.publish(publish("t", "").qos1().retain());
         wait_until_gone(run, "t", publish("t", "kept"));
         auto late = run.subscriber("t", at_least_once);
         late.must_not_receive("MQTT-3.3.1-10"_v311 | "MQTT-3.3.1-6"_v5, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},
      {"retain/empty-payload-clears-its-own-topic-alone",
       {"MQTT-3.3.1-10"_v311 | "MQTT-3.3.1-6"_v5, "MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5},
       [](Run& run) {
         auto pub = retaining(run, "r/a", "of a");
         pub.publish(publish("r/b", "of b").qos1().retain());
         wait_until_stored(run, "r/b", publish("r/b", "of b"));
         pub.publish(publish("r/a", "").qos1().retain());
         wait_until_gone(run, "r/a", publish("r/a", "of a"));
         auto late = run.subscriber("r/+", at_least_once);
         late.must("MQTT-3.3.1-6"_v311 | "MQTT-3.3.1-9"_v5, publish("r/b", "of b"));
         late.must_not_receive("MQTT-3.3.1-10"_v311 | "MQTT-3.3.1-6"_v5, publish("r/a", "of a"));
       },
       Need::retain | Need::qos_1 | Need::wildcard},
      {"retain/empty-payload-reaches-current-subscribers",
       {"MQTT-3.3.1-10"_v311 | "MQTT-3.3.1-6"_v5, "MQTT-3.3.1-9"_v311 | "MQTT-3.3.1-12"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         sub.ping();
         auto pub = run.client("pub");
         pub.publish(publish("t", "").qos1().retain());
         const auto seen = sub.must("MQTT-3.3.1-10"_v311 | "MQTT-3.3.1-6"_v5, publish("t", ""));
         must_be(run, "MQTT-3.3.1-9"_v311 | "MQTT-3.3.1-12"_v5, seen, publish("t").retain(false));
       },
       Need::retain | Need::qos_1},
      {"retain/empty-payload-is-not-stored",
       {"MQTT-3.3.1-11"_v311 | "MQTT-3.3.1-7"_v5},
       [](Run& run) {
         auto pub = retaining(run, "t", "kept");
         pub.publish(publish("t", "").qos1().retain());
         wait_until_gone(run, "t", publish("t", ""));
         auto late = run.subscriber("t", at_least_once);
         late.must_not_receive("MQTT-3.3.1-11"_v311 | "MQTT-3.3.1-7"_v5, publish("t", ""));
       },
       Need::retain | Need::qos_1},

      // QoS 0
      {"retain/qos-0-ousts-the-older-message",
       {"MQTT-3.3.1-7"_v311 | "MQTT-3.3.1-5"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("t", at_most_once, "watcher");
         auto pub = retaining(run, "t", "old");
         // Messages of different QoS may overtake one another (4.6).
         wait_until_stored(run, "t", publish("t", "old"));
         pub.publish(publish("t", "new").retain());
         watcher.expect(publish("t", "new"));  // the Server has it
         wait_until_gone(run, "t", publish("t", "old"));
         auto late = run.subscriber("t", at_least_once);
         late.must_not_receive("MQTT-3.3.1-7"_v311 | "MQTT-3.3.1-5"_v5, publish("t", "old"));
       },
       Need::retain | Need::qos_1},
      {"retain/qos-0-is-stored",
       {"U5.0-3.3.1.3-4"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("t", at_most_once, "watcher");
         auto pub = run.client("pub");
         pub.publish(publish("t", "kept").retain());
         watcher.expect(publish("t", "kept"));
         pub.ping();
         wait_until_stored(run, "t", publish("t", "kept"));
         auto late = run.subscriber("t");
         late.should("U5.0-3.3.1.3-4"_v5, publish("t", "kept"));
       },
       Need::retain},

      // The flag in what is sent
      {"retain/flag-is-1-for-a-new-subscription",
       {"MQTT-3.3.1-8"_v311, "U5.0-3.3.1.3-3"_v5},
       [](Run& run) {
         retaining(run, "t", "kept");
         wait_until_stored(run, "t", publish("t", "kept").retain());
         auto late = run.subscriber("t", at_least_once);
         const auto kept = late.expect(publish("t", "kept"));
         if (run.is_v5())
           should_be(run, "U5.0-3.3.1.3-3"_v5, kept, publish("t").retain());
         else
           must_be(run, "MQTT-3.3.1-8"_v311, kept, publish("t").retain());
       },
       Need::retain | Need::qos_1},
      {"retain/flag-is-0-for-an-established-subscription",
       {"MQTT-3.3.1-9"_v311 | "MQTT-3.3.1-12"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         sub.ping();  // what the subscription itself brings has come
         retaining(run, "t", "kept");
         auto kept = sub.expect(publish("t", "kept"));
         // A copy with RETAIN may still be one that the subscription brings (spec/ambiguities.md,
         // 50).
         if (kept.as<Publish>().retain && sub.is_sent(publish("t", "kept").retain(false)))
           return run.remark("the retained message comes for the subscription as well");
         must_be(run, "MQTT-3.3.1-9"_v311 | "MQTT-3.3.1-12"_v5, kept, publish("t").retain(false));
       },
       Need::retain | Need::qos_1},
      {"retain/flag-is-0-for-a-client-that-was-away",
       {"MQTT-3.3.1-9"_v311 | "MQTT-3.3.1-12"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         sub.disconnect();
         retaining(run, "t", "kept");
         sub.reconnect();
         const auto kept = sub.expect(publish("t", "kept"));
         must_be(run, "MQTT-3.3.1-9"_v311 | "MQTT-3.3.1-12"_v5, kept, publish("t").retain(false));
         sub.send(puback(packet_id(kept)));
       },
       Need::retain | Need::qos_1},
      {"retain/flag-is-kept-with-retain-as-published",
       {"MQTT-3.3.1-13"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(subscribe(10).filter("t", at_least_once).retain_as_published());
         auto pub = retaining(run, "t", "kept");
         must_be(run, "MQTT-3.3.1-13"_v5, sub.expect(publish("t", "kept")), publish("t").retain());
         pub.publish(publish("t", "passing").qos1());
         must_be(run, "MQTT-3.3.1-13"_v5, sub.expect(publish("t", "passing")),
                 publish("t").retain(false));
       },
       Need::retain | Need::qos_1},
      {"retain/flag-is-kept-with-retain-as-published-for-a-client-that-was-away",
       {"MQTT-3.3.1-13"_v5},
       [](Run& run) {
         auto sub = run.client("sub", Session::kept);
         granted(run, sub.subscribe(subscribe(10).filter("t", at_least_once).retain_as_published()),
                 at_least_once);
         sub.disconnect();
         auto pub = retaining(run, "t", "kept");
         sub.reconnect();
         must_be(run, "MQTT-3.3.1-13"_v5, sub.expect(publish("t", "kept")), publish("t").retain());
         pub.publish(publish("t", "later").qos1().retain());
         must_be(run, "MQTT-3.3.1-13"_v5, sub.expect(publish("t", "later")), publish("t").retain());
       },
       Need::retain | Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
