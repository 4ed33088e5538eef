// 4.3  Quality of Service levels, as their receiver sees them
#include "conformance/client_cases/exchanges.hpp"
#include "conformance/client_cases/sections.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Cited new_after_puback = "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-5"_v5;
constexpr Cited new_after_pubcomp = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-12"_v5;
constexpr Cited repeat_answered = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-10"_v5;
constexpr Cited answered_to_its_end = "MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5;
constexpr Cited acknowledged_always = "MQTT-4.5.0-2"_v311 | "MQTT-4.5.0-2"_v5;
constexpr auto completed_if_expired = "MQTT-4.3.3-13"_v5;
constexpr auto not_expired_once_sent = "MQTT-4.3.3-7"_v5;

void judge_delivered(Visit& visit, Must statement, std::string_view payload, std::size_t count) {
  const auto actual = visit.delivered(payload);
  visit.must_hold(statement, actual == count, std::to_string(count) + " deliveries",
                  std::to_string(actual), actual > count);
}

void qos_1_id_again(Visit& visit) {
  visit.needs(visit.shows("msg.payload"), "tell what it received");
  Line line = visit.connected();
  for (const auto* const payload : {"first", "second"}) {
    line.send(with_id(5, payload, Qos::at_least_once));
    line.expect(ack<Puback>(5));
  }
  line.fence();
  judge_delivered(visit, new_after_puback, "second", 1);
}

// The Server did not see the PUBACK: what it sends again is a new message for the Client.
void qos_1_id_again_with_dup(Visit& visit) {
  visit.needs(visit.shows("msg.payload"), "tell what it received");
  Line line = begun(visit);
  line.send(with_id(5, "twice", Qos::at_least_once));
  line.expect(ack<Puback>(5));
  line.cut();
  Line again = resumed(visit);
  again.send_illegal(sent_again("t", "twice", Qos::at_least_once, 5));
  again.expect(ack<Puback>(5));
  again.fence();
  judge_delivered(visit, new_after_puback, "twice", 2);
}

void qos_2_id_again(Visit& visit) {
  visit.needs(visit.shows("msg.payload"), "tell what it received");
  Line line = visit.connected();
  for (const auto* const payload : {"first", "second"}) {
    line.send(with_id(5, payload, Qos::exactly_once));
    line.expect(ack<Pubrec>(5));
    line.expect(ack<Pubcomp>(5));
  }
  line.fence();
  judge_delivered(visit, new_after_pubcomp, "second", 1);
}

void repeat_is_answered(Visit& visit) {
  Line line = begun(visit);
  line.by_hand({PacketType::pubrec});
  line.send(with_id(5, "two", Qos::exactly_once));
  line.expect(ack<Pubrec>(5));
  line.cut();
  Line again = resumed(visit);
  again.send(sent_again("t", "two", Qos::exactly_once, 5));
  again.must(repeat_answered, ack<Pubrec>(5));
  again.must(answered_to_its_end, ack<Pubcomp>(5));
}

void pubrel_again(Visit& visit) {
  Line line = begun(visit);
  line.by_hand({PacketType::pubrec});
  line.send(with_id(5, "two", Qos::exactly_once));
  line.expect(ack<Pubrec>(5));
  line.cut();
  Line again = resumed(visit);
  again.send(owned::Pubrel{5, {}, {}});
  again.must(answered_to_its_end, ack<Pubcomp>(5));
  again.fence();
  if (visit.shows("msg.payload")) judge_delivered(visit, repeat_answered, "two", 1);
}

void expired_is_completed(Visit& visit) {
  Line line = visit.connected();
  line.by_hand({PacketType::pubrec});
  auto publish = with_id(5, "short-lived", Qos::exactly_once);
  publish.properties.message_expiry_interval = 1;
  line.send(publish);
  line.expect(ack<Pubrec>(5));
  visit.let_time_pass(1'500);
  line.send(owned::Pubrel{5, {}, {}});
  line.must(completed_if_expired, ack<Pubcomp>(5));
}

void sent_does_not_expire(Visit& visit) {
  Line line = visit.connected();
  line.by_hand({PacketType::publish});
  owned::Publish publish;
  publish.topic = "t";
  publish.payload = "short-lived";
  publish.qos = Qos::exactly_once;
  publish.properties.message_expiry_interval = 1;
  visit.ask(publish);
  const auto arrival = line.expect(message("short-lived"));
  require_qos(visit, arrival, Qos::exactly_once);
  const auto id = id_of(arrival);
  visit.let_time_pass(1'500);
  line.send(owned::Pubrec{id, {}, {}});
  line.must(not_expired_once_sent, ack<Pubrel>(id));
}

}  // namespace

std::span<const Case> s4_03_receiver() {
  static const Case cases[] = {
      {"client/qos1/identifier-is-new-after-puback", {new_after_puback}, qos_1_id_again},
      {"client/qos1/message-sent-again-after-puback-is-new",
       {new_after_puback},
       qos_1_id_again_with_dup},
      {"client/qos2/identifier-is-new-after-pubcomp", {new_after_pubcomp}, qos_2_id_again},
      {"client/qos2/message-sent-again-is-acknowledged",
       {repeat_answered, answered_to_its_end},
       repeat_is_answered},
      {"client/qos2/pubrel-on-the-next-connection-is-answered",
       {answered_to_its_end, repeat_answered},
       pubrel_again},
      {"client/qos2/expired-message-is-acknowledged-to-its-end",
       {completed_if_expired},
       expired_is_completed},
      {"client/qos2/message-does-not-expire-once-it-is-sent",
       {not_expired_once_sent},
       sent_does_not_expire},
      {"client/qos1/message-without-subscription-is-acknowledged",
       {acknowledged_always},
       [](Visit& visit) {
         Line line = visit.connected();
         line.publish("nobody/asked", "one", Qos::at_least_once);
         line.must(acknowledged_always, any<Puback>());
       }},
      {"client/qos2/message-without-subscription-is-acknowledged",
       {acknowledged_always},
       [](Visit& visit) {
         Line line = visit.connected();
         line.publish("nobody/asked", "two", Qos::exactly_once);
         line.must(acknowledged_always, any<Pubrec>());
       }},
      {"client/qos1/empty-message-is-acknowledged",
       {acknowledged_always},
       [](Visit& visit) {
         Line line = visit.connected();
         line.publish("t", "", Qos::at_least_once);
         line.must(acknowledged_always, any<Puback>());
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
