// 6  WebSocket: binary frames alone, whose boundaries mean nothing, and the Sub Protocol mqtt.
#include <algorithm>

#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

using play::Need;

constexpr Cited frames_are_binary = "MQTT-6.0.0-1"_v311 | "MQTT-6.0.0-1"_v5;
constexpr Cited boundaries_mean_nothing = "MQTT-6.0.0-2"_v311 | "MQTT-6.0.0-2"_v5;
constexpr Cited mqtt_is_offered = "MQTT-6.0.0-3"_v311 | "MQTT-6.0.0-3"_v5;

// The request of the WebSocket has come, or whatever the Client sends instead.
void must_offer_mqtt(Visit& visit) {
  visit.ask_connect(visit.plain_connect());
  Line line = visit.next_line();
  const Time end = visit.now() + visit.settings().patience;
  while (line.is_open() && line.offered().empty() && visit.now() < end) visit.let_time_pass(20);
  const auto offered = line.offered();
  std::string text;
  for (const auto& each : offered) text += (text.empty() ? "" : ", ") + each;
  visit.must_hold(mqtt_is_offered, std::ranges::find(offered, "mqtt") != offered.end(),
                  "mqtt among the Sub Protocols that are offered", text.empty() ? "none" : text);
}

void must_send_binary(Visit& visit) {
  visit.ask_connect(visit.plain_connect());
  Line line = visit.next_line();
  const auto judge = [&] {
    visit.must_hold(frames_are_binary, !line.text_came(), "binary frames", "a text frame");
  };
  const auto connect = line.await(any<Connect>(), visit.settings().patience);
  judge();
  if (!connect) visit.inconclusive("CONNECT (set-up)", "it does not come");
  line.send(owned::Connack{});
  line.publish("t", "once", Qos::at_least_once);
  line.await(any<Puback>(), visit.settings().patience);
  judge();
}

// The packet is legal but for its frame, whose content has to be UTF-8.
void must_close_on_text(Visit& visit) {
  Line line = visit.connected();
  settle(visit, line);
  owned::Publish message;
  message.topic = "t";
  message.payload = "x";
  line.frame({.text = true});
  line.send_illegal(message);
  line.frame({});
  line.must_close(frames_are_binary);
}

// Messages of each kind of answer, in frames of this kind.
void must_understand(Visit& visit, const wire::Framing& framing) {
  visit.ask_connect(visit.plain_connect());
  Line line = visit.next_line();
  line.expect(any<Connect>());
  line.frame(framing);
  line.send(owned::Connack{});
  line.send(with_id(1, std::string(150, 'x'), Qos::at_least_once));
  must_acknowledge<Puback>(visit, line, boundaries_mean_nothing, 1);
  line.send(with_id(2, "two", Qos::exactly_once));
  line.must(boundaries_mean_nothing, ack<Pubrec>(2));
}

// Several messages in one piece, in frames of this kind.
void must_tell_apart(Visit& visit, const wire::Framing& framing) {
  Line line = visit.connected();
  line.frame(framing);
  line.send_glued({with_id(1, "one", Qos::at_least_once), with_id(2, "two", Qos::exactly_once),
                   with_id(3, std::string(150, 'x'), Qos::at_least_once)});
  must_acknowledge<Puback>(visit, line, boundaries_mean_nothing, 1);
  line.must(boundaries_mean_nothing, ack<Pubrec>(2));
  must_acknowledge<Puback>(visit, line, boundaries_mean_nothing, 3);
}

}  // namespace

std::span<const Case> s6_00_web_socket() {
  static const Case cases[] = {
      {"client/web-socket/mqtt-is-offered", {mqtt_is_offered}, must_offer_mqtt, Need::web_socket},
      {"client/web-socket/packets-come-in-binary-frames",
       {frames_are_binary},
       must_send_binary,
       Need::web_socket},
      {"client/web-socket/text-frame-closes",
       {frames_are_binary},
       must_close_on_text,
       Need::web_socket},
      {"client/web-socket/packets-in-many-messages-are-understood",
       {boundaries_mean_nothing},
       [](Visit& visit) { must_understand(visit, {.most = 1}); },
       Need::web_socket},
      {"client/web-socket/packets-in-fragments-are-understood",
       {boundaries_mean_nothing},
       [](Visit& visit) { must_understand(visit, {.most = 1, .fragmented = true}); },
       Need::web_socket},
      {"client/web-socket/packets-in-one-frame-are-told-apart",
       {boundaries_mean_nothing},
       [](Visit& visit) { must_tell_apart(visit, {}); },
       Need::web_socket},
      {"client/web-socket/packets-across-frames-are-told-apart",
       {boundaries_mean_nothing},
       [](Visit& visit) { must_tell_apart(visit, {.most = 7}); },
       Need::web_socket},
      {"client/web-socket/frames-above-65535-bytes-are-understood",
       {boundaries_mean_nothing},
       [](Visit& visit) {
         Line line = visit.connected();
         line.send(with_id(1, std::string(70'000, 'x'), Qos::at_least_once));
         line.must(boundaries_mean_nothing, ack<Puback>(1));
       },
       Need::web_socket},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
