// 4.3  Quality of Service levels and protocol flows
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

std::span<const Case> s4_03_qos() {
  static const Case cases[] = {
      // 4.3.1  QoS 0: at most once
      {"qos0/arrives-once-at-most",
       {"U3.1.1-4.3.1-2"_v311 | "U5.0-4.3.1-2"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t", exactly_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "x"));
         sub.expect(publish("t", "x").qos0());
         sub.should_not_receive("U3.1.1-4.3.1-2"_v311 | "U5.0-4.3.1-2"_v5, publish("t", "x"));
       }},

      {"qos0/retained-message-arrives-once-at-most",
       {"U3.1.1-4.3.1-2"_v311 | "U5.0-4.3.1-2"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.publish(publish("t", "kept").qos1().retain());
         auto sub = run.subscriber("t", at_most_once);
         sub.expect(publish("t", "kept").qos0());
         sub.should_not_receive("U3.1.1-4.3.1-2"_v311 | "U5.0-4.3.1-2"_v5, publish("t", "kept"));
       },
       Need::retain | Need::qos_1},

      // 4.3.2  QoS 1: at least once; the Server receives
      {"qos1/publish-is-acknowledged",
       {"MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish("t", "hello").qos1(7));
         pub.must("MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5, puback(7));
         pub.must_not_receive("MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5, puback(7));
       },
       Need::qos_1},
      {"qos1/several-are-acknowledged-each-under-its-identifier",
       {"MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5, "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         if (taken_at_a_time(pub, 3) < 3) run.decline("the Receive Maximum in CONNACK is below 3");
         for (const auto id : {300, 2, 65535})
           pub.send(publish("t", "x").qos1(static_cast<std::uint16_t>(id)));
         std::vector<int> answered;
         for (int count = 0; count < 3; ++count)
           answered.push_back(pub.must("MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5, puback(2).any_id())
                                  .as<Puback>()
                                  .packet_id);
         std::ranges::sort(answered);
         run.must_hold("MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5,
                       answered == std::vector{2, 300, 65535}, "2, 300 and 65535, each once",
                       fmt::format("{}", fmt::join(answered, ", ")));
       },
       Need::qos_1},
      {"qos1/identifier-is-new-after-puback",
       {"MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-5"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "first").qos1(7));
         sub.expect(publish("t", "first"));
         pub.publish(publish("t", "second").qos1(7));
         sub.must("MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-5"_v5, publish("t", "second"));
       },
       Need::qos_1},
      {"qos1/identifier-is-new-after-puback-whatever-dup-says",
       {"MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-5"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         auto pub = run.client("pub");
         pub.send(publish("t", "first").qos1(7));
         pub.expect(puback(7));
         pub.send_illegal(publish("t", "second").qos1(7).dup());
         pub.expect(puback(7));
         sub.must("MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-5"_v5, publish("t", "second"));
       },
       Need::qos_1},

      // 4.3.2  The Server sends
      {"qos1/first-delivery-has-dup-0-and-an-identifier",
       {"MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-2"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos1());
         must_be(run, "MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-2"_v5, sub.expect(publish("t", "x")),
                 publish("t").qos1().dup(false));
       },
       Need::qos_1},
      {"qos1/identifier-of-an-open-message-is-not-taken-again",
       {"MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-1"_v5, "MQTT-2.3.1-4"_v311 | "MQTT-2.2.1-4"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         sub.answer_by_hand();
         auto pub = run.client("pub");
         for (const auto* text : {"1", "2"}) pub.publish(publish("t", text).qos1());
         const auto both =
             in_order_of_arrival({sub.expect(publish("t", "1")), sub.expect(publish("t", "2"))});
         const auto open = packet_id(both[1]);
         sub.send(puback(packet_id(both[0])));
         pub.publish(publish("t", "3").qos1());
         const auto next = packet_id(sub.expect(publish("t", "3")));
         run.must_hold("MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-1"_v5, next != open,
                       "an identifier that no open message has", std::to_string(next));
         if (run.is_v5()) return run.must_hold("MQTT-2.2.1-4"_v5, true, "", "");
         run.should_hold("MQTT-2.3.1-4"_v311, true, "", "");
       },
       Need::qos_1},
      {"qos1/each-message-has-an-unused-identifier",
       {"MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-1"_v5, "U3.1.1-4.3.2-2"_v311 | "U5.0-4.3.2-2"_v5,
        "MQTT-2.3.1-4"_v311, "MQTT-2.2.1-4"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", at_least_once);
         sub.answer_by_hand();
         auto pub = run.client("pub");
         for (const auto* text : {"1", "2", "3"}) pub.publish(publish("t", text).qos1());
         std::vector<Arrival> open = {sub.expect(publish("t", "1"))};
         for (const auto& each : only_messages(sub.drain())) open.push_back(each);
         // In 3.1.1 one of them may have been sent again already.
         const bool unique = std::ranges::none_of(open, [&](const Arrival& one) {
           return std::ranges::any_of(open, [&](const Arrival& other) {
             return packet_id(one) == packet_id(other) && payload(one) != payload(other);
           });
         });
         run.observed("U3.1.1-4.3.2-2"_v311 | "U5.0-4.3.2-2"_v5,
                      std::to_string(open.size()) + " at a time");
         const auto* wanted = "an identifier of its own for each open message";
         if (run.is_v5())
           run.must_hold("MQTT-2.2.1-4"_v5, unique, wanted, "one for two messages");
         else
           run.should_hold("MQTT-2.3.1-4"_v311, unique, wanted, "one for two messages");
         run.must_hold("MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-1"_v5, unique, wanted,
                       "one for two messages");
       },
       Need::qos_1},
      {"qos1/both-sides-may-use-one-identifier-at-once",
       {"U3.1.1-2.3.1-1"_v311 | "U5.0-2.2.1-6"_v5, "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5},
       [](Run& run) {
         auto both = subscribed(run, "in", at_least_once, "both");
         both.answer_by_hand();
         auto other = run.client("other");
         other.publish(publish("in", "x").qos1());
         const auto id = packet_id(both.expect(publish("in", "x").qos1()));
         both.send(publish("out", "y").qos1(id));
         both.must("MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5, puback(id));
         run.should_hold("U3.1.1-2.3.1-1"_v311 | "U5.0-2.2.1-6"_v5, true, "", "");
         both.send(puback(id));
       },
       Need::qos_1},

      // 4.3.3  QoS 2: exactly once; the Server receives
      {"qos2/publish-runs-through-pubrec-and-pubcomp",
       {"MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5,
        "MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish("t", "x").qos2(65535));
         pub.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5, pubrec(65535));
         pub.must_not_receive("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5, pubrec(65535));
         pub.send(pubrel(65535));
         pub.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5, pubcomp(65535));
         pub.must_not_receive("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5, pubcomp(65535));
         pub.send(publish("t", "y").qos2(1));
         pub.must("MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5, pubrec(1));
         pub.send(pubrel(1));
         pub.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5, pubcomp(1));
       },
       Need::qos_2},
      {"qos2/message-is-delivered-once",
       {"MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", exactly_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "once").qos2());
         sub.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish("t", "once"));
         sub.must_not_receive("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5, publish("t", "once"));
       },
       Need::qos_2},
      {"qos2/redelivery-after-reconnect-is-not-a-new-message",
       {"MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t", exactly_once);
         auto pub = run.client("pub", Session::kept);
         pub.send(publish("t", "once").qos2(7));
         pub.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5, pubrec(7));
         pub.drop_connection();  // as if the PUBREC was lost
         resume(run, pub);
         pub.send(publish("t", "once").qos2(7).dup());
         pub.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5, pubrec(7));
         pub.send(pubrel(7));
         pub.expect(pubcomp(7));

         sub.expect(publish("t", "once"));
         sub.must_not_receive("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5, publish("t", "once"));
       },
       Need::qos_2},
      {"qos2/every-redelivery-is-answered-and-none-is-new",
       {"MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t", exactly_once);
         auto pub = run.client("pub", Session::kept);
         pub.send(publish("t", "once").qos2(7));
         pub.expect(pubrec(7));
         for (int loss = 0; loss < 3; ++loss) {
           pub.drop_connection();
           resume(run, pub);
           pub.send(publish("t", "once").qos2(7).dup());
           pub.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5, pubrec(7));
         }
         pub.send(pubrel(7));
         pub.expect(pubcomp(7));
         sub.expect(publish("t", "once"));
         sub.must_not_receive("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5, publish("t", "once"));
       },
       Need::qos_2},
      {"qos2/repeat-in-a-connection-is-not-a-new-message",
       {"MQTT-4.3.3-2"_v311},
       [](Run& run) {
         // 3.1.1 lets a client send again at any time; 5.0 does not (MQTT-4.4.0-1).
         auto sub = run.subscriber("t", exactly_once);
         auto pub = run.client("pub");
         pub.send(publish("t", "once").qos2(7));
         pub.expect(pubrec(7));
         pub.send(publish("t", "once").qos2(7).dup());
         pub.must("MQTT-4.3.3-2"_v311, pubrec(7));
         pub.send(pubrel(7));
         pub.expect(pubcomp(7));
         sub.expect(publish("t", "once"));
         sub.must_not_receive("MQTT-4.3.3-2"_v311, publish("t", "once"));
       },
       Need::qos_2},
      {"qos2/identifier-is-new-after-pubcomp",
       {"MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-12"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", exactly_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "first").qos2(7));
         sub.expect(publish("t", "first"));
         pub.publish(publish("t", "second").qos2(7));
         sub.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-12"_v5, publish("t", "second"));
       },
       Need::qos_2},
      {"qos2/pubrel-after-a-lost-pubcomp-is-answered",
       {"MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5},
       [](Run& run) {
         auto pub = run.client("pub", Session::kept);
         pub.send(publish("t", "x").qos2(7));
         pub.expect(pubrec(7));
         pub.send(pubrel(7));
         pub.drop_connection();
         resume(run, pub);
         pub.send(pubrel(7));
         // 0x92 is no error in recovery (3.7.2.1).
         pub.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5, pubcomp(7).any_code());
       },
       Need::qos_2},
      {"qos2/several-run-side-by-side",
       {"MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", exactly_once);
         auto pub = run.client("pub");
         if (taken_at_a_time(pub, 3) < 3) run.decline("the Receive Maximum in CONNACK is below 3");
         for (std::uint16_t id = 1; id <= 3; ++id)
           pub.send(publish("t", std::to_string(id)).qos2(id));
         std::vector<Arrival> received;
         for (std::uint16_t id = 1; id <= 3; ++id)
           received.push_back(pub.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5, pubrec(id)));
         for (const auto& each : in_order_of_arrival(received))
           pub.send(pubrel(each.as<Pubrec>().packet_id));
         for (std::uint16_t id = 1; id <= 3; ++id) {
           pub.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5, pubcomp(id));
           sub.expect(publish("t", std::to_string(id)));
         }
       },
       Need::qos_2},

      // 4.3.3  The Server sends
      {"qos2/delivery-begins-with-dup-0",
       {"MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-2"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", exactly_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos2());
         must_be(run, "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-2"_v5, sub.expect(publish("t", "x")),
                 publish("t").qos2().dup(false));
       },
       Need::qos_2},
      {"qos2/pubrec-is-answered-by-pubrel",
       {"MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-4"_v5, "MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", exactly_once);
         sub.answer_by_hand();
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos2());
         const auto id = packet_id(sub.expect(publish("t", "x").qos2()));
         sub.send(pubrec(id));
         sub.must("MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-4"_v5, pubrel(id));
         sub.send(pubcomp(id));
         pub.publish(publish("t", "y").qos2());
         const auto next = packet_id(sub.expect(publish("t", "y").qos2()));
         sub.send(pubrec(next));
         sub.must("MQTT-2.3.1-6"_v311 | "MQTT-2.2.1-5"_v5, pubrel(next));
         sub.send(pubcomp(next));
       },
       Need::qos_2},
      {"qos2/pubrec-with-properties-is-answered-by-pubrel",
       {"MQTT-4.3.3-4"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", exactly_once);
         sub.answer_by_hand();
         auto pub = run.client("pub");
         pub.publish(publish("t", "x").qos2());
         const auto id = packet_id(sub.expect(publish("t", "x").qos2()));
         sub.send(pubrec(id).with(Property::reason_string, "noted").user("a", "b"));
         sub.must("MQTT-4.3.3-4"_v5, pubrel(id));
         sub.send(pubcomp(id));
       },
       Need::qos_2},
      {"qos2/both-sides-may-use-one-identifier-at-once",
       {"U3.1.1-2.3.1-1"_v311 | "U5.0-2.2.1-6"_v5, "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5,
        "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-4"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto both = subscribed(run, "in", exactly_once, "both");
         both.answer_by_hand();
         auto other = subscribed(run, "out", exactly_once, "other");
         other.publish(publish("in", "x").qos2());
         const auto id = packet_id(both.expect(publish("in", "x").qos2()));
         both.send(publish("out", "y").qos2(id));
         both.expect(pubrec(id));
         both.send(pubrel(id));
         both.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5, pubcomp(id));
         both.send(pubrec(id));
         const auto released =
             both.must("MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-4"_v5, pubrel(id).any_code());
         both.send(pubcomp(id));
         other.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish("out", "y"));
         // A Server that takes one for the other does not find the Packet Identifier.
         should_be(run, "U3.1.1-2.3.1-1"_v311 | "U5.0-2.2.1-6"_v5, released, pubrel(id));
       },
       Need::qos_2},
      {"qos2/refused-message-is-done-with",
       {"MQTT-4.3.3-4"_v5, "MQTT-4.4.0-2"_v5, "U5.0-4.9-4"_v5},
       [](Run& run) {
         auto sub = run.client(connect("sub").with(Property::receive_maximum, 1).keep_session());
         granted(run, sub.subscribe("t", exactly_once), exactly_once);
         sub.answer_by_hand();
         auto pub = run.client("pub");
         pub.publish(publish("t", "1").qos2());
         pub.publish(publish("t", "2").qos2());
         const auto first = packet_id(sub.expect(publish("t", "1")));
         sub.send(pubrec(first).codes({ReasonCode::unspecified_error}));
         if (!sub.should("U5.0-4.9-4"_v5, publish("t", "2"))) return;
         // PUBREL is demanded below 0x80; that it must not come from there on is not said.
         const bool released = std::ranges::any_of(sub.drain(), [](const Arrival& each) {
           return type_of(each.packet) == PacketType::pubrel;
         });
         run.debatable("MQTT-4.3.3-4"_v5, 45, released ? "PUBREL follows" : "no PUBREL follows");
         // The identifier may be the next message's already, which that PUBREL's answer could end.
         if (released) return sub.send(pubcomp(first));
         sub.drop_connection();
         sub.reconnect();
         sub.expect(publish("t", "2"));
         const auto resent = only_messages(sub.drain());
         run.must_hold("MQTT-4.4.0-2"_v5, payloads(resent).find('1') == std::string::npos,
                       "the refused message is not sent again", payloads(resent));
       },
       Need::qos_2},
      {"qos2/pubrel-after-a-refusal-may-have-either-code",
       {"MQTT-4.3.3-8"_v5, "MQTT-4.3.3-11"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish("t", "\xC3\x28").with(Property::payload_format_indicator, 1).qos2(7));
         if (!pub.is_served()) {
           pub.expect(disconnect().codes({ReasonCode::payload_format_invalid}));
           run.decline("the Server closes where it might refuse the message");
         }
         const auto answer = pub.must("MQTT-4.3.3-8"_v5, pubrec(7).any_code());
         const bool refused = is_failure(answer.as<Pubrec>().reason_code);
         pub.send_illegal(pubrel(7));
         const auto end = pub.must("MQTT-4.3.3-11"_v5, pubcomp(7).any_code());
         if (!refused) return;  // it need not look at the payload
         const bool failed = is_failure(end.as<Pubcomp>().reason_code);
         run.debatable("MQTT-4.3.3-11"_v5, 45, failed ? "PUBCOMP 0x92" : "PUBCOMP 0x00");
       },
       Need::qos_2},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
