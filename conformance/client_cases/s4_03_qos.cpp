// 4.3  Quality of Service levels
#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited acknowledged = "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5;
constexpr Cited received = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5;
constexpr Cited completed = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5;
constexpr Cited sent_as_new_1 = "MQTT-4.3.2-1"_v311 | "MQTT-4.3.2-2"_v5;
constexpr Cited sent_as_new_2 = "MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-2"_v5;
constexpr Cited handed_over_once = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5;

// What was never on a wire is no duplicate.
void judge_first_sending(Visit& visit, Line& line, Qos qos) {
  const auto arrival = line.await(message("queued"), visit.settings().patience);
  if (!arrival) visit.inconclusive("the message that was queued (set-up)", "it does not come");
  require_qos(visit, *arrival, qos);
  visit.must_hold(qos == Qos::at_least_once ? Must(sent_as_new_1) : Must(sent_as_new_2),
                  !arrival->as<Publish>().dup, "DUP 0 at the first sending",
                  text_of(visit, *arrival));
}

void queued_before_connack(Visit& visit, Qos qos) {
  visit.needs(visit.able().offline_queue, "take messages before it is connected");
  visit.ask_connect(visit.plain_connect());
  Line line = visit.next_line();
  line.expect(any<Connect>());
  visit.publish("own", "queued", qos);
  visit.let_time_pass(200);
  line.send(owned::Connack{});
  judge_first_sending(visit, line, qos);
}

void queued_between_connections(Visit& visit, Qos qos) {
  visit.needs(visit.able().offline_queue, "take messages while there is no connection");
  Line line = begun(visit);
  settle(visit, line);
  line.cut();
  if (!visit.await_said(Said::Kind::down))
    visit.inconclusive("its application learns that the connection is gone (set-up)",
                       "it does not");
  visit.publish("own", "queued", qos);
  visit.let_time_pass(200);
  Line again = resumed(visit);
  judge_first_sending(visit, again, qos);
}

}  // namespace

std::span<const Case> s4_03_qos() {
  static const Case cases[] = {
      {"client/qos1/message-is-acknowledged",
       {acknowledged},
       [](Visit& visit) {
         Line line = visit.connected();
         const auto id = line.publish("t", "once", Qos::at_least_once);
         line.must(acknowledged, ack<Puback>(id));
       }},
      {"client/qos1/message-queued-before-connack-is-no-duplicate",
       {sent_as_new_1},
       [](Visit& visit) { queued_before_connack(visit, Qos::at_least_once); }},
      {"client/qos1/message-queued-between-connections-is-no-duplicate",
       {sent_as_new_1},
       [](Visit& visit) { queued_between_connections(visit, Qos::at_least_once); }},
      {"client/qos2/message-queued-before-connack-is-no-duplicate",
       {sent_as_new_2},
       [](Visit& visit) { queued_before_connack(visit, Qos::exactly_once); }},
      {"client/qos2/message-queued-between-connections-is-no-duplicate",
       {sent_as_new_2},
       [](Visit& visit) { queued_between_connections(visit, Qos::exactly_once); }},
      {"client/qos2/message-is-acknowledged-to-its-end",
       {received, completed},
       [](Visit& visit) {
         Line line = visit.connected();
         const auto id = line.publish("t", "once", Qos::exactly_once);
         line.must(received, ack<Pubrec>(id));
         line.must(completed, ack<Pubcomp>(id));
       }},
      {"client/qos2/message-sent-again-is-handed-over-once",
       {handed_over_once},
       [](Visit& visit) {
         visit.needs(visit.able().session, "keep a Session");
         const auto connect = lasting_connect(visit);
         Line line = visit.connected(connect);
         line.by_hand({PacketType::pubrec});
         const auto id = line.publish("t", "once", Qos::exactly_once);
         line.expect(ack<Pubrec>(id));
         line.cut();
         Line again = visit.reconnected(connect, session_is_present());
         again.send(sent_again("t", "once", Qos::exactly_once, id));
         again.expect(ack<Pubrec>(id));
         again.expect(ack<Pubcomp>(id));
         again.fence();
         const auto count = visit.delivered("once");
         visit.must_hold(handed_over_once, count == 1, "one delivery to the application",
                         std::to_string(count), count > 1);
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
