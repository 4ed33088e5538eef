// 3.12, 3.13  PINGREQ and PINGRESP
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited pings_are_answered = "MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5;

}  // namespace

std::span<const Case> s3_12_pingreq() {
  static const Case cases[] = {
      {"pingreq/is-answered",
       {pings_are_answered},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send(pingreq());
         peer.must(pings_are_answered, pingresp());
       }},

      {"pingreq/each-is-answered-once",
       {pings_are_answered},
       [](Run& run) {
         auto peer = run.client("c");
         for (int i = 0; i < 3; ++i) peer.send(pingreq());
         for (int i = 0; i < 3; ++i) peer.must(pings_are_answered, pingresp());
         peer.must_not_receive(pings_are_answered, pingresp());
       }},

      {"pingreq/is-answered-amid-an-unfinished-exchange",
       {pings_are_answered},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send(publish("t", "half done").qos2(1));
         peer.expect(pubrec(1));
         peer.send(pingreq());
         peer.must(pings_are_answered, pingresp());
         peer.send(pubrel(1));
         peer.expect(pubcomp(1));
       },
       Need::qos_2},

      {"pingreq/in-two-pieces-is-answered",
       {pings_are_answered},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send_illegal(raw("c0"));
         run.let_time_pass(200);
         peer.send_illegal(raw("00"));
         peer.must(pings_are_answered, pingresp());
       }},

      {"pingreq/two-in-one-piece-are-answered",
       {pings_are_answered},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send_illegal(raw("c0 00 c0 00"));
         for (int i = 0; i < 2; ++i) peer.must(pings_are_answered, pingresp());
       }},

      {"pingreq/with-more-than-a-fixed-header-is-refused",
       {"U3.1.1-3.12.2-1"_v311 | "U5.0-3.12.2-1"_v5, "U3.1.1-3.12.3-1"_v311 | "U5.0-3.12.3-1"_v5},
       [](Run& run) {
         run.detects("U3.1.1-3.12.2-1"_v311 | "U5.0-3.12.2-1"_v5,
                     raw(pingreq()).append("00").because("a byte behind the Fixed Header"),
                     raw(pingreq()));
         run.detects("U3.1.1-3.12.3-1"_v311 | "U5.0-3.12.3-1"_v5,
                     raw(pingreq()).append("00 01 78").because("a Payload"), raw(pingreq()));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
