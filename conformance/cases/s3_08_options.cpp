// 3.8.3.1  Subscription Options of 5.0: No Local and Retain Handling
#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

// A publisher that has just had "kept" retained on t.
Peer retaining(Run& run) {
  auto pub = run.client("pub");
  pub.publish(publish("t", "kept").qos1().retain());
  return pub;
}

// The same, and it is stored before anybody subscribes.
void retained(Run& run) {
  retaining(run);
  wait_until_stored(run, "t", publish("t", "kept"));
}

SubscribeSpec handling(std::uint16_t packet_id, RetainHandling handling) {
  return subscribe(packet_id).filter("t", at_least_once).retain_handling(handling);
}

using Option = SubscribeSpec& (SubscribeSpec::*)();

// Twice the same filter, an option of which changes: it is set the last time only, or only the
// first.
struct Change {
  Option option;
  bool set_last;
};

// As two packets, or as one.
enum class Packets : std::uint8_t { two, one };
void subscribe_twice(Run& run, Peer& sub, std::string_view topic, const Change& change,
                     Packets packets) {
  auto first = subscribe(10).filter(topic, at_least_once);
  if (!change.set_last) (first.*change.option)();
  auto last = packets == Packets::one ? first.filter(topic, at_least_once)
                                      : subscribe(11).filter(topic, at_least_once);
  if (packets == Packets::two) sub.subscribe(first);
  if (change.set_last) (last.*change.option)();
  granted(run, sub.subscribe(last), at_least_once);
}

// [MQTT-3.8.4-5]: as one packet they do what they do as two, if that is what [MQTT-3.8.4-3] asks
// for.
constexpr Cited in_one_packet = "MQTT-3.8.4-5"_v5;

void no_local_in_one_packet(Run& run, bool set_last) {
  const Change change{&SubscribeSpec::no_local, set_last};
  auto twice = run.client("twice");
  subscribe_twice(run, twice, "two packets", change, Packets::two);
  twice.publish(publish("two packets", "mine").qos1());
  if (twice.is_sent(publish("two packets", "mine")) == set_last)
    run.inconclusive("No Local as the second of two SUBSCRIBE packets says", "as the first says");
  auto both = run.client("both");
  subscribe_twice(run, both, "t", change, Packets::one);
  both.publish(publish("t", "mine").qos1());
  if (set_last)
    both.must_not_receive(in_one_packet, publish("t", "mine"));
  else
    both.must(in_one_packet, publish("t", "mine"));
}

void retain_as_published_in_one_packet(Run& run, bool set_last) {
  const Change change{&SubscribeSpec::retain_as_published, set_last};
  auto twice = run.client("twice");
  subscribe_twice(run, twice, "two packets", change, Packets::two);
  auto sub = run.client("sub");
  subscribe_twice(run, sub, "t", change, Packets::one);
  auto pub = run.client("pub");
  pub.publish(publish("two packets", "kept").qos1().retain());
  const auto expected = publish("two packets").retain(set_last);
  if (expected.mismatch(twice.expect(publish("two packets", "kept")).packet, run.setting()))
    run.inconclusive("RETAIN as the second of two SUBSCRIBE packets says", "as the first says");
  pub.publish(publish("t", "kept").qos1().retain());
  must_be(run, in_one_packet, sub.expect(publish("t", "kept")), publish("t").retain(set_last));
}

}  // namespace

std::span<const Case> s3_08_options() {
  static const Case cases[] = {
      // No Local
      {"no-local/own-messages-do-not-come-back",
       {"MQTT-3.8.3-3"_v5},
       [](Run& run) {
         auto both = run.client("both");
         both.subscribe(subscribe(10).filter("t", at_least_once).no_local());
         both.publish(publish("t", "mine").qos1());
         both.must_not_receive("MQTT-3.8.3-3"_v5, publish("t", "mine"));
       },
       Need::qos_1},
      {"no-local/messages-of-others-come",
       {"MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         granted(run, sub.subscribe(subscribe(10).filter("t", at_least_once).no_local()),
                 at_least_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "of another").qos1());
         sub.must("MQTT-4.5.0-1"_v5, publish("t", "of another"));
       },
       Need::qos_1},
      {"no-local/goes-by-client-identifier-not-by-connection",
       {"MQTT-3.8.3-3"_v5},
       [](Run& run) {
         auto both = run.client("both", Session::kept);
         both.subscribe(subscribe(10).filter("t", at_least_once).no_local());
         both.drop_connection();
         both.reconnect();
         both.publish(publish("t", "mine").qos1());
         both.must_not_receive("MQTT-3.8.3-3"_v5, publish("t", "mine"));
       },
       Need::qos_1},
      {"no-local/goes-when-its-subscription-is-made-without-it",
       {"MQTT-3.8.4-3"_v5},
       [](Run& run) {
         auto both = run.client("both");
         both.subscribe(subscribe(10).filter("t", at_least_once).no_local());
         granted(run, both.subscribe("t", at_least_once), at_least_once);
         both.publish(publish("t", "mine").qos1());
         both.must("MQTT-3.8.4-3"_v5, publish("t", "mine"));
       },
       Need::qos_1},
      {"retain-as-published/goes-when-its-subscription-is-made-without-it",
       {"MQTT-3.8.4-3"_v5, "MQTT-3.3.1-12"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(subscribe(10).filter("t", at_least_once).retain_as_published());
         granted(run, sub.subscribe("t", at_least_once), at_least_once);
         sub.ping();
         retaining(run);
         const auto kept = sub.expect(publish("t", "kept"));
         must_be(run, "MQTT-3.8.4-3"_v5, kept, publish("t").retain(false));
         must_be(run, "MQTT-3.3.1-12"_v5, kept, publish("t").retain(false));
       },
       Need::retain | Need::qos_1},
      {"no-local/comes-when-its-subscription-is-made-with-it",
       {"MQTT-3.8.4-3"_v5},
       [](Run& run) {
         auto both = run.client("both");
         granted(run, both.subscribe("t", at_least_once), at_least_once);
         both.subscribe(subscribe(10).filter("t", at_least_once).no_local());
         both.publish(publish("t", "mine").qos1());
         both.must_not_receive("MQTT-3.8.4-3"_v5, publish("t", "mine"));
       },
       Need::qos_1},
      {"retain-as-published/comes-when-its-subscription-is-made-with-it",
       {"MQTT-3.8.4-3"_v5, "MQTT-3.3.1-13"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         granted(run, sub.subscribe("t", at_least_once), at_least_once);
         sub.subscribe(subscribe(10).filter("t", at_least_once).retain_as_published());
         retaining(run);
         const auto kept = sub.expect(publish("t", "kept"));
         must_be(run, "MQTT-3.8.4-3"_v5, kept, publish("t").retain(true));
         must_be(run, "MQTT-3.3.1-13"_v5, kept, publish("t").retain(true));
       },
       Need::retain | Need::qos_1},
      {"no-local/is-added-by-an-equal-filter-in-the-same-packet",
       {in_one_packet},
       [](Run& run) { no_local_in_one_packet(run, true); },
       Need::qos_1},
      {"no-local/goes-by-an-equal-filter-in-the-same-packet",
       {in_one_packet},
       [](Run& run) { no_local_in_one_packet(run, false); },
       Need::qos_1},
      {"retain-as-published/is-added-by-an-equal-filter-in-the-same-packet",
       {in_one_packet},
       [](Run& run) { retain_as_published_in_one_packet(run, true); },
       Need::retain | Need::qos_1},
      {"retain-as-published/goes-by-an-equal-filter-in-the-same-packet",
       {in_one_packet},
       [](Run& run) { retain_as_published_in_one_packet(run, false); },
       Need::retain | Need::qos_1},
      {"no-local/own-retained-message-may-come-with-a-later-subscription",
       {"MQTT-3.8.3-3"_v5},
       [](Run& run) {
         auto both = run.client("both");
         both.publish(publish("t", "mine").qos1().retain());
         both.subscribe(subscribe(10).filter("t", at_least_once).no_local());
         run.client("pub").publish(publish("t", "of another").qos1());
         const auto came = messages_until(both, "t", "of another");
         run.debatable("MQTT-3.8.3-3"_v5, 47,
                       came.size() > 1 ? "the own retained message comes" : "it does not come");
       },
       Need::retain | Need::qos_1},
      {"no-local/on-a-shared-subscription-is-noticed",
       {"MQTT-3.8.3-4"_v5},
       [](Run& run) {
         run.detects("MQTT-3.8.3-4"_v5,
                     raw(subscribe(10).filter("$share/group/t")).byte(-1, 0x04).because("No Local"),
                     raw(subscribe(10).filter("$share/group/t")));
       },
       Need::shared_subscriptions},

      // Retain Handling
      {"retain-handling-0/sends-with-every-subscribe",
       {"MQTT-3.3.1-9"_v5, "MQTT-3.8.4-4"_v5},
       [](Run& run) {
         retained(run);
         auto sub = run.client("sub");
         sub.subscribe(handling(10, RetainHandling::send));
         sub.must("MQTT-3.3.1-9"_v5, publish("t", "kept"));
         sub.subscribe(handling(11, RetainHandling::send));
         sub.must("MQTT-3.8.4-4"_v5, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},
      {"retain-handling-1/sends-for-a-new-subscription",
       {"MQTT-3.3.1-10"_v5},
       [](Run& run) {
         retained(run);
         auto sub = run.client("sub");
         sub.subscribe(handling(10, RetainHandling::send_if_new));
         sub.must("MQTT-3.3.1-10"_v5, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},
      {"retain-handling-1/sends-nothing-for-an-existing-subscription",
       {"MQTT-3.3.1-10"_v5},
       [](Run& run) {
         retained(run);
         auto sub = run.client("sub");
         sub.subscribe(handling(10, RetainHandling::send));
         sub.expect(publish("t", "kept"));
         sub.subscribe(handling(11, RetainHandling::send_if_new));
         sub.must_not_receive("MQTT-3.3.1-10"_v5, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},
      {"retain-handling-1/sends-nothing-for-a-subscription-of-a-session-that-goes-on",
       {"MQTT-3.3.1-10"_v5},
       [](Run& run) {
         retained(run);
         auto sub = run.client("sub", Session::kept);
         sub.subscribe(handling(10, RetainHandling::do_not_send));
         sub.disconnect();
         const auto back = sub.reconnect();
         if (!back.as<Connack>().session_present)
           run.inconclusive("Session Present 1 (set-up)", "0");
         sub.subscribe(handling(11, RetainHandling::send_if_new));
         sub.must_not_receive("MQTT-3.3.1-10"_v5, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},
      {"retain-handling-1/sends-again-after-unsubscribe",
       {"MQTT-3.3.1-10"_v5},
       [](Run& run) {
         retained(run);
         auto sub = run.client("sub");
         sub.subscribe(handling(10, RetainHandling::do_not_send));
         sub.unsubscribe("t");
         sub.subscribe(handling(11, RetainHandling::send_if_new));
         sub.must("MQTT-3.3.1-10"_v5, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},
      {"retain-handling-1/sends-nothing-for-an-equal-filter-in-the-same-packet",
       {"MQTT-3.3.1-10"_v5},
       [](Run& run) {
         retained(run);
         auto sub = run.client("sub");
         sub.subscribe(handling(10, RetainHandling::do_not_send)
                           .filter("t", at_least_once)
                           .retain_handling(RetainHandling::send_if_new));
         sub.must_not_receive("MQTT-3.3.1-10"_v5, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},
      {"retain-handling-0/sends-again-for-an-equal-filter-in-the-same-packet",
       {in_one_packet},
       [](Run& run) {
         retained(run);
         auto twice = run.client("twice");
         twice.subscribe(handling(10, RetainHandling::send_if_new));
         twice.expect(publish("t", "kept"));
         twice.subscribe(handling(11, RetainHandling::send));
         twice.expect(publish("t", "kept"));
         auto sub = run.client("sub");
         sub.subscribe(handling(10, RetainHandling::send_if_new)
                           .filter("t", at_least_once)
                           .retain_handling(RetainHandling::send));
         for (int i = 0; i < 2; ++i) sub.must(in_one_packet, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},
      {"retain-handling-2/sends-nothing",
       {"MQTT-3.3.1-11"_v5},
       [](Run& run) {
         retained(run);
         auto sub = run.client("sub");
         sub.subscribe(handling(10, RetainHandling::do_not_send));
         sub.must_not_receive("MQTT-3.3.1-11"_v5, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},
      {"retain-handling-2/does-not-hold-back-what-is-published-later",
       {"MQTT-4.5.0-1"_v5, "U5.0-3.8.3.1-5"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.subscribe(handling(10, RetainHandling::do_not_send));
         retaining(run);
         sub.must("MQTT-4.5.0-1"_v5, publish("t", "kept"));
         run.should_hold("U5.0-3.8.3.1-5"_v5, true, "", "");
       },
       Need::retain | Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
