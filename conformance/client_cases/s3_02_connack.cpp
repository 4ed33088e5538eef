// 3.2  CONNACK
#include "codec/notation.hpp"
#include "conformance/client_cases/sections.hpp"
#include "conformance/client_cases/vocabulary.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Must below_maximum_qos = "MQTT-3.2.2-11"_v5;
constexpr Must retains_nothing = "MQTT-3.2.2-14"_v5;
constexpr Should qos_2_by_default = "U5.0-3.2.2.3.4-2"_v5;
constexpr Should retained_by_default = "U5.0-3.2.2.3.5-3"_v5;

owned::Connack with_maximum_qos(std::uint8_t qos) {
  owned::Connack connack;
  connack.properties.maximum_qos = qos;
  return connack;
}

owned::Connack retaining_nothing() {
  owned::Connack connack;
  connack.properties.retain_available = 0;
  return connack;
}

std::string sent(const Visit& visit, const std::optional<Arrival>& arrival) {
  return arrival ? to_text(arrival->packet, visit.version()) : "no PUBLISH";
}

/// The application publishes what the Server does not take.
void asks_too_much(Visit& visit, const owned::Connack& accept, Qos qos, bool retain, Must statement,
                   std::string_view expected) {
  Line line = visit.connected(visit.plain_connect(), accept);
  visit.asks_for_the_impossible();
  line.by_hand({PacketType::publish});
  visit.publish("t", "once", qos, retain);
  const auto arrival = line.await(message("once"), visit.settings().patience / 2);
  const bool same =
      arrival && (retain ? arrival->as<Publish>().retain : arrival->as<Publish>().qos == qos);
  visit.must_not_let_through(statement, !same, expected,
                             same ? to_text(arrival->packet, visit.version()) : std::string());
}

/// The application publishes before it can know what the Server takes.
void queued_before(Visit& visit, const owned::Connack& accept, Qos qos, bool retain,
                   Must statement) {
  visit.needs(visit.able().offline_queue, "take messages before it is connected");
  visit.ask_connect(visit.plain_connect());
  Line line = visit.next_line();
  line.expect(any<Connect>());
  visit.asks_for_the_impossible();
  visit.publish("t", "once", qos, retain);
  visit.let_time_pass(200);
  if (line.await(message("once"), 0))
    return visit.remark("it does not wait for CONNACK, which is right");
  line.by_hand({PacketType::publish});
  line.send(accept);
  line.fence();
  const auto arrival = line.await(message("once"), 0);
  const bool same =
      arrival && (retain ? arrival->as<Publish>().retain : arrival->as<Publish>().qos == qos);
  visit.must_not_let_through(statement, !same, "no PUBLISH that the Server does not take",
                             same ? to_text(arrival->packet, visit.version()) : std::string());
}

}  // namespace

std::span<const Case> s3_02_connack() {
  static const Case cases[] = {
      {"client/connack/session-in-spite-of-clean-start-is-noticed",
       {"MQTT-3.2.2-2"_v5, "MQTT-3.2.2-4"_v5},
       [](Visit& visit) {
         visit.ask_connect(visit.plain_connect());
         Line line = visit.next_line();
         line.expect(any<Connect>());
         line.send_illegal(session_is_present());
         line.detects_by_closing("MQTT-3.2.2-2"_v5);
         visit.debatable("MQTT-3.2.2-4"_v5, 57,
                         line.is_open() ? "it goes on with the Server's Session" : "it closes");
       }},
      {"client/connack/maximum-qos-0-bars-qos-1",
       {"MQTT-3.2.2-11"_v5},
       [](Visit& visit) {
         asks_too_much(visit, with_maximum_qos(0), Qos::at_least_once, false, below_maximum_qos,
                       "no PUBLISH of QoS 1");
       }},
      {"client/connack/maximum-qos-0-bars-qos-2",
       {"MQTT-3.2.2-11"_v5},
       [](Visit& visit) {
         asks_too_much(visit, with_maximum_qos(0), Qos::exactly_once, false, below_maximum_qos,
                       "no PUBLISH of QoS 2");
       }},
      {"client/connack/maximum-qos-1-bars-qos-2",
       {"MQTT-3.2.2-11"_v5},
       [](Visit& visit) {
         asks_too_much(visit, with_maximum_qos(1), Qos::exactly_once, false, below_maximum_qos,
                       "no PUBLISH of QoS 2");
       }},
      {"client/connack/maximum-qos-bars-what-is-queued",
       {"MQTT-3.2.2-11"_v5},
       [](Visit& visit) {
         queued_before(visit, with_maximum_qos(0), Qos::at_least_once, false, below_maximum_qos);
       }},
      {"client/connack/without-maximum-qos-all-are-sent",
       {"U5.0-3.2.2.3.4-2"_v5},
       [](Visit& visit) {
         Line line = visit.connected();
         visit.publish("t", "once", Qos::exactly_once);
         const auto arrival = line.await(message("once"), visit.settings().patience);
         visit.should_hold(qos_2_by_default,
                           arrival && arrival->as<Publish>().qos == Qos::exactly_once,
                           "PUBLISH of QoS 2", sent(visit, arrival));
       }},
      {"client/connack/retain-available-0-bars-retain",
       {"MQTT-3.2.2-14"_v5},
       [](Visit& visit) {
         asks_too_much(visit, retaining_nothing(), Qos::at_most_once, true, retains_nothing,
                       "no PUBLISH with RETAIN 1");
       }},
      {"client/connack/retain-available-0-bars-what-is-queued",
       {"MQTT-3.2.2-14"_v5},
       [](Visit& visit) {
         queued_before(visit, retaining_nothing(), Qos::at_least_once, true, retains_nothing);
       }},
      {"client/connack/without-retain-available-messages-are-retained",
       {"U5.0-3.2.2.3.5-3"_v5},
       [](Visit& visit) {
         Line line = visit.connected();
         visit.publish("t", "once", Qos::at_most_once, true);
         const auto arrival = line.await(message("once"), visit.settings().patience);
         visit.should_hold(retained_by_default, arrival && arrival->as<Publish>().retain,
                           "PUBLISH with RETAIN 1", sent(visit, arrival));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
