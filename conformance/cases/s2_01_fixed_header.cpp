// 2.1 (3.1.1: 2.2)  Fixed Header: packet types, reserved flags, Remaining Length
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited flags_are_validated = "MQTT-2.2.2-2"_v311 | "U5.0-2.1.3-1"_v5;
constexpr Cited types_and_directions = "U3.1.1-2.2.1-1"_v311 | "U5.0-2.1.2-1"_v5;

// Packets that only a Server sends, sent to it.
void refuse_from_client(Run& run, std::string_view hex_3_1_1, std::string_view hex_5_0) {
  run.detects(types_and_directions,
              raw(run.is_v5() ? hex_5_0 : hex_3_1_1).because("a Server's packet"), raw(pingreq()));
}

// An acknowledgement with a reserved flag set; the one before it was in order.
void refuse_acknowledgement(Run& run, Qos qos) {
  const auto answer = [qos](std::uint16_t id) {
    return qos == Qos::at_least_once ? puback(id) : pubrec(id);
  };
  auto sub = subscribed(run, "t", qos);
  sub.answer_by_hand();
  auto pub = run.client("pub");
  pub.publish(publish("t", "in order").at(qos));
  const auto first = sub.expect(publish("t", "in order")).as<Publish>().packet_id;
  sub.send(answer(first));
  if (qos == Qos::exactly_once) {
    sub.expect(pubrel(first));
    sub.send(pubcomp(first));
  }
  sub.ping();
  pub.publish(publish("t", "flag set").at(qos));
  const auto id = sub.expect(publish("t", "flag set")).as<Publish>().packet_id;
  sub.send_illegal(raw(answer(id)).flags(0x1));
  if (run.is_v5())
    sub.detects_by_closing("U5.0-2.1.3-1"_v5);
  else
    sub.must_close("MQTT-2.2.2-2"_v311);
}

}  // namespace

std::span<const Case> s2_01_fixed_header() {
  static const Case cases[] = {
      // 2.2.1 | 2.1.2  Control Packet type
      {"fixed-header/type-0-is-refused",
       {types_and_directions},
       [](Run& run) {
         run.detects(types_and_directions, raw(pingreq()).packet_type(0).because("type 0"),
                     raw(pingreq()));
       }},

      {"fixed-header/type-15-is-refused-in-3.1.1",
       {"U3.1.1-2.2.1-1"_v311},
       [](Run& run) {
         run.detects("U3.1.1-2.2.1-1"_v311, raw(pingreq()).packet_type(15).because("type 15"),
                     raw(pingreq()));
       }},

      {"fixed-header/connack-from-a-client-is-refused",
       {types_and_directions},
       [](Run& run) { refuse_from_client(run, "20 02 00 00", "20 03 00 00 00"); }},

      {"fixed-header/suback-from-a-client-is-refused",
       {types_and_directions},
       [](Run& run) { refuse_from_client(run, "90 03 00 07 00", "90 04 00 07 00 00"); }},

      {"fixed-header/unsuback-from-a-client-is-refused",
       {types_and_directions},
       [](Run& run) { refuse_from_client(run, "b0 02 00 07", "b0 04 00 07 00 00"); }},

      {"fixed-header/pingresp-from-a-client-is-refused",
       {types_and_directions},
       [](Run& run) { refuse_from_client(run, "d0 00", "d0 00"); }},

      // 2.2.2 | 2.1.3  Flags
      {"fixed-header/reserved-flags-of-pingreq",
       {flags_are_validated},
       [](Run& run) {
         for (const unsigned flags : {0x1U, 0x2U, 0x4U, 0x8U})
           refuse(run, "MQTT-2.2.2-2"_v311, "U5.0-2.1.3-1"_v5,
                  raw(pingreq()).flags(flags).because("a reserved flag set"), raw(pingreq()));
       }},

      {"fixed-header/reserved-flags-of-connect",
       {flags_are_validated, connect_is_validated},
       [](Run& run) {
         const auto bad = raw(connect("c")).flags(0x1).because("a reserved flag set");
         refuse(run, "MQTT-2.2.2-2"_v311, "U5.0-2.1.3-1"_v5, bad, raw(connect("c")));
         run.must_refuse(connect_is_validated, bad, raw(connect("c")));
       }},

      {"fixed-header/reserved-flags-of-puback",
       {flags_are_validated},
       [](Run& run) { refuse_acknowledgement(run, Qos::at_least_once); },
       Need::qos_1},

      {"fixed-header/reserved-flags-of-pubrec",
       {flags_are_validated},
       [](Run& run) { refuse_acknowledgement(run, Qos::exactly_once); },
       Need::qos_2},

      {"fixed-header/flags-have-the-listed-value",
       {"MQTT-2.2.2-1"_v311 | "MQTT-2.1.3-1"_v5},
       [](Run& run) {
         run.detects("MQTT-2.2.2-1"_v311 | "MQTT-2.1.3-1"_v5,
                     raw(pingreq()).flags(0xF).because("all reserved flags set"), raw(pingreq()));
       }},

      // 2.2.3 | 2.1.4  Remaining Length
      {"fixed-header/remaining-length-of-one-two-and-three-bytes",
       {"U3.1.1-2.2.3-1"_v311 | "U5.0-2.1.4-1"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         auto pub = run.client("pub");
         const auto limit = pub.connack().properties.maximum_packet_size.value_or(1'000'000);
         if (limit < 17'000) run.decline("Maximum Packet Size is below 17,000");
         for (const std::size_t size : {20U, 200U, 16'500U}) {
           const auto message = publish("t", std::string(size, 'x'));
           pub.publish(message);
           sub.should("U3.1.1-2.2.3-1"_v311 | "U5.0-2.1.4-1"_v5, message);
         }
       }},

      // 2.4 | 2.3  Payload
      {"payload/left-out-of-subscribe-and-unsubscribe-is-refused",
       {"U3.1.1-2.4-1"_v311 | "U5.0-2.3-1"_v5},
       [](Run& run) {
         const auto field = static_cast<int>(run.names().on_target("t").size()) + 2;
         const auto refuse_without_payload = [&](const auto& legal, int size) {
           run.detects("U3.1.1-2.4-1"_v311 | "U5.0-2.3-1"_v5,
                       raw(legal).erase(-size, static_cast<unsigned>(size)).because("no Payload"),
                       raw(legal));
         };
         refuse_without_payload(subscribe(7).filter("t"), field + 1);
         refuse_without_payload(unsubscribe(7).filter("t"), field);
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
