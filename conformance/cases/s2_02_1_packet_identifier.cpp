// 2.2.1 (2.3.1 in 3.1.1)  Packet Identifier: which packets have none, and when one is free again;
// and 4.3.3 where it is about what the Server keeps of an exchange
#include <algorithm>

#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

// Sends two messages under one identifier, one after the other.
void reuse_identifier(Run& run, Qos qos, Should statement) {
  auto sub = subscribed(run, "t", qos);
  auto pub = run.client("pub");
  for (const auto* text : {"first", "second", "third"}) {
    pub.publish(publish("t", text).at(qos, 7));
    sub.should(statement, publish("t", text));
  }
}

// A client that has a QoS 2 message in hand and has not answered it.
Peer with_open_message(Run& run, const PublishSpec& message) {
  auto sub = kept_subscriber(run, "t", exactly_once);
  run.client("pub").publish(message);
  return sub;
}

}  // namespace

std::span<const Case> s2_02_1_packet_identifier() {
  static const Case cases[] = {
      {"packet-identifier/qos-0-message-has-none",
       {"MQTT-2.3.1-5"_v311 | "MQTT-2.2.1-2"_v5, "U5.0-3.3.2.2-1"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         run.client("pub").publish(publish("t", "x"));
         const auto text = payload(sub.expect(publish("t")));
         run.must_hold("MQTT-2.3.1-5"_v311 | "MQTT-2.2.1-2"_v5, text == "x",
                       "the Payload x behind the Topic Name", text, true);
         if (run.is_v5()) run.should_hold("U5.0-3.3.2.2-1"_v5, true, "", "");
       }},
      {"packet-identifier/is-free-after-puback",
       {"U3.1.1-4.3.2-1"_v311 | "U5.0-2.2.1-2"_v5, "U5.0-2.2.1-1"_v5},
       [](Run& run) {
         reuse_identifier(run, at_least_once, "U3.1.1-4.3.2-1"_v311 | "U5.0-2.2.1-2"_v5);
         if (run.is_v5()) run.should_hold("U5.0-2.2.1-1"_v5, true, "", "");
       },
       Need::qos_1},
      {"packet-identifier/is-free-after-pubcomp",
       {"U3.1.1-4.3.3-1"_v311 | "U5.0-2.2.1-2"_v5},
       [](Run& run) {
         reuse_identifier(run, exactly_once, "U3.1.1-4.3.3-1"_v311 | "U5.0-2.2.1-2"_v5);
       },
       Need::qos_2},
      {"packet-identifier/of-an-open-message-is-refused-to-subscribe",
       {"U5.0-2.2.1-5"_v5, "U5.0-2.2.1-4"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send(publish("t", "x").qos2(7));
         peer.expect(pubrec(7));
         peer.subscribe(subscribe(8).filter("u"));
         peer.send_illegal(subscribe(7).filter("v"));
         const bool noticed = !peer.is_sent(suback(7).granted(1));
         run.detected("U5.0-2.2.1-5"_v5, noticed, "the Server notices an identifier in use",
                      "SUBACK grants");
         run.detected("U5.0-2.2.1-4"_v5, noticed, "one set of identifiers", "SUBACK grants");
         run.must_be_alive();
       },
       Need::qos_2},

      // 4.3.3  The Server sends
      {"qos2/each-message-has-an-unused-identifier",
       {"MQTT-4.3.3-1"_v5, "U3.1.1-4.3.3-2"_v311 | "U5.0-4.3.3-2"_v5,
        "MQTT-2.3.1-4"_v311 | "U5.0-3.3.1.1-1"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", exactly_once);
         sub.answer_by_hand();
         auto pub = run.client("pub");
         for (const auto* text : {"1", "2", "3"}) pub.publish(publish("t", text).qos2());
         std::vector<Arrival> open = {sub.expect(publish("t", "1"))};
         for (const auto& each : only_messages(sub.drain())) open.push_back(each);
         const bool unique = std::ranges::none_of(open, [&](const Arrival& one) {
           return std::ranges::any_of(open, [&](const Arrival& other) {
             return packet_id(one) == packet_id(other) && payload(one) != payload(other);
           });
         });
         const auto* wanted = "an identifier of its own for each open message";
         if (run.is_v5())
           run.must_hold("MQTT-4.3.3-1"_v5, unique, wanted, "one for two messages");
         else
           run.should_hold("MQTT-2.3.1-4"_v311, unique, wanted, "one for two messages");
         if (run.is_v5())
           run.should_hold("U5.0-3.3.1.1-1"_v5, !open.front().as<Publish>().dup,
                           "DUP 0 at the first attempt", "DUP 1");
         run.observed("U3.1.1-4.3.3-2"_v311 | "U5.0-4.3.3-2"_v5,
                      std::to_string(open.size()) + " at a time");
       },
       Need::qos_2},
      {"qos2/publish-stays-open-until-pubrec",
       {"MQTT-4.3.3-3"_v5},
       [](Run& run) {
         auto sub = with_open_message(run, publish("t", "x").qos2());
         sub.expect(publish("t", "x").qos2());
         for (int i = 0; i < 2; ++i) {
           sub.drop_connection();
           resume(run, sub);
           sub.must("MQTT-4.3.3-3"_v5, publish("t", "x").qos2());
         }
       },
       Need::qos_2},
      {"qos2/expired-message-completes-its-exchange",
       {"MQTT-4.3.3-13"_v5, "MQTT-4.3.3-7"_v5},
       [](Run& run) {
         auto sub = with_open_message(
             run, publish("t", "x").qos2().with(Property::message_expiry_interval, 1));
         const auto id = packet_id(sub.expect(publish("t", "x").qos2()));
         auto pub = run.client("late");
         pub.send(publish("u", "y").qos2(7).with(Property::message_expiry_interval, 1));
         pub.expect(pubrec(7));
         run.let_time_pass(1'500);
         pub.send(pubrel(7));
         pub.must("MQTT-4.3.3-13"_v5, pubcomp(7).any_code());
         sub.send(pubrec(id));
         sub.must("MQTT-4.3.3-7"_v5, pubrel(id).any_code());
       },
       Need::qos_2},
      {"packet-identifier/of-a-refused-message-is-new-again",
       {"MQTT-4.3.3-9"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", exactly_once);
         auto pub = run.client("pub");
         pub.send(publish(exact("full/" + run.names().prefix() + "t"), "x").qos2(7));
         const auto code = pub.expect(pubrec(7).any_code()).as<Pubrec>().reason_code;
         if (!is_failure(code)) run.decline("the Server takes the message");
         pub.publish(publish("t", "new").qos2(7));
         sub.must("MQTT-4.3.3-9"_v5, publish("t", "new"));
       },
       Need::qos_2},
      {"acks/pubrec-may-say-no-matching-subscribers",
       {"U5.0-3.5.2.1-4"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish("t", "x").qos2(7));
         pub.may("U5.0-3.5.2.1-4"_v5, pubrec(7).codes({ReasonCode::no_matching_subscribers}));
       },
       Need::qos_2},

      // 4.13.2
      {"errors/failing-acknowledgement-concerns-its-packet-alone",
       {"U5.0-4.13.2-2"_v5},
       [](Run& run) {
         auto other = subscribed(run, "t", at_least_once, "other");
         auto sub = subscribed(run, "t", at_least_once);
         sub.answer_by_hand();
         auto pub = run.client("pub");
         pub.publish(publish("t", "1").qos1());
         const auto id = packet_id(sub.expect(publish("t", "1")));
         sub.send(puback(id).codes({ReasonCode::unspecified_error}));
         pub.publish(publish("t", "2").qos1());
         sub.should("U5.0-4.13.2-2"_v5, publish("t", "2"));
         for (const auto* text : {"1", "2"}) other.should("U5.0-4.13.2-2"_v5, publish("t", text));
       },
       Need::qos_1},
      {"errors/refusal-of-one-client-concerns-no-other",
       {"U5.0-4.13.2-3"_v5},
       [](Run& run) {
         auto other = run.client("other");
         auto refused = run.open("c");
         refused.send_illegal(raw(connect("c")).set_bits(7, 0x01).because("reserved flag 1"));
         refused.closes();
         auto bad = run.client("bad");
         bad.send_illegal(raw(publish("t", "x").qos2(7)).flags(0b0110).because("QoS 3"));
         bad.closes();
         run.should_hold("U5.0-4.13.2-3"_v5, other.is_served(), "another Client is served",
                         "its connection is closed");
       }},

      // 4.9  Flow Control
      {"receive-maximum/send-quota-does-not-rise-above-it",
       {"U5.0-4.9-5"_v5},
       [](Run& run) {
         auto sub = run.client(connect("sub").with(Property::receive_maximum, 2));
         granted(run, sub.subscribe("t", at_least_once), at_least_once);
         sub.answer_by_hand();
         for (const unsigned stray : {0x5001U, 0x5002U, 0x5003U})
           sub.send_illegal(puback(static_cast<std::uint16_t>(stray)));
         // By then it has dealt with them, and none answers a message.
         if (!sub.is_served()) run.decline("the Server closes on a PUBACK that answers nothing");
         auto pub = run.client("pub");
         for (const auto* text : {"1", "2", "3", "4"}) pub.publish(publish("t", text).qos1());
         const auto open = only_messages(sub.drain()).size();
         run.should_hold("U5.0-4.9-5"_v5, open <= 2, "two messages at a time",
                         std::to_string(open));
       },
       Need::qos_1},
      {"receive-maximum/qos-0-messages-may-go-on-when-it-is-used-up",
       {"U5.0-4.9-1"_v5, "MQTT-3.3.4-9"_v5},
       [](Run& run) {
         auto sub = run.client(connect("sub").with(Property::receive_maximum, 1));
         granted(run, sub.subscribe("t", at_least_once), at_least_once);
         sub.answer_by_hand();
         auto pub = run.client("pub");
         pub.publish(publish("t", "1").qos1());
         sub.expect(publish("t", "1"));
         pub.publish(publish("t", "2").qos1());
         pub.publish(publish("t", "3"));
         const auto arrived = payloads(only_messages(sub.drain()));
         run.observed("U5.0-4.9-1"_v5, arrived.contains('3') ? "they go on" : "they are held back");
         run.must_hold("MQTT-3.3.4-9"_v5, !arrived.contains('2'), "one message at a time",
                       "another before PUBACK", true);
       },
       Need::qos_1},
      {"receive-maximum/is-that-of-the-connection",
       {"U5.0-3.3.4-16"_v5},
       [](Run& run) {
         auto wide = connect("sub").keep_session().with(Property::receive_maximum, 10);
         auto sub = run.client(wide);
         granted(run, sub.subscribe("t", at_least_once), at_least_once);
         sub.answer_by_hand();
         sub.disconnect();
         auto pub = run.client("pub");
         for (const auto* text : {"1", "2", "3"}) pub.publish(publish("t", text).qos1());
         sub.reconnect(connect("sub").keep_session().with(Property::receive_maximum, 1));
         sub.expect(publish("t", "1"));
         run.should_hold("U5.0-3.3.4-16"_v5, only_messages(sub.drain()).empty(),
                         "one message at a time, as the new CONNECT says", "more than one");
       },
       Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
