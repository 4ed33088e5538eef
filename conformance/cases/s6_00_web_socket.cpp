// 6  WebSocket: binary frames alone, whose boundaries mean nothing, and the Sub Protocol mqtt. What
// HTTP decides, such as whether there is a WebSocket at all, is held against nobody.
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited frames_are_binary = "MQTT-6.0.0-1"_v311 | "MQTT-6.0.0-1"_v5;
constexpr Cited boundaries_mean_nothing = "MQTT-6.0.0-2"_v311 | "MQTT-6.0.0-2"_v5;
constexpr Cited mqtt_is_selected = "MQTT-6.0.0-4"_v311 | "MQTT-6.0.0-4"_v5;
constexpr Cited silence_closes = "MQTT-3.1.2-24"_v311 | "MQTT-3.1.2-22"_v5;

// A Sub Protocol that no Server knows.
constexpr const char* unknown = "unknown.mqttspec";

// Sends a packet in a text frame, and whatever comes later in binary ones. Its bytes have to be
// UTF-8, for others are refused by WebSocket itself.
void send_as_text(Run& run, Peer& peer, const Raw& packet) {
  peer.frame({.text = true});
  peer.send_illegal(packet);
  peer.frame({});
  run.remark("the last packet before PINGREQ is sent in a text frame");
}

// A client that sends, in frames of this kind, a packet of each kind that has an answer. All of
// them must be answered.
void must_understand(Run& run, const wire::Framing& framing) {
  auto peer = run.open("c");
  peer.frame(framing);
  peer.send(connect("c"));
  must_be_accepted(run, peer, boundaries_mean_nothing);
  peer.send(subscribe(7).filter("t"));
  peer.must(boundaries_mean_nothing, suback(7));
  peer.send(publish("t", std::string(150, 'x')));
  peer.must(boundaries_mean_nothing, publish("t", std::string(150, 'x')));
  peer.send(pingreq());
  peer.must(boundaries_mean_nothing, pingresp());
}

// A client that sends several packets in one piece, in frames of this kind. All of them must be
// answered; in which order the Server works on them is its own matter.
void must_tell_apart(Run& run, const wire::Framing& framing) {
  auto peer = run.subscriber("t", Qos::at_most_once, "c");
  peer.frame(framing);
  const auto message = raw(publish("t", std::string(150, 'x')));
  peer.send_illegal(together(run, together(run, raw(subscribe(7).filter("u")), message),
                             together(run, raw(pingreq()), raw(unsubscribe(8).filter("v")))));
  peer.must(boundaries_mean_nothing, suback(7));
  peer.must(boundaries_mean_nothing, publish("t", std::string(150, 'x')));
  peer.must(boundaries_mean_nothing, pingresp());
  peer.must(boundaries_mean_nothing, unsuback(8));
}

// The Server must select mqtt, which is offered among others.
void must_select_mqtt(Run& run, const std::vector<std::string>& sub_protocols) {
  const auto selected = run.offer(sub_protocols);
  if (!selected) run.decline(selected.error());
  run.must_hold(mqtt_is_selected, *selected == "mqtt", "the Sub Protocol mqtt",
                selected->empty() ? "none" : *selected, true);
}

// The Server may refuse who does not offer mqtt, or select none; another one it must not select.
void must_select_no_other(Run& run, const std::vector<std::string>& sub_protocols) {
  const auto selected = run.offer(sub_protocols);
  run.must_hold(mqtt_is_selected, !selected || selected->empty() || *selected == "mqtt",
                "no Sub Protocol but mqtt", selected.value_or(""), true);
  run.remark(!selected ? "refused: " + selected.error()
                       : "accepted, with Sub Protocol: " +
                             (selected->empty() ? std::string("none") : *selected));
}

}  // namespace

std::span<const Case> s6_00_web_socket() {
  static const Case cases[] = {
      {"web-socket/connect-in-a-text-frame-closes",
       {frames_are_binary},
       [](Run& run) {
         run.client("twin").disconnect();
         auto peer = run.open("c");
         send_as_text(run, peer, raw(connect("c")));
         peer.must_close(frames_are_binary);
       },
       Need::web_socket},

      {"web-socket/publish-in-a-text-frame-closes",
       {frames_are_binary},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send(publish("t", "x"));
         peer.ping();
         send_as_text(run, peer, raw(publish("t", "x")));
         peer.must_close(frames_are_binary);
       },
       Need::web_socket},

      {"web-socket/server-sends-binary-frames",
       {frames_are_binary},
       [](Run& run) {
         auto peer = run.client("c");
         peer.frame({});
         peer.send(subscribe(7).filter("t"));
         peer.send(publish("t", "x"));
         peer.is_served();
         run.must_hold(frames_are_binary, !peer.text_came(), "binary frames", "a text frame", true);
       },
       Need::web_socket},

      {"web-socket/packets-in-many-messages-are-understood",
       {boundaries_mean_nothing},
       [](Run& run) { must_understand(run, {.most = 1}); },
       Need::web_socket},

      {"web-socket/packets-in-fragments-are-understood",
       {boundaries_mean_nothing},
       [](Run& run) { must_understand(run, {.most = 1, .fragmented = true}); },
       Need::web_socket},

      {"web-socket/packets-in-one-frame-are-told-apart",
       {boundaries_mean_nothing},
       [](Run& run) { must_tell_apart(run, {}); },
       Need::web_socket},

      {"web-socket/packets-across-frames-are-told-apart",
       {boundaries_mean_nothing},
       [](Run& run) {
         must_tell_apart(run, {.most = 7});
         must_tell_apart(run, {.most = 7, .fragmented = true});
       },
       Need::web_socket},

      {"web-socket/frames-above-65535-bytes-are-understood",
       {boundaries_mean_nothing},
       [](Run& run) {
         auto peer = run.subscriber("t");
         peer.frame({});
         const std::string payload(70'000, 'x');
         peer.send(publish("t", payload));
         peer.must(boundaries_mean_nothing, publish("t", payload));
       },
       Need::web_socket},

      {"web-socket/mqtt-is-selected-when-offered-alone",
       {mqtt_is_selected},
       [](Run& run) { must_select_mqtt(run, {"mqtt"}); },
       Need::web_socket},

      {"web-socket/mqtt-is-selected-when-offered-first",
       {mqtt_is_selected},
       [](Run& run) { must_select_mqtt(run, {"mqtt", unknown}); },
       Need::web_socket},

      {"web-socket/mqtt-is-selected-when-offered-last",
       {mqtt_is_selected},
       [](Run& run) { must_select_mqtt(run, {unknown, "mqtt"}); },
       Need::web_socket},

      {"web-socket/an-unknown-sub-protocol-is-not-selected",
       {mqtt_is_selected},
       [](Run& run) { must_select_no_other(run, {unknown}); },
       Need::web_socket},

      {"web-socket/without-an-offer-no-other-is-selected",
       {mqtt_is_selected},
       [](Run& run) { must_select_no_other(run, {}); },
       Need::web_socket},

      {"web-socket/pings-and-pongs-are-no-sign-of-life",
       {silence_closes},
       [](Run& run) {
         auto peer = run.client(connect("c").keep_alive(2));
         if (peer.connack().properties.server_keep_alive.value_or(2) != 2)
           run.decline("the Server replaces the Keep Alive by its own");
         const Time since = run.now();
         // How soon after that it closes is the matter of other cases.
         const Window window{run.is_v5() ? Time{2'000} : 0, 3'000 + run.settings().late_limit};
         const Time end = since + window.until + run.settings().late_limit;
         while (peer.is_open() && run.now() < end) {
           peer.send_control_frames();
           run.let_time_pass(400);
         }
         peer.must_close_within(silence_closes, since, window);
       },
       Need::web_socket},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
