// 3.1.4, 3.1.3.1, 4.7.3  What a Server may check of its own accord: users, Client Identifiers,
// topics; and what it may do beside
#include <fmt/format.h>

#include <algorithm>

#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

constexpr Cited failed_check = "U3.1.1-3.1.4-4"_v311 | "MQTT-3.1.4-2"_v5;
constexpr Cited refused_identifier = "MQTT-3.1.3-9"_v311 | "MQTT-3.1.3-8"_v5;

// A CONNECT of MQTT 3.1, which came before both versions: its Protocol Name is another.
Raw connect_of_3_1(const Run& run) {
  std::string hex = "00064d51497364700302003c";
  const auto id = run.names().client_id("c");
  hex += fmt::format("{:04x}", id.size());
  for (const char each : id) hex += fmt::format("{:02x}", static_cast<unsigned>(each));
  return raw(std::string_view(fmt::format("10{:02x}{}", hex.size() / 2, hex)));
}

// A topic that some Servers let nobody publish to; it has the prefix of the case in it.
Topic guarded_topic(const Run& run) { return exact("forbidden/" + run.names().prefix() + "t"); }

}  // namespace

std::span<const Case> s3_01_4_checks() {
  static const Case cases[] = {
      {"connect/wrong-password-closes-the-connection",
       {failed_check, "U3.1.1-3.1.4-3"_v311},
       [](Run& run) {
         if (run.settings().user_name.empty()) run.decline("the run knows no user of the target");
         auto peer = run.client("plain");
         peer.reopen(
             connect("c").user_name(run.settings().user_name).password("mqttspec: no password"));
         const bool accepted = peer.is_sent(connack().codes({ReasonCode::success}));
         if (!run.is_v5())
           run.observed("U3.1.1-3.1.4-3"_v311,
                        accepted ? "any password is accepted" : "passwords are checked");
         if (accepted) run.decline("the Server does not check passwords");
         peer.must_close(failed_check);
       }},
      {"client-identifier/refusal-of-an-empty-one-is-answered",
       {refused_identifier},
       [](Run& run) {
         auto peer = run.client("plain");
         peer.reopen(connect("c").exact_client_id(""));
         if (peer.is_sent(connack().codes({ReasonCode::success})))
           run.decline("an empty Client Identifier is permitted");
         peer.must_close(refused_identifier);
         const bool named = peer.is_sent(connack().codes({return_code::identifier_rejected}));
         if (!run.is_v5() && !named) run.decline("the CONNECT is refused for another reason");
       }},
      {"connect/refusal-for-an-error-may-be-by-connack",
       {"U5.0-4.13.1-6"_v5, "MQTT-3.1.4-1"_v5},
       [](Run& run) {
         auto peer = run.open("c");
         peer.send_illegal(raw(connect("c")).set_bits(7, 0x01).because("reserved flag 1"));
         const bool said = peer.is_sent(connack().refused());
         peer.must_close("MQTT-3.1.4-1"_v5);
         run.observed("U5.0-4.13.1-6"_v5, said ? "CONNACK comes first" : "it closes alone");
       }},
      {"connect/what-follows-at-once-may-be-taken",
       {"U5.0-3.1.4-8"_v5, "MQTT-3.1.4-5"_v5},
       [](Run& run) {
         auto peer = run.open("c");
         peer.send(connect("c"));
         peer.send(publish("t", "x"));
         peer.must("MQTT-3.1.4-5"_v5, connack());
         run.observed("U5.0-3.1.4-8"_v5,
                      peer.is_served() ? "what follows is taken" : "it closes on what follows");
       }},
      {"connect/least-payload-is-a-client-identifier",
       {"U5.0-3.1-2"_v5},
       [](Run& run) {
         auto peer = run.open("c");
         peer.send(connect("c"));
         const auto answer = peer.should("U5.0-3.1-2"_v5, connack());
         if (answer && answer->as<Connack>().reason_code != ReasonCode::success)
           run.decline("the Server wants more than a Client Identifier");
       }},
      {"connect/another-version-may-be-served-too",
       {"U3.1.1-3.1.4-1"_v311 | "U5.0-3.1.4-1"_v5},
       [](Run& run) {
         auto peer = run.client("plain");
         auto other = run.open("c");
         other.send_illegal(connect_of_3_1(run));
         other.closes();
         run.observed("U3.1.1-3.1.4-1"_v311 | "U5.0-3.1.4-1"_v5,
                      other.is_open() ? "MQTT 3.1 is served" : "MQTT 3.1 is refused");
         peer.ping();
       }},

      // Topics
      {"topics/message-that-is-not-permitted-is-acknowledged-or-refused",
       {"MQTT-3.3.5-2"_v311, "U3.1.1-4.7.3-9"_v311 | "U5.0-4.7.3-9"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish(guarded_topic(run), "x").qos1(7));
         const auto is_acknowledged = pub.is_sent(puback(7));
         const bool over = is_acknowledged || pub.is_sent(puback(7).any_code()) || pub.closes();
         if (!run.is_v5()) {
           if (over)
             run.must_hold("MQTT-3.3.5-2"_v311, true, "", "");
           else
             pub.must("MQTT-3.3.5-2"_v311, puback(7));
         }
         run.observed("U3.1.1-4.7.3-9"_v311 | "U5.0-4.7.3-9"_v5,
                      is_acknowledged ? "it is acknowledged" : "it is refused");
       },
       Need::qos_1},
      {"topics/name-may-be-mapped",
       {"U3.1.1-3.3.2.1-1"_v311 | "U5.0-3.3.2.1-1"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         run.client("pub").publish(publish("t", "x"));
         run.observed("U3.1.1-3.3.2.1-1"_v311 | "U5.0-3.3.2.1-1"_v5,
                      sub.is_sent(publish("t", "x")) ? "it comes under its own name"
                                                     : "it does not come under its own name");
       }},
      {"topics/server-may-have-dollar-topics",
       {"U3.1.1-4.7.2-2"_v311 | "U5.0-4.7.2-2"_v5, "MQTT-3.8.4-1"_v311 | "MQTT-3.8.4-1"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.send(subscribe(10).filter(exact("$SYS/broker/uptime")));
         const auto answer = sub.must("MQTT-3.8.4-1"_v311 | "MQTT-3.8.4-1"_v5, suback(10).count(1));
         const bool granted = !is_failure(ReasonCode{answer.as<Suback>().reason_codes[0]});
         run.observed("U3.1.1-4.7.2-2"_v311 | "U5.0-4.7.2-2"_v5,
                      granted ? "$SYS may be subscribed to" : "$SYS is refused");
       }},
      {"topics/wildcards-work-or-are-refused",
       {"MQTT-3.8.3-2"_v311, "U3.1.1-3.8.3-1"_v311},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.send(subscribe(10).filter("a/+").filter("b/#"));
         const auto codes = sub.expect(suback(10).count(2)).as<Suback>().reason_codes;
         auto pub = run.client("pub");
         for (const auto* topic : {"a/x", "b/x/y"}) {
           const bool first = topic[0] == 'a';
           const bool refused = is_failure(ReasonCode{codes[first ? 0 : 1]});
           pub.publish(publish(topic, "x"));
           if (refused)
             run.must_hold("MQTT-3.8.3-2"_v311, true, "", "");
           else
             sub.must("MQTT-3.8.3-2"_v311, publish(topic, "x"));
           run.should_hold("U3.1.1-3.8.3-1"_v311, !refused, "wildcards", "SUBACK 0x80");
         }
       }},

      // 3.8.4, 3.10.4
      {"subscribe/messages-may-come-before-suback",
       {"U3.1.1-3.8.4-1"_v311 | "U5.0-3.8.4-1"_v5},
       [](Run& run) {
         run.client("pub").publish(publish("t", "kept").qos1().retain());
         wait_until_stored(run, "t", publish("t", "kept"));
         auto sub = run.client("sub");
         sub.send(subscribe(10).filter("t"));
         const auto answer = sub.expect(suback(10).count(1));
         const auto message = sub.expect(publish("t", "kept"));
         run.observed("U3.1.1-3.8.4-1"_v311 | "U5.0-3.8.4-1"_v5,
                      message.order < answer.order ? "before it" : "after it");
       },
       Need::retain | Need::qos_1},
      {"unsubscribe/what-is-on-its-way-may-still-come",
       {"U3.1.1-3.10.4-1"_v311 | "U5.0-3.10.4-1"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         leave(sub);
         auto pub = run.client("pub");
         for (const auto* text : {"1", "2"}) pub.publish(publish("t", text).qos1());
         auto one_by_one = connect("sub").keep_session().with(Property::receive_maximum, 1);
         sub.reconnect(one_by_one);
         const auto first = sub.expect(publish("t", "1"));
         sub.unsubscribe("t");
         sub.send(puback(packet_id(first)));
         sub.answer_by_itself();
         run.observed("U3.1.1-3.10.4-1"_v311 | "U5.0-3.10.4-1"_v5,
                      sub.is_sent(publish("t", "2")) ? "it is delivered" : "it is dropped");
       },
       Need::qos_1},
      {"subscription/message-of-qos-1-may-come-more-than-once-at-qos-0",
       {"U5.0-3.8.4-11"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         run.client("pub").publish(publish("t", "x").qos1());
         sub.expect(publish("t", "x"));
         run.observed("U5.0-3.8.4-11"_v5,
                      sub.is_sent(publish("t", "x")) ? "it comes twice" : "it comes once");
       },
       Need::qos_1},
      {"capabilities/single-wildcard-subscription-may-be-refused",
       {"U5.0-3.2.2.3.11-7"_v5, "U5.0-3.2.2.3.11-8"_v5},
       [](Run& run) {
         auto sub = run.client("sub");
         sub.send(subscribe(10).filter("#"));
         const auto answer = sub.should("U5.0-3.2.2.3.11-7"_v5, suback(10).count(1));
         if (!answer) return;
         const auto code = ReasonCode{answer->as<Suback>().reason_codes[0]};
         run.observed("U5.0-3.2.2.3.11-8"_v5, is_failure(code) ? "it is refused" : "it is granted");
       },
       Need::wildcard},

      // 4.1
      {"session/may-outlive-its-connection",
       {"U5.0-4.1-1"_v5},
       [](Run& run) {
         auto peer = lasting(run, 3'600);
         for (int i = 0; i < 2; ++i) {
           peer.drop_connection();
           const bool present = finds_session(peer, connect("c").keep_session(3'600));
           run.should_hold("U5.0-4.1-1"_v5, present || goes_on(run, peer), "the Session goes on",
                           "a new one");
         }
       }},
      {"session/holds-what-is-still-to-be-sent",
       {"U3.1.1-3.1.2.4-9"_v311, "U3.1.1-3.1.2.4-11"_v311},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", exactly_once).answer_by_itself();
         leave(sub);
         auto pub = run.client("pub");
         pub.publish(publish("t", "0"));
         pub.publish(publish("t", "1").qos1());
         pub.publish(publish("t", "2").qos2());
         resume(run, sub);
         for (const auto* text : {"1", "2"})
           sub.should("U3.1.1-3.1.2.4-9"_v311, publish("t", text));
         // A QoS 0 message may be among them.
         run.should_hold("U3.1.1-3.1.2.4-11"_v311, true, "", "");
       },
       Need::qos_1 | Need::qos_2},
      {"retain/message-stays-until-a-client-deletes-it",
       {"U3.1.1-4.1-2"_v311},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.publish(publish("t", "kept").qos1().retain());
         pub.disconnect();
         for (const auto* name : {"first", "second"}) {
           auto sub = run.subscriber("t", at_least_once, name);
           sub.should("U3.1.1-4.1-2"_v311, publish("t", "kept").retain());
           sub.disconnect();
         }
       },
       Need::retain | Need::qos_1},

      // 4.2, 7
      {"transport/tcp-carries-mqtt",
       {"MQTT-7.1.1-1"_v311 | "MQTT-4.2-1"_v5, "MQTT-7.0.0-2"_v311, "U3.1.1-7.1.1-1"_v311},
       [](Run& run) {
         auto peer = run.open("c");
         peer.send(connect("c"));
         must_be_accepted(run, peer, "MQTT-7.1.1-1"_v311 | "MQTT-4.2-1"_v5);
         peer.send(pingreq());
         peer.must("MQTT-7.1.1-1"_v311 | "MQTT-4.2-1"_v5, pingresp());
         if (run.is_v5()) return;
         run.must_hold("MQTT-7.0.0-2"_v311, true, "", "");
         run.observed("U3.1.1-7.1.1-1"_v311, "TCP");
       }},
      // 3.1.2.10
      {"keep-alive/0-binds-neither-side",
       {"U3.1.1-3.1.2.10-4"_v311, "U3.1.1-3.1.2.10-5"_v311},
       [](Run& run) {
         auto peer = run.client(connect("c").keep_alive(0));
         run.let_time_pass(1'000);
         const auto* text = peer.is_served() ? "it is served after a second" : "it is disconnected";
         run.observed("U3.1.1-3.1.2.10-4"_v311, text);
         run.observed("U3.1.1-3.1.2.10-5"_v311, text);
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
