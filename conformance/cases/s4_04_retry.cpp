// 4.4  Message delivery retry: what a Server sends again when a client comes back, and what not
#include <algorithm>

#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

// Cuts the connection and returns with the same Session.
void come_back(Run& run, Peer& peer) {
  peer.drop_connection();
  if (!peer.reconnect().as<Connack>().session_present)
    run.inconclusive("Session Present 1 (set-up)", "0");
}

constexpr Cited sent_again = "MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5;

// What must come again must have its Packet Identifier; that it has DUP is said elsewhere.
Arrival must_come_again(Run& run, Peer& peer, const PublishSpec& message, std::uint16_t packet_id) {
  const auto again = peer.must(sent_again, message);
  must_be(run, sent_again, again, publish("t").at(again.as<Publish>().qos, packet_id));
  return again;
}

void publish_all(Run& run, Qos qos, std::initializer_list<const char*> texts) {
  auto pub = run.client("pub");
  for (const auto* text : texts) pub.publish(publish("t", text).at(qos));
}

}  // namespace

std::span<const Case> s4_04_retry() {
  static const Case cases[] = {
      {"retry/unacknowledged-qos-1-is-sent-again",
       {sent_again, "MQTT-3.3.1-1"_v311 | "MQTT-3.3.1-1"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         publish_all(run, at_least_once, {"x"});
         const auto id = packet_id(sub.expect(publish("t", "x").qos1()));
         come_back(run, sub);
         const auto again = must_come_again(run, sub, publish("t", "x").qos1(), id);
         must_be(run, "MQTT-3.3.1-1"_v311 | "MQTT-3.3.1-1"_v5, again, publish("t").dup());
         sub.send(puback(id));
       },
       Need::qos_1},
      {"retry/unacknowledged-qos-2-is-sent-again",
       {sent_again, "MQTT-3.3.1-1"_v311 | "MQTT-3.3.1-1"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", exactly_once);
         publish_all(run, exactly_once, {"x"});
         const auto id = packet_id(sub.expect(publish("t", "x").qos2()));
         come_back(run, sub);
         const auto again = must_come_again(run, sub, publish("t", "x").qos2(), id);
         must_be(run, "MQTT-3.3.1-1"_v311 | "MQTT-3.3.1-1"_v5, again, publish("t").dup());
         complete_qos_2(sub, id);
       },
       Need::qos_2},
      {"retry/is-repeated-at-each-return",
       {sent_again},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         publish_all(run, at_least_once, {"x"});
         const auto id = packet_id(sub.expect(publish("t", "x").qos1()));
         for (int loss = 0; loss < 3; ++loss) {
           come_back(run, sub);
           must_come_again(run, sub, publish("t", "x").qos1(), id);
         }
         sub.send(puback(id));
       },
       Need::qos_1},
      {"retry/after-an-orderly-disconnect-too",
       {sent_again},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         publish_all(run, at_least_once, {"x"});
         const auto id = packet_id(sub.expect(publish("t", "x").qos1()));
         sub.disconnect();
         sub.reconnect();
         must_come_again(run, sub, publish("t", "x").qos1(), id);
         sub.send(puback(id));
       },
       Need::qos_1},
      {"retry/acknowledging-one-message-acknowledges-no-other",
       {"MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-3"_v5, sent_again},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         publish_all(run, at_least_once, {"1", "2", "3"});
         // The first one has no answer on this connection, so that none comes out of order.
         const auto sent = in_order_of_arrival({sub.expect(publish("t", "1").qos1()),
                                                sub.expect(publish("t", "2").qos1()),
                                                sub.expect(publish("t", "3").qos1())});
         sub.send(puback(packet_id(sent[1])));
         come_back(run, sub);
         const auto third =
             must_come_again(run, sub, publish("t", payload(sent[2])).qos1(), packet_id(sent[2]));
         const auto first =
             sub.must("MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-3"_v5, publish("t", payload(sent[0])));
         must_be(run, sent_again, first, publish("t").qos1(packet_id(sent[0])));
         acknowledge(sub, {first, third});
       },
       Need::qos_1},
      {"retry/pubrel-is-not-sent-again-within-a-connection",
       {"MQTT-4.4.0-1"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", exactly_once);
         publish_all(run, exactly_once, {"x"});
         const auto id = taken_until_pubrel(sub, publish("t", "x").qos2());
         sub.must_not_receive("MQTT-4.4.0-1"_v5, pubrel(id));
         sub.send(pubcomp(id));
       },
       Need::qos_2},
      {"retry/unacknowledged-pubrel-is-sent-again",
       {sent_again},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", exactly_once);
         publish_all(run, exactly_once, {"x"});
         const auto id = taken_until_pubrel(sub, publish("t", "x").qos2());
         come_back(run, sub);
         sub.must(sent_again, pubrel(id));
         sub.send(pubcomp(id));
       },
       Need::qos_2},
      {"retry/half-finished-qos-2-deliveries-are-kept",
       {state_is_kept, "U3.1.1-3.1.2.4-8"_v311 | "U5.0-4.1-9"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", exactly_once);
         publish_all(run, exactly_once, {"1", "2"});
         const auto sent = in_order_of_arrival(
             {sub.expect(publish("t", "1").qos2()), sub.expect(publish("t", "2").qos2())});
         const auto received = packet_id(sent[0]);
         sub.send(pubrec(received));
         sub.expect(pubrel(received));
         come_back(run, sub);
         const auto unanswered = sub.must(state_is_kept, publish("t", payload(sent[1])).qos2());
         sub.must(state_is_kept, pubrel(received));
         run.should_hold("U3.1.1-3.1.2.4-8"_v311 | "U5.0-4.1-9"_v5, true, "", "");
         sub.send(pubcomp(received));
         complete_qos_2(sub, packet_id(unanswered));
       },
       Need::qos_2},
      {"retry/publish-is-not-sent-again-after-pubrel",
       {"MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-6"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", exactly_once);
         publish_all(run, exactly_once, {"x"});
         const auto id = taken_until_pubrel(sub, publish("t", "x").qos2());
         come_back(run, sub);
         sub.expect(pubrel(id));
         sub.must_not_receive("MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-6"_v5, publish("t", "x"));
         sub.send(pubcomp(id));
       },
       Need::qos_2},
      {"retry/follows-the-order-of-the-first-sendings",
       {"MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         publish_all(run, at_least_once, {"1", "2", "3", "4"});
         sub.expect(publish("t", "1"));
         sub.drain();
         come_back(run, sub);
         // Those that were not sent before follow those that were.
         std::vector<Arrival> got;
         for (int count = 0; count < 4; ++count) {
           got.push_back(sub.expect(publish("t").qos1()));
           sub.send(puback(packet_id(got.back())));
         }
         run.must_hold("MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5, payloads(got) == "1,2,3,4",
                       "1,2,3,4", payloads(got), true);
       },
       Need::qos_1},
      {"retry/what-was-acknowledged-is-not-sent-again",
       {"MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-3"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         publish_all(run, at_least_once, {"1", "2"});
         const auto sent = in_order_of_arrival(
             {sub.expect(publish("t", "1").qos1()), sub.expect(publish("t", "2").qos1())});
         sub.send(puback(packet_id(sent[0])));
         sub.ping();  // the PUBACK has arrived
         come_back(run, sub);
         const auto open = sub.expect(publish("t", payload(sent[1])).qos1());
         sub.must_not_receive("MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-3"_v5,
                              publish("t", payload(sent[0])));
         sub.send(puback(packet_id(open)));
       },
       Need::qos_1},
      {"retry/what-was-completed-is-not-sent-again",
       {"MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-6"_v5, "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-5"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", exactly_once);
         publish_all(run, exactly_once, {"done"});
         const auto id = taken_until_pubrel(sub, publish("t", "done").qos2());
         sub.send(pubcomp(id));
         sub.ping();  // the PUBCOMP has arrived
         come_back(run, sub);
         sub.must_not_receive("MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-6"_v5, publish("t", "done"));
         sub.must_not_receive("MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-5"_v5, pubrel(id));
       },
       Need::qos_2},
      {"retry/does-not-happen-within-a-connection",
       {"MQTT-4.4.0-1"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         publish_all(run, at_least_once, {"x"});
         const auto id = packet_id(sub.expect(publish("t", "x").qos1()));
         run.let_time_pass(4'000);
         sub.ping();
         sub.must_not_receive("MQTT-4.4.0-1"_v5, publish("t", "x"));
         sub.send(puback(id));
       },
       Need::qos_1},
      {"retry/refused-message-is-not-sent-again",
       {"MQTT-4.4.0-2"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         publish_all(run, at_least_once, {"x"});
         const auto id = packet_id(sub.expect(publish("t", "x").qos1()));
         sub.send(puback(id).codes({ReasonCode::quota_exceeded}));
         sub.ping();  // it has arrived
         come_back(run, sub);
         sub.must_not_receive("MQTT-4.4.0-2"_v5, publish("t", "x"));
       },
       Need::qos_1},
      {"retry/qos-0-is-not-sent-again",
       {"U3.1.1-4.3.1-1"_v311 | "U5.0-4.3.1-1"_v5},
       [](Run& run) {
         auto sub = run.client("sub", Session::kept);
         sub.subscribe("t", exactly_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "x"));
         sub.expect(publish("t", "x").qos0());
         come_back(run, sub);
         sub.should_not_receive("U3.1.1-4.3.1-1"_v311 | "U5.0-4.3.1-1"_v5, publish("t", "x"));
       }},
      {"retry/new-messages-follow-the-old-on-the-same-topic",
       {"MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5},
       [](Run& run) {
         auto sub = kept_subscriber(run, "t", at_least_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "old").qos1());
         sub.expect(publish("t", "old"));
         sub.drop_connection();
         pub.publish(publish("t", "new").qos1());
         sub.reconnect();
         std::vector<Arrival> got;
         for (int count = 0; count < 2; ++count) {
           got.push_back(sub.expect(publish("t").qos1()));
           sub.send(puback(packet_id(got.back())));
         }
         run.must_hold("MQTT-4.6.0-6"_v311 | "MQTT-4.6.0-5"_v5, payloads(got) == "old,new",
                       "old,new", payloads(got), true);
       },
       Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
