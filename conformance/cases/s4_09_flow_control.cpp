// 4.9  Flow control by Receive Maximum
#include <fmt/format.h>

#include <algorithm>

#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

// A subscriber to t that takes `maximum` messages at a time and completes exchanges by hand, with
// messages 1 to 5 on the way.
Peer limited(Run& run, std::uint32_t maximum, Qos qos) {
  auto sub = run.client(connect("sub").with(Property::receive_maximum, maximum));
  granted(run, sub.subscribe("t", qos), qos);
  sub.answer_by_hand();
  auto pub = run.client("pub");
  for (const auto* text : {"1", "2", "3", "4", "5"}) pub.publish(publish("t", text).at(qos));
  return sub;
}

// Everything that has come, the first message included, must fit in `maximum`.
std::vector<Arrival> must_fit(Run& run, Peer& sub, std::size_t maximum) {
  std::vector<Arrival> open = {sub.expect(publish("t"))};
  for (int again = 0; again < 2; ++again)
    for (const auto& each : only_messages(sub.drain())) open.push_back(each);
  run.must_hold("MQTT-3.3.4-9"_v5, open.size() <= maximum,
                fmt::format("at most {} messages open", maximum), payloads(open));
  run.must_hold("MQTT-4.9.0-2"_v5, open.size() <= maximum,
                fmt::format("at most {} messages open", maximum), payloads(open));
  return open;
}

// What has waited for a place has to come once there is one; in which order is another matter
// [MQTT-4.6.0-5].
Arrival must_come(Run& run, Peer& sub, Should makes_room) {
  auto arrival = sub.must("MQTT-4.5.0-1"_v5, publish("t"));
  run.should_hold(makes_room, true, "", "");
  return arrival;
}

// The Receive Maximum of the Server, if it can be reached with reasonable effort.
std::uint16_t server_maximum(Run& run, const Peer& peer) {
  const auto maximum = peer.connack().properties.receive_maximum.value_or(65535);
  if (maximum > 2000) run.decline(fmt::format("the Receive Maximum in CONNACK is {}", maximum));
  return maximum;
}

// As many QoS 2 messages as the Server takes, each left without its PUBREL.
void fill(Run& run, Peer& pub) {
  const auto maximum = server_maximum(run, pub);
  for (std::uint16_t id = 1; id <= maximum; ++id) pub.send(publish("t", "x").qos2(id));
  for (std::uint16_t id = 1; id <= maximum; ++id) pub.must("MQTT-4.3.3-8"_v5, pubrec(id));
}

}  // namespace

std::span<const Case> s4_09_flow_control() {
  static const Case cases[] = {
      // The Server as sender
      {"receive-maximum/of-the-client-is-not-exceeded-at-qos-1",
       {"MQTT-3.3.4-9"_v5, "MQTT-4.9.0-2"_v5},
       [](Run& run) {
         auto sub = limited(run, 2, at_least_once);
         must_fit(run, sub, 2);
       },
       Need::qos_1},
      {"receive-maximum/of-the-client-is-not-exceeded-at-qos-2",
       {"MQTT-3.3.4-9"_v5, "MQTT-4.9.0-2"_v5},
       [](Run& run) {
         auto sub = limited(run, 2, exactly_once);
         must_fit(run, sub, 2);
       },
       Need::qos_2},
      {"receive-maximum/1-means-one-at-a-time",
       {"MQTT-3.3.4-9"_v5, "MQTT-4.9.0-2"_v5, "MQTT-4.9.0-1"_v5},
       [](Run& run) {
         auto sub = limited(run, 1, at_least_once);
         run.must_hold("MQTT-4.9.0-1"_v5, must_fit(run, sub, 1).size() == 1, "one message open",
                       "none");
       },
       Need::qos_1},
      {"receive-maximum/puback-makes-room",
       {"MQTT-3.3.4-9"_v5, "MQTT-4.9.0-2"_v5, "U5.0-4.9-3"_v5, "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto sub = limited(run, 1, at_least_once);
         auto open = must_fit(run, sub, 1);
         for (int next = 2; next <= 5; ++next) {
           sub.send(puback(packet_id(open.back())));
           const auto got = must_come(run, sub, "U5.0-4.9-3"_v5);
           const auto more = only_messages(sub.drain());
           run.must_hold("MQTT-3.3.4-9"_v5, more.empty(), "one message open", payloads(more));
           open.push_back(got);
         }
       },
       Need::qos_1},
      {"receive-maximum/puback-with-an-error-makes-room",
       {"MQTT-3.3.4-9"_v5, "MQTT-4.9.0-2"_v5, "U5.0-4.9-3"_v5, "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto sub = limited(run, 1, at_least_once);
         const auto open = must_fit(run, sub, 1);
         sub.send(puback(packet_id(open[0])).codes({ReasonCode::unspecified_error}));
         must_come(run, sub, "U5.0-4.9-3"_v5);
       },
       Need::qos_1},
      {"receive-maximum/pubrec-makes-no-room-and-pubcomp-does",
       {"MQTT-3.3.4-9"_v5, "MQTT-4.9.0-2"_v5, "U5.0-4.9-3"_v5, "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto sub = limited(run, 1, exactly_once);
         const auto id = packet_id(must_fit(run, sub, 1)[0]);
         sub.send(pubrec(id));
         sub.expect(pubrel(id));
         const auto early = only_messages(sub.drain());
         run.must_hold("MQTT-4.9.0-2"_v5, early.empty(), "nothing before PUBCOMP", payloads(early));
         sub.send(pubcomp(id));
         must_come(run, sub, "U5.0-4.9-3"_v5);
       },
       Need::qos_2},
      {"receive-maximum/pubrec-with-an-error-makes-room",
       {"MQTT-3.3.4-9"_v5, "MQTT-4.9.0-2"_v5, "U5.0-4.9-4"_v5, "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto sub = limited(run, 1, exactly_once);
         const auto id = packet_id(must_fit(run, sub, 1)[0]);
         sub.send(pubrec(id).codes({ReasonCode::unspecified_error}));
         // Some send PUBREL all the same (spec/ambiguities.md, 45), and may wait for its answer.
         sub.answer_by_itself();
         must_come(run, sub, "U5.0-4.9-4"_v5);
       },
       Need::qos_2},
      {"receive-maximum/is-not-used-up-by-an-earlier-connection",
       {"U5.0-4.9-6"_v5, "MQTT-4.4.0-1"_v5},
       [](Run& run) {
         const auto one = connect("sub").keep_session().with(Property::receive_maximum, 1);
         auto sub = run.client(one);
         granted(run, sub.subscribe("t", at_least_once), at_least_once);
         sub.answer_by_hand();
         run.client("pub").publish(publish("t", "1").qos1());
         sub.expect(publish("t", "1"));
         sub.reconnect(one);
         const auto again = sub.must("MQTT-4.4.0-1"_v5, publish("t", "1"));
         run.should_hold("U5.0-4.9-6"_v5, true, "", "");
         sub.send(puback(packet_id(again)));
       },
       Need::qos_1},
      {"receive-maximum/begins-afresh-with-each-connection",
       {"MQTT-3.3.4-9"_v5, "MQTT-4.9.0-2"_v5, "U5.0-4.9-6"_v5, "MQTT-4.4.0-1"_v5},
       [](Run& run) {
         auto sub = run.client(connect("sub").keep_session().with(Property::receive_maximum, 4));
         granted(run, sub.subscribe("t", at_least_once), at_least_once);
         sub.answer_by_hand();
         auto pub = run.client("pub");
         for (const auto* text : {"1", "2", "3"}) pub.publish(publish("t", text).qos1());
         sub.expect(publish("t", "1"));
         sub.reconnect(connect("sub").keep_session().with(Property::receive_maximum, 1));
         const auto open = must_fit(run, sub, 1);
         sub.send(puback(packet_id(open[0])));
         sub.must("MQTT-4.4.0-1"_v5, publish("t", "2"));
         run.should_hold("U5.0-4.9-6"_v5, true, "", "");
       },
       Need::qos_1},
      {"receive-maximum/pubcomp-of-a-pubrel-sent-again-may-make-room",
       {"MQTT-3.3.4-9"_v5, "MQTT-4.4.0-1"_v5, "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         const auto one = connect("sub").keep_session().with(Property::receive_maximum, 1);
         auto sub = run.client(one);
         granted(run, sub.subscribe("t", exactly_once), exactly_once);
         sub.answer_by_hand();
         auto pub = run.client("pub");
         for (const auto* text : {"1", "2", "3", "4"}) pub.publish(publish("t", text).qos2());
         const auto first = packet_id(sub.expect(publish("t", "1")));
         sub.send(pubrec(first));
         sub.expect(pubrel(first));
         sub.drop_connection();
         sub.reconnect(one);
         sub.must("MQTT-4.4.0-1"_v5, pubrel(first));
         // 3.3.4 counts PUBLISH packets that are not acknowledged, 4.9 every PUBCOMP. A Server may
         // also wait for the end of the first exchange.
         auto open = only_messages(sub.drain());
         sub.send(pubcomp(first));
         if (open.empty())
           open = {sub.must("MQTT-4.5.0-1"_v5, publish("t", "2"))};
         else
           run.must_hold("MQTT-4.5.0-1"_v5, true, "", "");
         for (const auto& each : only_messages(sub.drain())) open.push_back(each);
         run.must_hold("MQTT-3.3.4-9"_v5, open.size() <= 2, "at most 2 messages open",
                       payloads(open));
         run.debatable("MQTT-3.3.4-9"_v5, 48,
                       open.size() == 2 ? "the PUBCOMP makes room" : "the PUBCOMP makes no room");
       },
       Need::qos_2},
      {"receive-maximum/does-not-hold-up-other-packets",
       {"MQTT-3.3.4-10"_v5, "MQTT-4.9.0-3"_v5},
       [](Run& run) {
         auto sub = limited(run, 1, at_least_once);
         sub.expect(publish("t", "1"));
         sub.send(pingreq());
         sub.must("MQTT-3.3.4-10"_v5, pingresp());
         sub.send(subscribe(10).filter("other"));
         sub.must("MQTT-3.3.4-10"_v5, suback(10));
         sub.send(publish("elsewhere", "x").qos1(11));
         sub.must("MQTT-4.9.0-3"_v5, puback(11));
         sub.send(unsubscribe(12).filter("other"));
         sub.must("MQTT-4.9.0-3"_v5, unsuback(12));
       },
       Need::qos_1},
      // The Server as receiver
      {"receive-maximum/of-the-server-can-be-used-up",
       {"U5.0-3.3.4-15"_v5},
       [](Run& run) {
         // 0x93 is for more than that, not for just as many.
         auto pub = run.client("fills");
         const auto maximum = server_maximum(run, pub);
         for (std::uint16_t id = 1; id <= maximum; ++id) pub.send(publish("t", "x").qos2(id));
         for (std::uint16_t id = 1; id <= maximum; ++id)
           if (!pub.should("U5.0-3.3.4-15"_v5, pubrec(id))) return;
       },
       Need::qos_2},
      {"receive-maximum/of-the-server-does-not-hold-up-other-packets",
       {"MQTT-4.3.3-8"_v5, "MQTT-4.9.0-3"_v5},
       [](Run& run) {
         auto pub = run.client("fills");
         fill(run, pub);
         pub.send(subscribe(60000).filter("t"));
         pub.must("MQTT-4.9.0-3"_v5, suback(60000));
         pub.send(pubrel(1));
         pub.must("MQTT-4.9.0-3"_v5, pubcomp(1));
       },
       Need::qos_2},
      {"receive-maximum/of-the-server-may-count-the-pubcomp-of-a-pubrel-sent-again",
       {"MQTT-4.3.3-8"_v5, "MQTT-4.3.3-11"_v5, "U5.0-3.3.4-15"_v5},
       [](Run& run) {
         auto pub = run.client("pub", Session::kept);
         const auto maximum = server_maximum(run, pub);
         fill(run, pub);
         pub.drop_connection();
         if (!pub.reconnect().as<Connack>().session_present)
           run.inconclusive("Session Present 1 (set-up)", "0");
         for (int i = 1; i <= maximum; ++i) {
           const auto id = static_cast<std::uint16_t>(maximum + i);
           pub.send(publish("t", "x").qos2(id));
           const auto answer = pub.must("MQTT-4.3.3-8"_v5, pubrec(id).any_code());
           // It may have less room than it announces, for reasons of its own.
           if (is_failure(answer.as<Pubrec>().reason_code)) return;
         }
         pub.send(pubrel(1));
         pub.must("MQTT-4.3.3-11"_v5, pubcomp(1).any_code());
         // By 4.9 there is room for one more, by 3.3.4 there is none.
         pub.send(publish("t", "one more").qos2(60000));
         run.debatable("U5.0-3.3.4-15"_v5, 48,
                       pub.is_served() ? "the PUBCOMP makes room" : "the PUBCOMP makes no room");
         run.must_be_alive();
       },
       Need::qos_2},
      {"receive-maximum/of-the-server-exceeded-is-noticed",
       {"MQTT-4.3.3-8"_v5, "U5.0-3.3.4-15"_v5},
       [](Run& run) {
         auto pub = run.client("fills");
         fill(run, pub);
         pub.send_illegal(publish("t", "too many").qos2(60000));
         pub.should("U5.0-3.3.4-15"_v5, disconnect().codes({ReasonCode::receive_maximum_exceeded}));
         run.must_be_alive();
       },
       Need::qos_2},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
