// 4.2  Network Connections: a stream of bytes, in which several packets may come in one piece
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited connack_comes_first = "MQTT-3.2.0-1"_v311 | "MQTT-3.2.0-1"_v5;
constexpr Cited valid_connect_is_accepted = "MQTT-3.1.4-4"_v311 | "MQTT-3.1.4-5"_v5;
constexpr Cited pingreq_has_an_answer = "MQTT-3.12.4-1"_v311 | "MQTT-3.12.4-1"_v5;
constexpr Cited subscribe_has_an_answer = "MQTT-3.8.4-1"_v311 | "MQTT-3.8.4-1"_v5;
constexpr Cited publish_has_an_answer = "MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5;

// A client whose CONNECT leaves in one piece with what follows it. The first packet that it gets
// has to be the CONNACK.
Peer connects_with(Run& run, const Raw& followers) {
  auto peer = run.open("c");
  peer.send_illegal(together(run, raw(connect("c")), followers));
  const auto accepted = peer.must(valid_connect_is_accepted, connack());
  if (accepted.as<Connack>().reason_code != ReasonCode::success)
    run.inconclusive("a CONNACK that accepts", "one that refuses");
  run.must_hold(connack_comes_first, accepted.order == 0, "CONNACK before anything else",
                "another packet came before it", true);
  return peer;
}

}  // namespace

std::span<const Case> s4_02_network_connections() {
  static const Case cases[] = {
      {"stream/connect-and-pingreq-in-one-piece-are-answered-in-order",
       {valid_connect_is_accepted, connack_comes_first, pingreq_has_an_answer},
       [](Run& run) {
         auto peer = connects_with(run, raw(pingreq()));
         peer.must(pingreq_has_an_answer, pingresp());
       }},

      {"stream/connect-subscribe-and-publish-in-one-piece-are-answered",
       {valid_connect_is_accepted, connack_comes_first, subscribe_has_an_answer,
        publish_has_an_answer},
       [](Run& run) {
         auto peer = connects_with(
             run, together(run, raw(subscribe(7).filter("t")), raw(publish("t", "x").qos1(8))));
         peer.must(subscribe_has_an_answer, suback(7));
         peer.must(publish_has_an_answer, puback(8).any_code());
       },
       Need::qos_1},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
