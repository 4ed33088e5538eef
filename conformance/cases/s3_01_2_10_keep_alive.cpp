// 3.1.2.10  Keep Alive: a silent Client is disconnected, one that sends is not
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited silence_closes = "MQTT-3.1.2-24"_v311 | "MQTT-3.1.2-22"_v5;

// A client with this Keep Alive, in seconds, that the Server does not replace by its own.
Peer client_with_keep_alive(Run& run, const ConnectSpec& connect) {
  auto peer = run.client(connect);
  const auto asked = std::get<owned::Connect>(connect.packet(run.setting())).keep_alive;
  if (peer.connack().properties.server_keep_alive.value_or(asked) != asked)
    run.decline("the Server replaces the Keep Alive by its own");
  return peer;
}

// One and a half times the Keep Alive. 3.1.1 permits to close an inactive Client sooner; 5.0 does
// not, so that before the Keep Alive itself is over the Server cannot have kept to it.
Window one_and_a_half(const Run& run, Time keep_alive_s) {
  const Time from = run.is_v5() ? keep_alive_s * 1'000 : 0;
  return {from, keep_alive_s * 1'500 + run.settings().patience};
}

}  // namespace

std::span<const Case> s3_01_2_10_keep_alive() {
  static const Case cases[] = {
      {"keep-alive/silent-client-is-disconnected",
       {silence_closes},
       [](Run& run) {
         const auto since = run.now();
         auto silent = client_with_keep_alive(run, connect("silent").keep_alive(2));
         silent.must_close_within(silence_closes, since, one_and_a_half(run, 2));
       }},

      {"keep-alive/is-counted-from-the-last-packet",
       {silence_closes},
       [](Run& run) {
         for (const bool pinging : {false, true}) {
           auto silent = client_with_keep_alive(run, connect("silent").keep_alive(2));
           run.let_time_pass(1'500);
           const auto since = run.now();
           if (pinging)
             silent.send(pingreq());
           else
             silent.send(publish("t", "last"));
           silent.must_close_within(silence_closes, since, one_and_a_half(run, 2));
         }
       }},

      {"keep-alive/the-clients-value-is-used",
       {"MQTT-3.2.2-22"_v5},
       [](Run& run) {
         auto peer = client_with_keep_alive(run, connect("c").keep_alive(1));
         const auto since = run.now();
         peer.ping();
         peer.must_close_within("MQTT-3.2.2-22"_v5, since, one_and_a_half(run, 1));
       }},

      {"keep-alive/will-of-a-silent-client-is-published",
       {"MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         const auto since = run.now();
         client_with_keep_alive(run, connect("silent").keep_alive(1).will(will("will", "silent")));
         watcher.must_within("MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5, publish("will", "silent"),
                             since, one_and_a_half(run, 1));
       }},

      {"keep-alive/silence-counts-as-a-network-failure",
       {"MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5, "U3.1.1-3.1.2.5-3"_v311 | "U5.0-3.1.2.5-4"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto silent = client_with_keep_alive(
             run, connect("silent").keep_alive(1).will(will("will", "silent")));
         silent.expect_close();
         watcher.must_within("MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5, publish("will", "silent"),
                             run.now(), at_once(run));
         run.should_hold("U3.1.1-3.1.2.5-3"_v311 | "U5.0-3.1.2.5-4"_v5, true, "", "");
       }},

      {"keep-alive/pingreq-is-a-sign-of-life",
       {"MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5},
       [](Run& run) {
         auto peer = client_with_keep_alive(run, connect("c").keep_alive(2));
         for (int i = 0; i < 3; ++i) {
           run.let_time_pass(1'700);
           peer.send(pingreq());
           peer.must("MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5, pingresp());
         }
       }},

      {"keep-alive/publish-is-a-sign-of-life",
       {"MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5},
       [](Run& run) {
         auto peer = client_with_keep_alive(run, connect("c").keep_alive(2));
         for (int i = 0; i < 3; ++i) {
           run.let_time_pass(1'700);
           peer.send(publish("t", "alive"));
         }
         peer.send(pingreq());
         peer.must("MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5, pingresp());
       }},

      {"keep-alive/what-the-server-sends-is-no-sign-of-life",
       {silence_closes},
       [](Run& run) {
         auto pub = run.client("pub");
         auto silent = client_with_keep_alive(run, connect("silent").keep_alive(1));
         const auto since = run.now();
         silent.subscribe("t");
         for (int i = 0; i < 3 && silent.is_open(); ++i) {
           run.let_time_pass(400);
           pub.publish(publish("t", "news"));
         }
         silent.must_close_within(silence_closes, since, one_and_a_half(run, 1));
       }},

      {"keep-alive/0-turns-it-off",
       {"U3.1.1-3.1.2.10-3"_v311 | "U5.0-3.1.2.10-4"_v5},
       [](Run& run) {
         auto silent = client_with_keep_alive(run, connect("silent").keep_alive(0));
         run.let_time_pass(4'000);
         run.should_hold("U3.1.1-3.1.2.10-3"_v311 | "U5.0-3.1.2.10-4"_v5, silent.is_open(),
                         "the connection is open after 4 s of silence", "the Server closed it");
       }},

      {"keep-alive/server-keep-alive-replaces-the-clients",
       {"MQTT-3.1.2-22"_v5},
       [](Run& run) {
         const auto since = run.now();
         auto silent = run.client(connect("silent").keep_alive(600));
         const auto own = silent.connack().properties.server_keep_alive;
         if (!own || *own == 0 || *own > 5) run.decline("no short Server Keep Alive is announced");
         silent.must_close_within("MQTT-3.1.2-22"_v5, since, one_and_a_half(run, *own));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
