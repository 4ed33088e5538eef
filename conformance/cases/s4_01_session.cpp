// 4.1 (and 3.1.2.4, 3.1.4)  Session state: what is resumed, what is discarded, when it ends, and
// who takes it over
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited session_is_resumed = "MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-5"_v5;
constexpr Cited messages_are_stored = "MQTT-3.1.2-5"_v311 | "MQTT-4.5.0-1"_v5;
constexpr Cited clean_discards = "MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-4"_v5;
constexpr Cited subscriptions = "U3.1.1-3.1.2.4-7"_v311 | "U5.0-4.1-8"_v5;
constexpr Cited unacknowledged = "U3.1.1-3.1.2.4-8"_v311 | "U5.0-4.1-9"_v5;
constexpr Cited half_received = "U3.1.1-3.1.2.4-10"_v311 | "U5.0-4.1-11"_v5;
constexpr Cited existence = "U3.1.1-3.1.2.4-6"_v311 | "U5.0-4.1-7"_v5;
constexpr Cited old_client_is_disconnected = "MQTT-3.1.4-2"_v311 | "MQTT-3.1.4-3"_v5;

// A client with a kept Session and one subscription to "t".
Peer kept_subscription(Run& run, std::string_view name, Qos qos) {
  auto peer = run.client(name, Session::kept);
  granted(run, peer.subscribe("t", qos), qos);
  return peer;
}

}  // namespace

std::span<const Case> s4_01_session() {
  static const Case cases[] = {
      // What is resumed
      {"session/subscriptions-are-resumed",
       {session_is_resumed},
       [](Run& run) {
         auto peer = kept_subscription(run, "c", Qos::at_least_once);
         peer.disconnect();
         peer.reconnect();
         run.client("pub").publish(publish("t", "after the return").qos1());
         peer.must(session_is_resumed, publish("t", "after the return"));
       },
       Need::qos_1},

      {"session/subscriptions-are-kept-by-the-server",
       {state_is_kept, subscriptions},
       [](Run& run) {
         auto control = run.subscriber("t", Qos::at_most_once, "control");
         auto peer = kept_subscription(run, "c", Qos::at_most_once);
         peer.drop_connection();
         peer.reconnect();
         run.client("pub").publish(publish("t", "after the return"));
         control.expect(publish("t", "after the return"));  // it was not lost
         peer.must(state_is_kept, publish("t", "after the return"));
         run.should_hold(subscriptions, true, "", "");
       }},

      {"session/begins-where-there-is-none",
       {"MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-6"_v5},
       [](Run& run) {
         auto first = connect("fresh");
         if (run.is_v5()) first.with(Property::session_expiry_interval, 0);
         auto peer = run.client(first);
         leave(peer);
         // A Server may refuse all sessions that outlast their connection; 5.0 lets us see whether.
         if (run.is_v5()) run.client(connect("other").with(Property::session_expiry_interval, 120));
         peer.reopen(connect("fresh").keep_session());
         const bool accepted = is_accepted(run, peer);
         const auto* const expected = "accepted as other connections were";
         if (!accepted && !run.is_v5()) run.inconclusive(expected, "refused");
         run.must_hold("MQTT-3.1.2-4"_v311 | "MQTT-3.1.2-6"_v5, accepted, expected, "refused");
       }},

      {"session/maximum-qos-of-a-subscription-is-kept",
       {state_is_kept, subscriptions},
       [](Run& run) {
         auto peer = kept_subscription(run, "c", Qos::at_least_once);
         peer.drop_connection();
         peer.reconnect();
         run.client("pub").publish(publish("t", "after the return").qos1());
         const auto got = peer.must(state_is_kept, publish("t", "after the return"));
         must_be(run, state_is_kept, got, publish("t").qos1());
         run.should_hold(subscriptions, true, "", "");
       },
       Need::qos_1},

      {"session/messages-are-stored-for-an-absent-client",
       {messages_are_stored, session_is_resumed},
       [](Run& run) {
         auto away = kept_subscription(run, "away", Qos::exactly_once);
         away.disconnect();
         auto pub = run.client("pub");
         pub.publish(publish("t", "one").qos1());
         pub.publish(publish("t", "two").qos2());
         away.reconnect();
         away.must(messages_are_stored, publish("t", "one"));
         away.must(session_is_resumed, publish("t", "two"));
       },
       Need::qos_1 | Need::qos_2},

      {"session/messages-are-stored-after-the-connection-failed",
       {messages_are_stored},
       [](Run& run) {
         auto away = kept_subscription(run, "away", Qos::at_least_once);
         away.drop_connection();
         run.client("pub").publish(publish("t", "waiting").qos1());
         away.reconnect();
         away.must(messages_are_stored, publish("t", "waiting"));
       },
       Need::qos_1},

      {"session/qos-0-messages-may-be-stored",
       {"U3.1.1-3.1.2.4-1"_v311 | "U5.0-4.1-10"_v5, messages_are_stored},
       [](Run& run) {
         auto away = kept_subscription(run, "away", Qos::at_least_once);
         away.disconnect();
         auto pub = run.client("pub");
         pub.publish(publish("t", "zero"));
         pub.publish(publish("t", "one").qos1());
         away.reconnect();
         away.must(messages_are_stored, publish("t", "one"));
         away.may("U3.1.1-3.1.2.4-1"_v311 | "U5.0-4.1-10"_v5, publish("t", "zero"));
       },
       Need::qos_1},

      {"session/unacknowledged-messages-are-sent-again",
       {state_is_kept, unacknowledged, "MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5,
        "MQTT-3.3.1-1"_v311 | "MQTT-3.3.1-1"_v5},
       [](Run& run) {
         auto sub = kept_subscription(run, "sub", Qos::at_least_once);
         sub.answer_by_hand();
         auto pub = run.client("pub");
         pub.publish(publish("t", "unanswered").qos1());
         const auto id = packet_id(sub.expect(publish("t", "unanswered").qos1()));
         sub.drop_connection();
         sub.reconnect();
         const auto again =
             sub.must("MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5, publish("t", "unanswered").qos1());
         must_be(run, "MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5, again, publish("t").qos1(id));
         must_be(run, "MQTT-3.3.1-1"_v311 | "MQTT-3.3.1-1"_v5, again, publish("t").dup());
         sub.drop_connection();
         sub.reconnect();
         sub.must(state_is_kept, publish("t", "unanswered").qos1());
         run.should_hold(unacknowledged, true, "", "");
       },
       Need::qos_1},

      {"session/half-received-messages-are-remembered",
       {state_is_kept, half_received},
       [](Run& run) {
         auto sub = subscribed(run, "t", Qos::exactly_once);
         auto pub = run.client("pub", Session::kept);
         pub.send(publish("t", "once").qos2(7));
         pub.expect(pubrec(7));
         pub.drop_connection();
         pub.reconnect();
         pub.send(pubrel(7));
         pub.expect(pubcomp(7).any_code());
         sub.must(state_is_kept, publish("t", "once"));
         run.should_hold(half_received, true, "", "");
       },
       Need::qos_2},

      {"session/exists-though-empty",
       {state_is_kept, existence},
       [](Run& run) {
         // Session Present is all that shows of it, and has to be right where more can be seen.
         auto other = run.client("other", Session::kept);
         mark(other);
         leave(other);
         if (!finds_session(other, connect("other").keep_session()))
           run.inconclusive("Session Present 1 of a Session with a subscription", "0");
         auto peer = run.client("c", Session::kept);
         leave(peer);
         must_find_session(run, peer, connect("c").keep_session(), state_is_kept);
         run.should_hold(existence, true, "", "");
       }},

      // What is discarded
      {"session/clean-connection-discards-subscriptions",
       {clean_discards},
       [](Run& run) {
         auto control = run.subscriber("t", Qos::at_most_once, "control");
         auto peer = kept_subscription(run, "c", Qos::at_least_once);
         peer.disconnect();
         peer.reconnect(connect("c"));
         run.client("pub").publish(publish("t", "new"));
         control.expect(publish("t", "new"));
         peer.must_not_receive(clean_discards, publish("t", "new"));
       }},

      {"session/clean-connection-discards-stored-messages",
       {clean_discards},
       [](Run& run) {
         auto away = kept_subscription(run, "away", Qos::at_least_once);
         away.disconnect();
         auto pub = run.client("pub");
         pub.publish(publish("t", "stored").qos1());
         away.reconnect(connect("away"));
         away.subscribe("t", Qos::at_least_once);
         away.must_not_receive(clean_discards, publish("t", "stored"));
       },
       Need::qos_1},

      {"session/discarded-state-does-not-come-back",
       {"MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-6"_v5},
       [](Run& run) {
         auto away = kept_subscription(run, "away", Qos::at_least_once);
         away.disconnect();
         auto pub = run.client("pub");
         pub.publish(publish("t", "stored").qos1());
         away.reconnect(connect("away"));
         leave(away);
         away.reconnect(connect("away").keep_session());
         away.must_not_receive("MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-6"_v5, publish("t", "stored"));
       },
       Need::qos_1},

      {"session/ends-with-a-clean-connection",
       {"MQTT-3.1.2-6"_v311 | "MQTT-4.1.0-2"_v5},
       [](Run& run) {
         auto peer = subscribed(run, "t", Qos::at_least_once, "c");
         leave(peer);
         auto pub = run.client("pub");
         pub.publish(publish("t", "nobody there").qos1());
         peer.reconnect(connect("c").keep_session());
         peer.must_not_receive("MQTT-3.1.2-6"_v311 | "MQTT-4.1.0-2"_v5,
                               publish("t", "nobody there"));
       },
       Need::qos_1},

      {"session/retained-messages-outlive-it",
       {"MQTT-3.1.2-7"_v311 | "U5.0-4.1-13"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.publish(publish("t", "kept").qos1().retain());
         leave(pub);
         auto sub = run.subscriber("t");
         if (run.is_v5())
           sub.should("U5.0-4.1-13"_v5, publish("t", "kept").retain());
         else
           sub.must("MQTT-3.1.2-7"_v311, publish("t", "kept").retain());
       },
       Need::qos_1 | Need::retain},

      // How long it lasts
      {"session/lasts-as-long-as-its-connection",
       {"MQTT-4.1.0-2"_v311 | "MQTT-4.1.0-1"_v5},
       [](Run& run) {
         auto peer = run.client(connect("c").keep_session(1));
         granted(run, peer.subscribe("t", Qos::at_least_once), Qos::at_least_once);
         run.let_time_pass(2'500);
         run.client("pub").publish(publish("t", "still there").qos1());
         peer.must("MQTT-4.1.0-2"_v311 | "MQTT-4.1.0-1"_v5, publish("t", "still there"));
       },
       Need::qos_1},

      {"session/does-not-expire-while-connected",
       {"MQTT-4.1.0-1"_v5},
       [](Run& run) {
         auto peer = lasting(run, 2);
         run.let_time_pass(3'500);
         peer.drop_connection();
         const auto since = run.now();
         must_resume_within(run, peer, connect("c").keep_session(2), "MQTT-4.1.0-1"_v5, since,
                            2'000);
       }},

      {"session/does-not-expire-by-default-in-3.1.1",
       {"MQTT-4.1.0-1"_v311},
       [](Run& run) {
         auto peer = run.client("c", Session::kept);
         mark(peer);
         peer.disconnect();
         run.let_time_pass(3'000);
         must_resume(run, peer, connect("c").keep_session(), "MQTT-4.1.0-1"_v311);
       }},

      {"session/is-there-before-its-expiry-interval-is-over",
       {"MQTT-3.1.2-23"_v5},
       [](Run& run) {
         auto peer = lasting(run, 5);
         const auto since = run.now();
         peer.drop_connection();
         run.let_time_pass(3'000);
         must_resume_within(run, peer, connect("c").keep_session(), "MQTT-3.1.2-23"_v5, since,
                            4'000);
       }},

      // A Server that looks for expired Sessions only now and then is late, not wrong.
      {"session/is-gone-after-its-expiry-interval",
       {"MQTT-4.1.0-2"_v5, "U5.0-4.1-2"_v5},
       [](Run& run) {
         auto peer = lasting(run, 1);
         peer.drop_connection();
         run.let_time_pass(2'800);
         bool gone = !finds_session(peer, connect("c").keep_session(1));
         run.should_hold("U5.0-4.1-2"_v5, gone, "no Session 1.8 s after it expired", "it is there");
         if (!gone) {
           peer.drop_connection();
           run.let_time_pass(1'000 + run.settings().late_limit);
           gone = !finds_session(peer, connect("c").keep_session(1));
         }
         run.must_hold("MQTT-4.1.0-2"_v5, gone, "no Session long after it expired", "it is there");
       }},

      {"session/expiry-interval-counts-from-the-last-closing",
       {"MQTT-3.1.2-23"_v5},
       [](Run& run) {
         auto peer = lasting(run, 5);
         for (int i = 0; i < 2; ++i) {
           const auto since = run.now();
           peer.drop_connection();
           run.let_time_pass(2'500);
           must_resume_within(run, peer, connect("c").keep_session(5), "MQTT-3.1.2-23"_v5, since,
                              4'000);
         }
       }},

      {"session/ends-at-once-without-expiry-interval",
       {"MQTT-4.1.0-2"_v5, "U5.0-3.1.2.11.2-2"_v5, "U5.0-3.1.2.11.2-3"_v5},
       [](Run& run) {
         auto peer = run.client(connect("c").clean(false));
         leave(peer);
         must_start_afresh(run, peer, connect("c").clean(false), "MQTT-4.1.0-2"_v5);
         run.should_hold("U5.0-3.1.2.11.2-2"_v5, true, "", "");
         const auto zero = connect("c").clean(false).with(Property::session_expiry_interval, 0);
         peer.reconnect(zero);
         leave(peer);
         must_start_afresh(run, peer, zero, "MQTT-4.1.0-2"_v5);
         run.should_hold("U5.0-3.1.2.11.2-3"_v5, true, "", "");
       }},

      {"session/need-not-expire",
       {"MQTT-3.1.2-23"_v5, "U5.0-3.1.2.11.2-4"_v5},
       [](Run& run) {
         auto peer = lasting(run, 0xFFFF'FFFF);
         peer.drop_connection();
         run.let_time_pass(3'000);
         must_resume(run, peer, connect("c").keep_session(0xFFFF'FFFF), "MQTT-3.1.2-23"_v5);
         run.should_hold("U5.0-3.1.2.11.2-4"_v5, true, "", "");
       }},

      // 3.1.4  Who takes it over
      {"takeover/old-connection-is-closed",
       {old_client_is_disconnected},
       [](Run& run) {
         auto old = run.client("same");
         auto displacing = run.client("same");
         old.must_close(old_client_is_disconnected);
         displacing.ping();
       }},

      {"takeover/of-a-kept-session-closes-the-old-connection",
       {old_client_is_disconnected},
       [](Run& run) {
         auto old = run.client("same", Session::kept);
         mark(old);
         auto displacing = run.client("same", Session::kept);
         old.must_close(old_client_is_disconnected);
         displacing.ping();
       }},

      {"takeover/newcomer-is-not-refused",
       {old_client_is_disconnected},
       [](Run& run) {
         run.client("same");
         auto newcomer = run.client("plain");
         newcomer.reopen(connect("same"));
         run.must_hold(old_client_is_disconnected, is_accepted(run, newcomer),
                       "accepted as the old connection was", "refused while that is open");
       }},

      {"takeover/goes-on-with-the-session",
       {session_is_resumed, "MQTT-3.2.2-2"_v311 | "MQTT-3.2.2-3"_v5},
       [](Run& run) {
         auto old = kept_subscription(run, "same", Qos::at_least_once);
         auto displacing = run.client("plain");
         must_find_session(run, displacing, connect("same").keep_session(),
                           "MQTT-3.2.2-2"_v311 | "MQTT-3.2.2-3"_v5);
         old.expect_close();
         run.client("pub").publish(publish("t", "for the new one").qos1());
         displacing.must(session_is_resumed, publish("t", "for the new one"));
       },
       Need::qos_1},

      {"takeover/by-a-clean-connection-discards-the-session",
       {"MQTT-3.1.4-3"_v311 | "MQTT-3.1.4-4"_v5, clean_discards},
       [](Run& run) {
         auto old = kept_subscription(run, "same", Qos::at_most_once);
         auto displacing = run.client("plain");
         must_start_afresh(run, displacing, connect("same"),
                           "MQTT-3.1.4-3"_v311 | "MQTT-3.1.4-4"_v5);
         old.expect_close();
         run.client("pub").publish(publish("t", "for nobody"));
         displacing.must_not_receive(clean_discards, publish("t", "for nobody"));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
