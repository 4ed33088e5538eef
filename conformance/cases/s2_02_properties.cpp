// 2.2.2  Properties (5.0): their length, where each may stand, their order
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {

std::span<const Case> s2_02_properties() {
  static const Case cases[] = {
      // 2.2.2.1  Property Length
      {"properties/length-left-out-is-refused",
       {"MQTT-2.2.2-1"_v5},
       [](Run& run) {
         run.detects("MQTT-2.2.2-1"_v5,
                     raw(publish("t", "")).erase(-1, 1).because("no Property Length"),
                     raw(publish("t", "")));
       }},

      {"properties/length-beyond-the-packet-is-refused",
       {"U5.0-2.2.2.1-1"_v5},
       [](Run& run) {
         run.detects("U5.0-2.2.2.1-1"_v5,
                     raw(subscribe(7).filter("t")).byte(2, 0x7F).because("Property Length 127"),
                     raw(subscribe(7).filter("t")));
       }},

      {"properties/length-that-cuts-a-property-is-refused",
       {"U5.0-2.2.2.1-1"_v5},
       [](Run& run) {
         const auto legal = subscribe(7).filter("t").user("a", "b");
         run.detects("U5.0-2.2.2.1-1"_v5, raw(legal).byte(2, 3).because("Property Length 3 of 7"),
                     raw(legal));
       }},

      // 2.2.2.2  Property
      {"properties/unknown-identifier-is-refused",
       {"U5.0-2.2.2.2-1"_v5},
       [](Run& run) {
         run.detects("U5.0-2.2.2.2-1"_v5,
                     raw(publish("t", "x")).property("04 00").because("property 0x04"),
                     raw(publish("t", "x")).property("01 00"));
         run.detects("U5.0-2.2.2.2-1"_v5,
                     raw(publish("t", "x")).property("7f 00").because("property 0x7F"),
                     raw(publish("t", "x")).property("01 00"));
       }},

      {"properties/another-packets-property-is-refused-in-connect",
       {"U5.0-2.2.2.2-1"_v5, "MQTT-3.1.4-1"_v5},
       [](Run& run) {
         refuse_connect(run, "U5.0-2.2.2.2-1"_v5,
                        raw(connect("c")).property("23 0001").because("a Topic Alias"),
                        raw(connect("c")).property("22 0001"));
       }},

      {"properties/another-packets-property-is-refused-in-the-will",
       {"U5.0-2.2.2.2-1"_v5, "MQTT-3.1.4-1"_v5},
       [](Run& run) {
         const auto legal = connect("c").will(will("w", "x"));
         refuse_connect(run, "U5.0-2.2.2.2-1"_v5,
                        raw(legal).will_property("11 0000000a").because("a Session Expiry"),
                        raw(legal).will_property("02 0000000a"));
       }},

      {"properties/another-packets-property-is-refused-in-publish",
       {"U5.0-2.2.2.2-1"_v5},
       [](Run& run) {
         run.detects("U5.0-2.2.2.2-1"_v5,
                     raw(publish("t", "x")).property("18 0000000a").because("a Will Delay"),
                     raw(publish("t", "x")).property("02 0000000a"));
       }},

      {"properties/another-packets-property-is-refused-in-subscribe",
       {"U5.0-2.2.2.2-1"_v5},
       [](Run& run) {
         run.detects("U5.0-2.2.2.2-1"_v5,
                     raw(subscribe(7).filter("t")).property("1f 0001 72").because("Reason String"),
                     raw(subscribe(7).filter("t")).property("26 0000 0000"));
       }},

      {"properties/another-packets-property-is-refused-in-unsubscribe",
       {"U5.0-2.2.2.2-1"_v5},
       [](Run& run) {
         run.detects("U5.0-2.2.2.2-1"_v5,
                     raw(unsubscribe(7).filter("t")).property("0b 01").because("an identifier"),
                     raw(unsubscribe(7).filter("t")).property("26 0000 0000"));
       }},

      {"properties/misplaced-property-is-reported-as-malformed",
       {"U5.0-2.2.2.2-2"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send_illegal(raw(publish("t", "x")).property("18 0000000a"));
         peer.should("U5.0-2.2.2.2-2"_v5, disconnect().codes({ReasonCode::malformed_packet}));
       }},

      {"properties/order-means-nothing",
       {"U5.0-2.2.2.2-3"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         auto pub = run.client("pub");
         const auto expected = publish("t", "x")
                                   .with(Property::content_type, "c")
                                   .with(Property::payload_format_indicator, 1)
                                   .with(Property::correlation_data, "d");
         for (const auto* order :
              {"01 01  03 0001 63  09 0001 64", "09 0001 64  03 0001 63  01 01"}) {
           pub.send_illegal(raw(publish("t", "x")).property(order));
           should_be(run, "U5.0-2.2.2.2-3"_v5, sub.expect(publish("t", "x")), expected);
         }
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
