// 3.1.2.10  Keep Alive
#include <algorithm>

#include "conformance/client_cases/sections.hpp"
#include "conformance/client_cases/vocabulary.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited pings = "MQTT-3.1.2-23"_v311 | "MQTT-3.1.2-20"_v5;
constexpr Cited may_be_silent = "U3.1.1-3.1.2.10-3"_v311 | "U5.0-3.1.2.10-4"_v5;
constexpr Cited gives_up = "U3.1.1-3.1.2.10-2"_v311 | "U5.0-3.1.2.10-3"_v5;
constexpr Cited waits_for_connack = "U3.1.1-3.2-1"_v311 | "U5.0-3.2-1"_v5;

/// The shortest Keep Alive that is neither too short for the driver nor for a machine under load.
std::uint16_t short_keep_alive(const Visit& visit) {
  return std::max<std::uint16_t>(2, visit.able().min_keep_alive);
}

/// A Server waits for one and a half times the Keep Alive; who keeps to that is not accused.
bool keeps_alive(Visit& visit, Line& line, Time keep_alive_ms, bool messages_come) {
  const Time limit = keep_alive_ms * 3 / 2 + 500;
  Time last = visit.now();
  const Time end = last + 3 * keep_alive_ms;
  while (visit.now() < end) {
    if (messages_come) line.publish("t", "busy");
    visit.let_time_pass(std::min<Time>(keep_alive_ms / 4, end - visit.now()));
    for (const auto& arrival : line.drain()) {
      if (arrival.at - last > limit) return false;
      last = std::max(last, arrival.at);
    }
    if (visit.now() - last > limit) return false;
    if (!line.is_open()) visit.inconclusive("the Client stays (set-up)", "it closes");
  }
  return true;
}

void judge_keep_alive(Visit& visit, bool messages_come) {
  const auto keep_alive = short_keep_alive(visit);
  auto connect = visit.plain_connect();
  connect.keep_alive = keep_alive;
  visit.ask_connect(connect);
  Line line = visit.next_line();
  const auto asked = line.expect(any<Connect>()).as<Connect>().keep_alive;
  if (asked == 0 || asked > keep_alive)
    visit.inconclusive("the Keep Alive asked for (set-up)", std::to_string(asked) + " s");
  line.send(owned::Connack{});
  visit.must_hold(pings, keeps_alive(visit, line, Time{asked} * 1'000, messages_come),
                  "a packet at least every " + std::to_string(asked) + " s",
                  "none for more than one and a half times that", false);
}

// Long enough for a Client that counts in seconds.
void judge_server_keep_alive(Visit& visit, std::uint16_t asked) {
  constexpr std::uint16_t server_keep_alive = 4;
  auto connect = visit.plain_connect();
  connect.keep_alive = asked;
  owned::Connack accept;
  accept.properties.server_keep_alive = server_keep_alive;
  Line line = visit.connected(connect, accept);
  visit.must_hold("MQTT-3.1.2-21"_v5, keeps_alive(visit, line, server_keep_alive * 1'000, false),
                  "a packet at least every 4 s, the Server Keep Alive",
                  "none for more than one and a half times that", false);
}

}  // namespace

std::span<const Case> s3_01_2_10_keep_alive() {
  static const Case cases[] = {
      {"client/keep-alive/pings-when-idle",
       {pings},
       [](Visit& visit) { judge_keep_alive(visit, false); }},
      {"client/keep-alive/pings-while-messages-come",
       {pings},
       [](Visit& visit) { judge_keep_alive(visit, true); }},
      {"client/keep-alive/of-the-server-replaces-a-longer-one",
       {"MQTT-3.1.2-21"_v5},
       [](Visit& visit) { judge_server_keep_alive(visit, 60); }},
      {"client/keep-alive/of-the-server-replaces-none",
       {"MQTT-3.1.2-21"_v5},
       [](Visit& visit) { judge_server_keep_alive(visit, 0); }},
      {"client/keep-alive/of-0-keeps-the-connection",
       {may_be_silent},
       [](Visit& visit) {
         auto connect = visit.plain_connect();
         connect.keep_alive = 0;
         Line line = visit.connected(connect);
         visit.let_time_pass(2'000);
         visit.should_hold(may_be_silent, line.is_open(), "the connection is kept", "it is closed");
       }},
      {"client/keep-alive/without-pingresp-it-gives-up",
       {gives_up},
       [](Visit& visit) {
         const auto keep_alive = short_keep_alive(visit);
         auto connect = visit.plain_connect();
         connect.keep_alive = keep_alive;
         Line line = visit.connected(connect);
         line.by_hand({PacketType::pingreq});
         if (!line.await(any<Pingreq>(), Time{keep_alive} * 2'000))
           visit.inconclusive("PINGREQ (set-up)", "none came");
         const Time end = visit.now() + Time{keep_alive} * 2'000 + 12'000;
         while (line.is_open() && visit.now() < end) visit.let_time_pass(500);
         visit.should_hold(gives_up, !line.is_open(), "it closes when no PINGRESP comes",
                           "it stays for two Keep Alives and 12 s");
       }},
      {"client/keep-alive/without-connack-it-gives-up",
       {waits_for_connack},
       [](Visit& visit) {
         const auto limit = visit.able().connect_timeout_s.value_or(15);
         visit.needs(limit <= 30, "give up waiting for CONNACK within 30 s");
         visit.ask_connect(visit.plain_connect());
         Line line = visit.next_line();
         line.expect(any<Connect>());
         const Time end = visit.now() + Time{limit} * 1'000 + 5'000;
         while (line.is_open() && visit.now() < end) visit.let_time_pass(500);
         visit.should_hold(waits_for_connack, !line.is_open(), "it closes when no CONNACK comes",
                           "it waits on");
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
