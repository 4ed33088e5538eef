// 3.4.2.2.2 to 3.11.2.1.3  Reason Strings and User Properties in the answers of a Server (5.0): no
// answer becomes larger by them than the Client takes.
#include "conformance/cases/sections.hpp"
#include "conformance/cases/steps.hpp"

namespace mqttspec::conformance::cases {

using enum Qos;

namespace {

// The least that a client can take if CONNACK is to fit: what CONNACK has, and no less than each
// answer needs without such properties.
std::uint32_t smallest_limit(Run& run) {
  auto peer = run.open("ask");
  peer.send(connect("ask"));
  const auto size = peer.expect(connack()).bytes->size();
  return static_cast<std::uint32_t>(std::max<std::size_t>(size, 24));
}

Peer client_taking(Run& run, std::uint32_t limit) {
  return run.client(connect("c").with(Property::maximum_packet_size, limit));
}

// Neither property may be there if the packet is larger than the client takes.
template <class Typed>
void judge(Run& run, const Arrival& answer, std::uint32_t limit, Must reason, Must user) {
  const bool fits = answer.bytes->size() <= limit;
  const auto& properties = answer.as<Typed>().properties;
  run.must_hold(reason, fits || !properties.reason_string, "what the Client takes",
                "a Reason String beyond it");
  run.must_hold(user, fits || properties.user_properties.empty(), "what the Client takes",
                "User Properties beyond it");
}

}  // namespace

std::span<const Case> s3_04_diagnostics() {
  static const Case cases[] = {
      {"diagnostics/of-puback-fit",
       {"MQTT-3.4.2-2"_v5, "MQTT-3.4.2-3"_v5},
       [](Run& run) {
         const auto limit = smallest_limit(run);
         auto peer = client_taking(run, limit);
         peer.send(publish("t", "x").qos1(7));
         judge<Puback>(run, peer.expect(puback(7).any_code()), limit, "MQTT-3.4.2-2"_v5,
                       "MQTT-3.4.2-3"_v5);
       },
       Need::qos_1},
      {"diagnostics/of-pubrec-and-pubcomp-fit",
       {"MQTT-3.5.2-2"_v5, "MQTT-3.5.2-3"_v5, "MQTT-3.7.2-2"_v5, "MQTT-3.7.2-3"_v5},
       [](Run& run) {
         const auto limit = smallest_limit(run);
         auto peer = client_taking(run, limit);
         peer.send(publish("t", "x").qos2(7));
         const auto received = peer.expect(pubrec(7).any_code());
         judge<Pubrec>(run, received, limit, "MQTT-3.5.2-2"_v5, "MQTT-3.5.2-3"_v5);
         // One that refuses ends the exchange; an unknown identifier is answered as well.
         peer.send(pubrel(is_failure(received.as<Pubrec>().reason_code) ? 8 : 7));
         judge<Pubcomp>(run, peer.expect(pubcomp(0).any_id().any_code()), limit, "MQTT-3.7.2-2"_v5,
                        "MQTT-3.7.2-3"_v5);
       },
       Need::qos_2},
      {"diagnostics/of-pubrel-fit",
       {"MQTT-3.6.2-2"_v5, "MQTT-3.6.2-3"_v5},
       [](Run& run) {
         const auto limit =
             smallest_limit(run) + static_cast<std::uint32_t>(run.names().on_target("t").size());
         auto peer = client_taking(run, limit);
         granted(run, peer.subscribe("t", exactly_once), exactly_once);
         peer.answer_by_hand();
         run.client("pub").publish(publish("t", "x").qos2());
         const auto id = packet_id(peer.expect(publish("t", "x").qos2()));
         peer.send(pubrec(id));
         judge<Pubrel>(run, peer.expect(pubrel(id).any_code()), limit, "MQTT-3.6.2-2"_v5,
                       "MQTT-3.6.2-3"_v5);
         peer.send(pubcomp(id));
       },
       Need::qos_2},
      {"diagnostics/of-suback-fit",
       {"MQTT-3.9.2-1"_v5, "MQTT-3.9.2-2"_v5},
       [](Run& run) {
         const auto limit = smallest_limit(run);
         auto peer = client_taking(run, limit);
         peer.send(subscribe(7).filter("t").filter("t/+/x", exactly_once));
         judge<Suback>(run, peer.expect(suback(7).count(2)), limit, "MQTT-3.9.2-1"_v5,
                       "MQTT-3.9.2-2"_v5);
       },
       Need::wildcard},
      {"diagnostics/of-unsuback-fit",
       {"MQTT-3.11.2-1"_v5, "MQTT-3.11.2-2"_v5},
       [](Run& run) {
         const auto limit = smallest_limit(run);
         auto peer = client_taking(run, limit);
         // There are no such subscriptions, which a Server may have something to say about.
         peer.send(unsubscribe(7).filter("t").filter("u"));
         judge<Unsuback>(run, peer.expect(unsuback(7).count(2)), limit, "MQTT-3.11.2-1"_v5,
                         "MQTT-3.11.2-2"_v5);
       }},
      // 3.1.2.11.7
      {"diagnostics/may-be-given-where-they-fit",
       {"U5.0-3.1.2.11.7-4"_v5, "U5.0-3.1.2.11.7-2"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send(pubrel(9));
         const auto answer = peer.should("U5.0-3.1.2.11.7-2"_v5, pubcomp(9).any_code());
         if (!answer) return;
         const auto& properties = answer->as<Pubcomp>().properties;
         const bool informs = properties.reason_string || !properties.user_properties.empty();
         run.observed("U5.0-3.1.2.11.7-4"_v5, informs ? "PUBCOMP says more" : "PUBCOMP is bare");
       },
       Need::qos_2},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
