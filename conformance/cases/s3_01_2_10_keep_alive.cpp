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

// Some Servers look for silent clients every few seconds. Of two that fall silent half a sweep of
// five seconds apart, one is found late: where the first falls in a sweep does not decide.
constexpr Time half_a_sweep = 2'500;

// Two clients fall silent, each by `fall_silent`, which returns the one of that name and the time
// from which its silence counts; both must be disconnected. Before it falls silent each has `busy`
// milliseconds.
template <class FallSilent>
void must_disconnect_two(Run& run, Must statement, Time keep_alive_s, FallSilent fall_silent,
                         Time busy = 0) {
  auto [first, first_since] = fall_silent("first");
  const Time next = first_since + half_a_sweep - busy;
  if (run.now() < next) run.let_time_pass(next - run.now());
  auto [second, second_since] = fall_silent("second");
  first.must_close_within(statement, first_since, one_and_a_half(run, keep_alive_s));
  second.must_close_within(statement, second_since, one_and_a_half(run, keep_alive_s));
}

using Silence = std::pair<Peer, Time>;

}  // namespace

std::span<const Case> s3_01_2_10_keep_alive() {
  static const Case cases[] = {
      {"keep-alive/silent-client-is-disconnected",
       {silence_closes},
       [](Run& run) {
         must_disconnect_two(run, silence_closes, 2, [&](const char* name) -> Silence {
           const auto since = run.now();
           return {client_with_keep_alive(run, connect(name).keep_alive(2)), since};
         });
       }},

      {"keep-alive/is-counted-from-the-last-packet",
       {silence_closes},
       [](Run& run) {
         constexpr Time busy = 1'500;
         bool pings = false;
         const auto fall_silent = [&](const char* name) -> Silence {
           auto silent = client_with_keep_alive(run, connect(name).keep_alive(2));
           run.let_time_pass(busy);
           const auto since = run.now();
           if (std::exchange(pings, true))
             silent.send(pingreq());
           else
             silent.send(publish("t", "last"));
           return {silent, since};
         };
         must_disconnect_two(run, silence_closes, 2, fall_silent, busy);
       }},

      {"keep-alive/the-clients-value-is-used",
       {"MQTT-3.2.2-22"_v5},
       [](Run& run) {
         must_disconnect_two(run, "MQTT-3.2.2-22"_v5, 1, [&](const char* name) -> Silence {
           auto peer = client_with_keep_alive(run, connect(name).keep_alive(1));
           const auto since = run.now();
           peer.ping();
           return {peer, since};
         });
       }},

      {"keep-alive/will-of-a-silent-client-is-published",
       {"MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         Time since[2];
         for (int i = 0; i < 2; ++i) {
           if (i == 1) run.let_time_pass(half_a_sweep);
           since[i] = run.now();
           const auto name = std::to_string(i);
           client_with_keep_alive(run, connect(name).keep_alive(1).will(will("will", name)));
         }
         for (int i = 0; i < 2; ++i)
           watcher.must_within("MQTT-3.1.2-8"_v311 | "MQTT-3.1.2-8"_v5,
                               publish("will", std::to_string(i)), since[i],
                               one_and_a_half(run, 1));
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
         must_disconnect_two(run, silence_closes, 1, [&](const char* name) -> Silence {
           auto silent = client_with_keep_alive(run, connect(name).keep_alive(1));
           const auto since = run.now();
           silent.subscribe("t");
           for (int i = 0; i < 3 && silent.is_open(); ++i) {
             run.let_time_pass(400);
             pub.publish(publish("t", "news"));
           }
           return {silent, since};
         });
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
