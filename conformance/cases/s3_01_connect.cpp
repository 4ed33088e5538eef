// 3.1  CONNECT: first and only, Protocol Name and Version, and what may follow it at once
#include <fmt/format.h>

#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

// Positions behind the Fixed Header.
constexpr int protocol_name_end = 5;
constexpr int protocol_version = 6;
constexpr int connect_flags = 7;

}  // namespace

std::span<const Case> s3_01_connect() {
  static const Case cases[] = {
      {"connect/is-acknowledged",
       {"MQTT-3.1.4-4"_v311 | "MQTT-3.1.4-5"_v5},
       [](Run& run) {
         auto peer = run.client("first");
         peer.reopen(connect("second").keep_session());
         must_be_accepted(run, peer, "MQTT-3.1.4-4"_v311 | "MQTT-3.1.4-5"_v5);
         peer.reopen(connect("second").keep_session());
         must_be_accepted(run, peer, "MQTT-3.1.4-4"_v311 | "MQTT-3.1.4-5"_v5);
       }},

      {"connect/must-come-first",
       {"MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5},
       [](Run& run) {
         auto peer = run.open();
         peer.send_illegal(pingreq());
         peer.detects_by_closing("MQTT-3.1.0-1"_v311 | "MQTT-3.1.0-1"_v5);
       }},

      {"connect/nothing-is-answered-before-it",
       {"MQTT-3.2.0-1"_v311 | "MQTT-3.2.0-1"_v5},
       [](Run& run) {
         auto peer = run.open();
         peer.send_illegal(subscribe(1).filter("t"));
         peer.must_not_receive("MQTT-3.2.0-1"_v311 | "MQTT-3.2.0-1"_v5, suback(1));
       }},

      {"connect/second-one-closes",
       {"MQTT-3.1.0-2"_v311 | "MQTT-3.1.0-2"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send_illegal(connect("c"));
         peer.must_close("MQTT-3.1.0-2"_v311 | "MQTT-3.1.0-2"_v5);
       }},

      {"connect/second-one-by-another-name-closes",
       {"MQTT-3.1.0-2"_v311 | "MQTT-3.1.0-2"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send_illegal(connect("other"));
         peer.must_close("MQTT-3.1.0-2"_v311 | "MQTT-3.1.0-2"_v5);
       }},

      // 3.1.2.1  Protocol Name. 3.1.1 leaves it open what becomes of other protocols; none of them
      // is served as MQTT 3.1.1.
      {"connect/wrong-protocol-name-is-not-served",
       {"MQTT-3.1.2-1"_v311 | "MQTT-3.1.2-1"_v5},
       [](Run& run) {
         const auto bad = raw(connect("c")).byte(protocol_name_end, 'X').because("MQTX");
         if (run.is_v5()) return run.must_refuse("MQTT-3.1.2-1"_v5, bad, raw(connect("c")));
         auto peer = run.open("c");
         peer.send_illegal(bad);
         peer.must_not_receive("MQTT-3.1.2-1"_v311, connack().codes({return_code::accepted}));
         run.must_be_alive();
       }},

      {"connect/protocol-name-is-spelt-in-capitals",
       {"MQTT-3.1.2-1"_v5},
       [](Run& run) {
         run.must_refuse("MQTT-3.1.2-1"_v5,
                         raw(connect("c")).byte(protocol_name_end, 't').because("MQTt"),
                         raw(connect("c")));
       }},

      // 3.1.2.2  Protocol Version
      {"connect/unknown-protocol-version-is-refused",
       {"MQTT-3.1.2-2"_v311 | "MQTT-3.1.2-2"_v5},
       [](Run& run) {
         for (const unsigned version : {0U, 6U, 99U})
           run.must_refuse("MQTT-3.1.2-2"_v311 | "MQTT-3.1.2-2"_v5,
                           raw(connect("c"))
                               .byte(protocol_version, version)
                               .because(fmt::format("version {}", version)),
                           raw(connect("c")));
       }},

      {"connect/unknown-protocol-version-is-answered-in-3.1.1",
       {"U3.1.1-3.2.2.3-1"_v311},
       [](Run& run) {
         auto peer = run.open("c");
         peer.send_illegal(raw(connect("c")).byte(protocol_version, 99).because("version 99"));
         peer.should("U3.1.1-3.2.2.3-1"_v311, connack().refused());
       }},

      // 3.1.4  CONNECT Actions
      {"connect/malformed-one-gets-no-connack-in-3.1.1",
       {"MQTT-3.1.4-1"_v311},
       [](Run& run) {
         auto peer = run.open("c");
         peer.send_illegal(raw(connect("c")).set_bits(connect_flags, 0x01));
         peer.must_close("MQTT-3.1.4-1"_v311);
         peer.must_not_receive("MQTT-3.1.4-1"_v311, connack());
       }},

      {"connect/packets-may-follow-at-once",
       {"MQTT-3.1.4-4"_v311 | "MQTT-3.1.4-5"_v5, "MQTT-3.8.4-1"_v311 | "MQTT-3.8.4-1"_v5,
        "MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         peer.reopen(connect("c"));
         peer.send(subscribe(1).filter("t"));
         peer.send(pingreq());
         peer.must("MQTT-3.1.4-4"_v311 | "MQTT-3.1.4-5"_v5, connack().codes({ReasonCode::success}));
         peer.must("MQTT-3.8.4-1"_v311 | "MQTT-3.8.4-1"_v5, suback(1));
         peer.must("MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5, pingresp());
       }},

      {"connect/delivery-begins-after-it",
       {"MQTT-3.1.2-5"_v311 | "MQTT-4.5.0-1"_v5, "U3.1.1-3.1.4-6"_v311 | "U5.0-3.1.4-7"_v5},
       [](Run& run) {
         auto away = run.client("away", Session::kept);
         granted(run, away.subscribe("t", Qos::at_least_once), Qos::at_least_once);
         leave(away);
         run.client("pub").publish(publish("t", "waiting").qos1());
         away.reconnect();
         away.must("MQTT-3.1.2-5"_v311 | "MQTT-4.5.0-1"_v5, publish("t", "waiting"));
         run.should_hold("U3.1.1-3.1.4-6"_v311 | "U5.0-3.1.4-7"_v5, true, "", "");
       },
       Need::qos_1},

      {"connect/what-follows-a-refused-one-is-not-processed",
       {"MQTT-3.1.4-5"_v311 | "MQTT-3.1.4-6"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t");
         auto peer = run.open("c");
         peer.send_illegal(together(run, raw(connect("c")).set_bits(connect_flags, 0x01),
                                    raw(publish("t", "smuggled"))));
         peer.expect_close();  // who accepts the CONNECT may go on with what follows it
         sub.must_not_receive("MQTT-3.1.4-5"_v311 | "MQTT-3.1.4-6"_v5, publish("t", "smuggled"));
       }},

      {"connect/what-follows-an-accepted-one-is-processed",
       {"MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5, "MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5},
       [](Run& run) {
         auto sub = run.subscriber("t", Qos::at_least_once);
         auto peer = run.open("c");
         // At QoS 0 it might be lost.
         peer.send_illegal(together(run, raw(connect("c")), raw(publish("t", "at once").qos1(7))));
         peer.expect(connack().codes({ReasonCode::success}));
         peer.must("MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5, puback(7));
         sub.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish("t", "at once"));
       },
       Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
