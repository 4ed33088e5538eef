// 3.3.1.1  DUP: a message that comes with it may be new to the Server, and one that the Server
// sends with it must have been sent before
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

constexpr Cited answers_qos_1 = "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5;
constexpr Cited answers_qos_2 = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5;
constexpr Cited answers_pubrel = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5;
constexpr Cited is_forwarded = "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5;
constexpr Cited new_after_puback = "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-5"_v5;
constexpr Cited new_after_pubcomp = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-12"_v5;
constexpr Cited clean_start_discards = "MQTT-3.1.2-6"_v311 | "MQTT-3.1.2-4"_v5;
constexpr Cited session_ends = "MQTT-3.1.2-6"_v311 | "MQTT-4.1.0-2"_v5;

constexpr std::uint16_t reused_id = 7;

// The message that is new to the Server, though its PUBLISH has DUP 1.
PublishSpec late(Qos qos) { return publish("t", "late").at(qos, reused_id).dup(); }

// The answers to it, and what they promise: the Server has accepted ownership of the message.
void must_take(Peer& pub, Peer& sub, Qos qos, Must is_new) {
  if (qos == at_least_once) {
    pub.must(answers_qos_1, puback(reused_id));
  } else {
    pub.must(answers_qos_2, pubrec(reused_id));
    pub.send(pubrel(reused_id));
    pub.must(answers_pubrel, pubcomp(reused_id));
  }
  sub.must(is_new, publish("t", "late"));
}

// A Client in a state in which the Packet Identifier is free, whatever it was used for.
using Before = Peer (*)(Run&, Qos);

Peer never_connected(Run& run, Qos) { return run.client("pub"); }

Peer never_used(Run& run, Qos) { return run.client("pub", Session::kept); }

Peer used_and_free(Run& run, Qos qos) {
  auto pub = never_used(run, qos);
  pub.publish(publish("t", "before").at(qos, reused_id));
  return pub;
}

// At QoS 2 the exchange is left open, for the end of the Session to close it.
Peer in_use(Peer pub, Qos qos) {
  pub.send(publish("t", "before").at(qos, reused_id));
  pub.expect(qos == exactly_once ? pubrec(reused_id) : puback(reused_id));
  return pub;
}

Peer discarded(Run& run, Qos qos) {
  auto pub = in_use(never_used(run, qos), qos);
  pub.reconnect(connect("pub"));
  return pub;
}

Peer of_ended_session(Run& run, Qos qos) {
  auto pub = in_use(run.client("pub"), qos);
  leave(pub);
  must_start_afresh(run, pub, connect("pub").keep_session(), session_ends);
  return pub;
}

// The first copy is lost on the way with its Network Connection, so that the second is the first
// that the Server sees.
template <Before before, Qos qos>
void is_new(Run& run, Must statement) {
  auto sub = subscribed(run, "t", qos);
  auto pub = before(run, qos);
  mark(pub);  // so that there is something to resume
  pub.drop_connection();
  resume(run, pub);
  pub.send(late(qos));
  must_take(pub, sub, qos, statement);
}

// No Client may send DUP 1 in the first PUBLISH of a Session. A Server that notices may close, but
// to one that acknowledges the message is new.
template <Before before, Qos qos>
void is_new_unless_noticed(Run& run, Must statement) {
  auto sub = subscribed(run, "t", qos);
  auto pub = before(run, qos);
  pub.send_illegal(late(qos));
  if (!pub.is_served()) run.decline("the Server closes on DUP 1 in the first PUBLISH");
  must_take(pub, sub, qos, statement);
}

// Messages that waited for their Client are sent for the first time.
void first_sending(Run& run, Qos qos, Must statement) {
  auto sub = kept_subscriber(run, "t", qos);
  leave(sub);
  sub.answer_by_itself();
  auto pub = run.client("pub");
  for (const auto* text : {"1", "2"}) pub.publish(publish("t", text).at(qos));
  sub.reconnect();
  for (const auto* text : {"1", "2"})
    must_be(run, statement, sub.expect(publish("t", text).at(qos)), publish("t").dup(false));
}

}  // namespace

std::span<const Case> s3_03_1_dup() {
  static const Case cases[] = {
      // To the Server
      {"dup/qos-1-message-with-it-may-be-new",
       {answers_qos_1, is_forwarded},
       [](Run& run) { is_new<never_used, at_least_once>(run, is_forwarded); },
       Need::qos_1},
      {"dup/qos-2-message-with-it-may-be-new",
       {answers_qos_2, answers_pubrel, is_forwarded},
       [](Run& run) { is_new<never_used, exactly_once>(run, is_forwarded); },
       Need::qos_2},
      {"dup/first-qos-1-message-of-a-session-is-not-lost-by-it",
       {answers_qos_1, is_forwarded},
       [](Run& run) { is_new_unless_noticed<never_connected, at_least_once>(run, is_forwarded); },
       Need::qos_1},
      {"dup/first-qos-2-message-of-a-session-is-not-lost-by-it",
       {answers_qos_2, answers_pubrel, is_forwarded},
       [](Run& run) { is_new_unless_noticed<never_connected, exactly_once>(run, is_forwarded); },
       Need::qos_2},
      {"dup/identifier-is-new-after-puback-on-an-earlier-connection",
       {answers_qos_1, new_after_puback},
       [](Run& run) { is_new<used_and_free, at_least_once>(run, new_after_puback); },
       Need::qos_1},
      {"dup/identifier-is-new-after-pubcomp-on-an-earlier-connection",
       {answers_qos_2, answers_pubrel, new_after_pubcomp},
       [](Run& run) { is_new<used_and_free, exactly_once>(run, new_after_pubcomp); },
       Need::qos_2},
      {"dup/identifier-is-new-after-pubcomp-whatever-dup-says",
       {answers_qos_2, answers_pubrel, new_after_pubcomp},
       [](Run& run) {
         auto sub = subscribed(run, "t", exactly_once);
         auto pub = used_and_free(run, exactly_once);
         pub.send_illegal(late(exactly_once));
         must_take(pub, sub, exactly_once, new_after_pubcomp);
       },
       Need::qos_2},
      {"dup/qos-1-identifier-is-new-after-a-clean-start",
       {answers_qos_1, clean_start_discards},
       [](Run& run) { is_new_unless_noticed<discarded, at_least_once>(run, clean_start_discards); },
       Need::qos_1},
      {"dup/qos-2-identifier-is-new-after-a-clean-start",
       {answers_qos_2, answers_pubrel, clean_start_discards},
       [](Run& run) { is_new_unless_noticed<discarded, exactly_once>(run, clean_start_discards); },
       Need::qos_2},
      {"dup/open-qos-2-identifier-is-free-after-a-clean-start",
       {answers_qos_2, answers_pubrel, clean_start_discards},
       [](Run& run) {
         auto sub = subscribed(run, "t", exactly_once);
         auto pub = discarded(run, exactly_once);
         pub.send(late(exactly_once).dup(false));
         must_take(pub, sub, exactly_once, clean_start_discards);
       },
       Need::qos_2},
      {"dup/qos-1-identifier-is-new-after-the-session-ended",
       {answers_qos_1, session_ends},
       [](Run& run) { is_new<of_ended_session, at_least_once>(run, session_ends); },
       Need::qos_1},
      {"dup/qos-2-identifier-is-new-after-the-session-ended",
       {answers_qos_2, answers_pubrel, session_ends},
       [](Run& run) { is_new<of_ended_session, exactly_once>(run, session_ends); },
       Need::qos_2},

      // From the Server
      {"dup/is-0-when-a-client-that-was-away-is-first-sent-a-qos-1-message",
       {"MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-2"_v5},
       [](Run& run) { first_sending(run, at_least_once, "MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-2"_v5); },
       Need::qos_1},
      {"dup/is-0-when-a-client-that-was-away-is-first-sent-a-qos-2-message",
       {"MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-2"_v5},
       [](Run& run) { first_sending(run, exactly_once, "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-2"_v5); },
       Need::qos_2},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
