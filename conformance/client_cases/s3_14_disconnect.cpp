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
constexpr Must disconnect_reason_fits = "MQTT-3.14.2-3"_v5;
constexpr Must disconnect_property_fits = "MQTT-3.14.2-4"_v5;
constexpr Should moves = "U5.0-4.11-3"_v5;
constexpr std::string_view other_server = "elsewhere.example:1883";
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
                  "it leaves the connection open", false);
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

void judge_closing(Visit& visit, Line& line) {
  const Time end = visit.now() + visit.settings().patience;
  while (line.is_open() && visit.now() < end) visit.let_time_pass(100);
  visit.should_hold(closes_as_well, !line.is_open(), "it closes on DISCONNECT", "it stays");
}

void server_leaves(Visit& visit, ReasonCode code) {
  Line line = visit.connected();
  owned::Disconnect disconnect;
  disconnect.reason_code = code;
  line.send(disconnect);
  judge_closing(visit, line);
}

/// The application cannot go to another Server unless it is told of it.
template <class P>
void judge_reference(Visit& visit, Said::Kind kind) {
  const auto said = visit.await_said(kind);
  const auto* told = said && said->packet ? std::get_if<P>(&*said->packet) : nullptr;
  visit.should_hold(moves, told != nullptr && told->properties.server_reference == other_server,
                    "the Server Reference for the application",
                    said ? "it is told none, or another one" : "nothing is said");
}

void server_moves(Visit& visit) {
  const bool of_connack = visit.shows("refused.properties.server_reference");
  visit.needs(visit.shows("disc.properties.server_reference"), "tell a Server Reference");
  if (of_connack && visit.able().reconnect == subject::Reconnect::driver) {
    visit.ask_connect(visit.plain_connect());
    Line line = visit.next_line();
    line.expect(any<Connect>());
    owned::Connack refusal;
    refusal.reason_code = ReasonCode::server_moved;
    refusal.properties.server_reference = other_server;
    line.send(refusal);
    line.close();
    judge_reference<owned::Connack>(visit, Said::Kind::refused);
  }
  Line line = visit.connected();
  owned::Disconnect disconnect;
  disconnect.reason_code = ReasonCode::server_moved;
  disconnect.properties.server_reference = other_server;
  line.send(disconnect);
  judge_reference<owned::Disconnect>(visit, Said::Kind::disconnect);
  judge_closing(visit, line);
}

/// The application has the DISCONNECT made larger than the Server permits.
void leaves_with_too_much(Visit& visit) {
  owned::Connack connack;
  connack.properties.maximum_packet_size = 60;
  Line line = visit.connected(visit.plain_connect(), connack);
  visit.asks_for_the_impossible();
  owned::Disconnect disconnect;
  disconnect.properties.reason_string = std::string(60, 'r');
  disconnect.properties.user_properties.push_back({"name", std::string(60, 'u')});
  visit.ask(disconnect);
  const auto arrival = line.await(any<Disconnect>(), visit.settings().patience / 3);
  const bool large = arrival && arrival->bytes->size() > 60;
  const auto* came = large ? &arrival->as<Disconnect>().properties : nullptr;
  visit.must_not_let_through(disconnect_reason_fits, came == nullptr || !came->reason_string,
                             "no Reason String above 60 bytes", "DISCONNECT with it");
  visit.must_not_let_through(disconnect_property_fits,
                             came == nullptr || came->user_properties.empty(),
                             "no User Property above 60 bytes", "DISCONNECT with it");
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
      {"client/disconnect/server-reference-reaches-the-application",
       {"U5.0-4.11-3"_v5, "U5.0-3.14.4-1"_v5},
       server_moves},
      {"client/disconnect/fits-the-servers-maximum-packet-size",
       {disconnect_reason_fits.cited(), disconnect_property_fits.cited()},
       leaves_with_too_much},
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
