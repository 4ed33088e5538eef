// 3.12 to 3.14  PINGREQ, PINGRESP and DISCONNECT
#include <algorithm>

#include "codec/notation.hpp"
#include "conformance/client_cases/sections.hpp"
#include "conformance/client_cases/vocabulary.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited is_last = "MQTT-3.14.4-2"_v311 | "MQTT-3.14.4-1"_v5;
constexpr Cited then_closes = "MQTT-3.14.4-1"_v311 | "MQTT-3.14.4-2"_v5;
constexpr Cited flags = "MQTT-2.2.2-1"_v311 | "MQTT-2.1.3-1"_v5;
constexpr Must listed_code = "MQTT-3.14.2-1"_v5;
constexpr Should closes_as_well = "U5.0-3.14.4-1"_v5;

/// After its DISCONNECT the Client sends nothing and closes.
void judge_end(Visit& visit, Line& line, const Arrival& disconnect) {
  const Time end = visit.now() + 2 * visit.settings().patience;
  while (line.is_open() && visit.now() < end) visit.let_time_pass(100);
  const auto rest = line.drain();
  const auto later = std::ranges::find_if(
      rest, [&](const Arrival& each) { return each.order > disconnect.order; });
  visit.must_hold(is_last, later == rest.end(), "nothing after DISCONNECT",
                  later == rest.end() ? "" : to_text(later->packet, visit.version()));
  visit.must_hold(then_closes, !line.is_open(), "the Client closes after its DISCONNECT",
                  "it leaves the connection open");
}

void leaves(Visit& visit, Line& line) {
  visit.disconnect();
  judge_end(visit, line, line.expect(any<Disconnect>()));
}

/// DISCONNECT with that Reason Code and a Session Expiry Interval.
void judge_code(Visit& visit, const owned::Disconnect& asked) {
  Line line = visit.connected(lasting_connect(visit));
  visit.ask(asked);
  const auto came = line.expect(any<Disconnect>());
  const auto& packet = came.as<Disconnect>();
  if (packet.reason_code != asked.reason_code ||
      packet.properties.session_expiry_interval != asked.properties.session_expiry_interval)
    visit.inconclusive(to_text(asked, visit.version()) + " (set-up)",
                       to_text(came.packet, visit.version()));
  visit.must_hold(listed_code, true, "", "");
  judge_end(visit, line, came);
}

void server_leaves(Visit& visit, ReasonCode code) {
  Line line = visit.connected();
  owned::Disconnect disconnect;
  disconnect.reason_code = code;
  line.send(disconnect);
  const Time end = visit.now() + visit.settings().patience;
  while (line.is_open() && visit.now() < end) visit.let_time_pass(100);
  visit.should_hold(closes_as_well, !line.is_open(), "it closes on DISCONNECT", "it stays");
}

}  // namespace

std::span<const Case> s3_14_disconnect() {
  static const Case cases[] = {
      {"client/disconnect/ends-an-idle-connection",
       {is_last, then_closes, flags},
       [](Visit& visit) {
         Line line = visit.connected();
         leaves(visit, line);
         visit.must_hold(flags, true, "", "");
       }},
      {"client/disconnect/ends-a-connection-with-subscriptions",
       {is_last, then_closes},
       [](Visit& visit) {
         Line line = visit.connected();
         visit.subscribe("t");
         line.expect(any<Subscribe>());
         line.publish("t", "once", Qos::at_least_once);
         line.expect(any<Puback>());
         leaves(visit, line);
       }},
      {"client/disconnect/ends-what-is-unacknowledged",
       {is_last, then_closes},
       [](Visit& visit) {
         Line line = visit.connected();
         line.by_hand({PacketType::publish});
         visit.publish("t", "once", Qos::at_least_once);
         line.expect(message("once"));
         visit.disconnect();
         // It may wait for the PUBACK first.
         const auto disconnect = line.await(any<Disconnect>(), visit.settings().patience);
         if (!disconnect)
           return visit.remark("it waits for the PUBACK before DISCONNECT, which is right");
         judge_end(visit, line, *disconnect);
       }},
      {"client/disconnect/with-will-has-its-code",
       {"MQTT-3.14.2-1"_v5, is_last.of(Version::v5_0).value(),
        then_closes.of(Version::v5_0).value()},
       [](Visit& visit) {
         owned::Disconnect disconnect;
         disconnect.reason_code = ReasonCode::disconnect_with_will_message;
         judge_code(visit, disconnect);
       }},
      {"client/disconnect/has-session-expiry-interval",
       {"MQTT-3.14.2-1"_v5, is_last.of(Version::v5_0).value(),
        then_closes.of(Version::v5_0).value()},
       [](Visit& visit) {
         owned::Disconnect disconnect;
         disconnect.properties.session_expiry_interval = 10;
         judge_code(visit, disconnect);
       }},
      {"client/disconnect/of-the-server-is-followed",
       {"U5.0-3.14.4-1"_v5},
       [](Visit& visit) { server_leaves(visit, ReasonCode::server_shutting_down); }},
      {"client/disconnect/of-the-server-without-error-is-followed",
       {"U5.0-3.14.4-1"_v5},
       [](Visit& visit) { server_leaves(visit, ReasonCode::normal_disconnection); }},
      {"client/ping/has-no-flags",
       {flags},
       [](Visit& visit) {
         auto connect = visit.plain_connect();
         connect.keep_alive = std::max<std::uint16_t>(2, visit.able().min_keep_alive);
         Line line = visit.connected(connect);
         if (!line.await(any<Pingreq>(), Time{connect.keep_alive} * 2'000))
           visit.inconclusive("PINGREQ (set-up)", "none came");
         visit.must_hold(flags, true, "", "");
       }},
      {"client/ping/pingresp-that-was-not-asked-for-does-nothing",
       {"U5.0-3.13.4-1"_v5},
       [](Visit& visit) {
         Line line = visit.connected();
         line.send_illegal(owned::Pingresp{});
         visit.should_hold("U5.0-3.13.4-1"_v5, line.fence() != Liveness::closed, "nothing",
                           "it closes");
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
