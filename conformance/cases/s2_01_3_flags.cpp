// 2.1.3 (3.1.1: 2.2.2)  Flags: each value but the one that the packet type has
#include "conformance/cases/acknowledging.hpp"
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited other_flags_are_wrong = "MQTT-2.2.2-2"_v311 | "U5.0-2.1.3-1"_v5;
constexpr Cited flags_of_subscribe = "MQTT-3.8.1-1"_v311 | "MQTT-3.8.1-1"_v5;
constexpr Cited flags_of_unsubscribe = "MQTT-3.10.1-1"_v311 | "MQTT-3.10.1-1"_v5;
constexpr Cited flags_of_pubrel = "MQTT-3.6.1-1"_v311 | "MQTT-3.6.1-1"_v5;
constexpr Cited flags_of_disconnect = "MQTT-3.14.1-1"_v311 | "MQTT-3.14.1-1"_v5;
constexpr Cited error_publishes_will = "U3.1.1-3.1.2.5-5"_v311 | "U5.0-3.1.2.5-6"_v5;

// The packet with other flags than it has.
Raw with_flags(const Raw& legal, unsigned value) {
  return Raw(legal).flags(value).because(fmt::format("flags {:04b}", value));
}

// Calls `spoil` with each value of four bits but the right one.
template <class Spoil>
void for_other_values(unsigned right, Spoil spoil) {
  for (unsigned value = 0; value < 16; ++value)
    if (value != right) spoil(value);
}

// Calls `spoil` with a client that owes an acknowledgement, and with that spoilt, for each value.
template <class Spoil>
void spoil_acknowledgements(Run& run, PacketType type, unsigned right, Spoil spoil) {
  auto publisher = run.client("pub");
  for_other_values(right, [&](unsigned value) {
    auto client = acknowledging(run, publisher, type);
    const auto bad = with_flags(raw(due(client, type)), value);
    client.peer.send_illegal(bad);
    spoil(client.peer, bad.describe(run.setting()));
    if (client.peer.is_open()) client.peer.disconnect();
  });
  run.must_be_alive();
}

// 3.1.1 obliges the receiver to close, 5.0 only calls the packet malformed.
void refuse_acknowledgements(Run& run, PacketType type) {
  std::string accepted;
  spoil_acknowledgements(run, type, 0, [&](Peer& peer, const std::string& bad) {
    if (!run.is_v5()) return peer.must_close("MQTT-2.2.2-2"_v311);
    if (!is_noticed(run, peer)) accepted += (accepted.empty() ? "" : "; ") + bad;
  });
  if (run.is_v5())
    run.detected("U5.0-2.1.3-1"_v5, accepted.empty(), "the Server notices all other flags",
                 "it accepts " + accepted);
}

}  // namespace

std::span<const Case> s2_01_3_flags() {
  static const Case cases[] = {
      {"flags/all-others-of-connect-are-refused",
       {connect_is_validated},
       [](Run& run) {
         for_other_values(0, [&](unsigned value) {
           run.must_refuse(connect_is_validated, with_flags(raw(connect("c")), value),
                           raw(connect("c")));
         });
       }},

      {"flags/all-others-of-puback-are-refused",
       {other_flags_are_wrong},
       [](Run& run) { refuse_acknowledgements(run, PacketType::puback); },
       Need::qos_1},

      {"flags/all-others-of-pubrec-are-refused",
       {other_flags_are_wrong},
       [](Run& run) { refuse_acknowledgements(run, PacketType::pubrec); },
       Need::qos_2},

      {"flags/all-others-of-pubrel-close-the-connection",
       {flags_of_pubrel},
       [](Run& run) {
         spoil_acknowledgements(
             run, PacketType::pubrel, 0b0010,
             [](Peer& peer, const std::string&) { peer.must_close(flags_of_pubrel); });
       },
       Need::qos_2},

      {"flags/all-others-of-pubcomp-are-refused",
       {other_flags_are_wrong},
       [](Run& run) { refuse_acknowledgements(run, PacketType::pubcomp); },
       Need::qos_2},

      {"flags/all-others-of-subscribe-close-the-connection",
       {flags_of_subscribe},
       [](Run& run) {
         const auto legal = raw(subscribe(7).filter("t"));
         for_other_values(0b0010, [&](unsigned value) {
           run.must_refuse(flags_of_subscribe, with_flags(legal, value), legal);
         });
       }},

      {"flags/all-others-of-unsubscribe-close-the-connection",
       {flags_of_unsubscribe},
       [](Run& run) {
         const auto legal = raw(unsubscribe(7).filter("t"));
         for_other_values(0b0010, [&](unsigned value) {
           run.must_refuse(flags_of_unsubscribe, with_flags(legal, value), legal);
         });
       }},

      {"flags/all-others-of-pingreq-are-refused",
       {other_flags_are_wrong},
       [](Run& run) {
         for_other_values(0, [&](unsigned value) {
           refuse(run, "MQTT-2.2.2-2"_v311, "U5.0-2.1.3-1"_v5, with_flags(raw(pingreq()), value),
                  raw(pingreq()));
         });
       }},

      // A Server that takes it for a normal one closes as well, but without the Will.
      {"flags/all-others-of-disconnect-are-validated",
       {flags_of_disconnect, error_publishes_will},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         for_other_values(0, [&](unsigned value) {
           const auto name = std::to_string(value);
           auto peer = run.client(connect(name).will(will("will", name)));
           peer.send_illegal(with_flags(raw(disconnect()), value));
           // 5.0 only says that they are validated: one that falls silent may have done so.
           if (run.is_v5() && !peer.closes()) peer.is_served();
           peer.must_close(flags_of_disconnect);
         });
         // Where one is missing, so are the others.
         for (unsigned value = 1; value < 16; ++value)
           if (!watcher.should(error_publishes_will, publish("will", std::to_string(value)))) break;
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
