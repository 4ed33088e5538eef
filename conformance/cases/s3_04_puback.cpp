// 3.4 to 3.7  PUBACK, PUBREC, PUBREL, PUBCOMP
#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

constexpr std::initializer_list<ReasonCode> codes_of_puback_and_pubrec = {
    ReasonCode::success,
    ReasonCode::no_matching_subscribers,
    ReasonCode::unspecified_error,
    ReasonCode::implementation_specific_error,
    ReasonCode::not_authorized,
    ReasonCode::topic_name_invalid,
    ReasonCode::packet_identifier_in_use,
    ReasonCode::quota_exceeded,
    ReasonCode::payload_format_invalid};

// A subscriber that takes one message at a time and completes exchanges by hand, with two messages
// on the way: the second can come only when the first is done with.
Peer one_at_a_time(Run& run, Qos qos) {
  auto sub = run.client(connect("sub").with(Property::receive_maximum, 1));
  granted(run, sub.subscribe("t", qos), qos);
  sub.answer_by_hand();
  auto pub = run.client("pub");
  pub.publish(publish("t", "1").at(qos));
  pub.publish(publish("t", "2").at(qos));
  return sub;
}

}  // namespace

std::span<const Case> s3_04_puback() {
  static const Case cases[] = {
      // Codes that the Server sends
      {"acks/puback-has-a-code-of-its-table",
       {"MQTT-3.4.2-1"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish("t", "x").qos1(7));
         must_be(run, "MQTT-3.4.2-1"_v5, pub.expect(puback(7).any_code()),
                 puback(7).codes(codes_of_puback_and_pubrec));
       },
       Need::qos_1},
      {"acks/pubrec-has-a-code-of-its-table",
       {"MQTT-3.5.2-1"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish("t", "x").qos2(7));
         must_be(run, "MQTT-3.5.2-1"_v5, pub.expect(pubrec(7).any_code()),
                 pubrec(7).codes(codes_of_puback_and_pubrec));
         pub.send(pubrel(7));
         pub.expect(pubcomp(7));
       },
       Need::qos_2},
      {"acks/pubrel-has-a-code-of-its-table",
       {"MQTT-3.6.2-1"_v5},
       [](Run& run) {
         auto sub = subscribed(run, "t", exactly_once);
         sub.answer_by_hand();
         run.client("pub").publish(publish("t", "1").qos2());
         const auto id = packet_id(sub.expect(publish("t", "1")));
         sub.send(pubrec(id));
         must_be(run, "MQTT-3.6.2-1"_v5, sub.expect(pubrel(id).any_code()),
                 pubrel(id).codes({ReasonCode::success, ReasonCode::packet_identifier_not_found}));
         sub.send(pubcomp(id));
       },
       Need::qos_2},
      {"acks/pubcomp-has-a-code-of-its-table",
       {"MQTT-3.7.2-1"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish("t", "x").qos2(7));
         pub.expect(pubrec(7));
         pub.send(pubrel(7));
         must_be(run, "MQTT-3.7.2-1"_v5, pub.expect(pubcomp(7).any_code()),
                 pubcomp(7).codes({ReasonCode::success, ReasonCode::packet_identifier_not_found}));
       },
       Need::qos_2},
      {"acks/no-matching-subscribers-may-be-said",
       {"U5.0-3.4.2.1-4"_v5},
       [](Run& run) {
         auto pub = run.client("pub");
         pub.send(publish("t", "x").qos1(7));
         pub.may("U5.0-3.4.2.1-4"_v5, puback(7).codes({ReasonCode::no_matching_subscribers}));
       },
       Need::qos_1},
      {"acks/no-matching-subscribers-is-not-said-where-there-is-one",
       {"MQTT-3.4.2-1"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t", at_least_once);
         auto pub = run.client("pub");
         pub.publish(publish("t", "first").qos1());
         sub.expect(publish("t", "first"));
         pub.send(publish("t", "second").qos1(7));
         const auto code = pub.must("MQTT-3.4.2-1"_v5, puback(7)).as<Puback>().reason_code;
         run.must_hold("MQTT-3.4.2-1"_v5, code != ReasonCode::no_matching_subscribers,
                       "another code than 0x10: there is a subscriber", "0x10");
       },
       Need::qos_1},

      // Fixed Header flags
      {"acks/pubrel-with-other-flags-closes-the-connection",
       {"MQTT-3.6.1-1"_v311 | "MQTT-3.6.1-1"_v5},
       [](Run& run) {
         auto twin = run.client("twin");
         twin.publish(publish("t", "x").qos2(7));
         auto bad = run.client("bad");
         bad.send(publish("t", "x").qos2(7));
         bad.expect(pubrec(7));
         bad.send_illegal(raw(pubrel(7)).flags(0b0000).because("flags 0000"));
         bad.must_close("MQTT-3.6.1-1"_v311 | "MQTT-3.6.1-1"_v5);
       },
       Need::qos_2},
      // Short and long forms
      {"acks/puback-without-a-property-length-counts",
       {"U5.0-3.4.2.2.1-1"_v5},
       [](Run& run) {
         auto sub = one_at_a_time(run, at_least_once);
         const auto id = packet_id(sub.expect(publish("t", "1")));
         sub.send_illegal(raw(puback(id)).append("00").because("Remaining Length 3"));
         sub.should("U5.0-3.4.2.2.1-1"_v5, publish("t", "2"));
       },
       Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
