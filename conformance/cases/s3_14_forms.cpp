// 3.14.2  What may stand in a DISCONNECT (5.0). Every DISCONNECT ends the connection, so that what
// becomes of the Will tells whether it counted: with Reason Code 0x00 the Will goes with it.
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Time time_for_will = 300;  // milliseconds that a Will may take

// What became of a client with a Will and of its DISCONNECT.
struct Ending {
  bool closed;     // by the Server
  bool error;      // of which it said so
  bool published;  // the Will
};

Ending end_by(Run& run, const Raw& packet, std::string_view name) {
  auto watcher = run.subscriber("will", Qos::at_most_once, std::string("of") + std::string(name));
  auto peer = run.client(
      connect(name).will(will("will", name)).with(Property::session_expiry_interval, 60));
  peer.send_illegal(packet);
  const bool closed = peer.closes();
  const bool error = closed && peer.is_sent(disconnect());
  if (!closed) peer.drop_connection();
  run.let_time_pass(time_for_will);
  return {closed, error, watcher.is_sent(publish("will", name))};
}

void notices(Run& run, Detects statement, const Raw& bad, const Raw& twin) {
  const auto mended = end_by(run, twin, "twin");
  if (mended.error || mended.published)
    run.inconclusive("the mended packet is accepted", "it is not");
  const auto ending = end_by(run, bad, "bad");
  run.detected(statement, ending.closed && (ending.error || ending.published),
               "the Server notices the fault: DISCONNECT, or the Will is published",
               "it is taken for a normal DISCONNECT");
  run.must_be_alive();
}

void counts_as_normal(Run& run, const Raw& packet, Must statement) {
  run.must_hold(statement, !end_by(run, packet, "c").published, "no Will", "the Will is published");
}

}  // namespace

std::span<const Case> s3_14_forms() {
  static const Case cases[] = {
      {"disconnect/without-a-code-is-a-normal-one",
       {"MQTT-3.14.4-3"_v5, "U5.0-3.14.2.1-2"_v5},
       [](Run& run) {
         counts_as_normal(run, raw("e0 00").because("Remaining Length 0"), "MQTT-3.14.4-3"_v5);
         counts_as_normal(run, raw("e0 01 00").because("Remaining Length 1"), "MQTT-3.14.4-3"_v5);
         run.should_hold("U5.0-3.14.2.1-2"_v5, true, "", "");
       }},
      {"user-properties/of-disconnect-may-be-many",
       {"U5.0-3.14.2.2.4-1"_v5, "U5.0-3.14.2.2.4-2"_v5, "MQTT-3.14.4-3"_v5},
       [](Run& run) {
         counts_as_normal(
             run, raw("e0 17 00 15 26 0001 61 0001 31 26 0001 62 0001 32 26 0001 61 0001 33"),
             "MQTT-3.14.4-3"_v5);
         run.observed("U5.0-3.14.2.2.4-1"_v5, "three are taken");
         run.observed("U5.0-3.14.2.2.4-2"_v5, "a name twice is taken");
       }},
      {"disconnect/second-reason-string-is-refused",
       {"U5.0-3.14.2.2.3-2"_v5},
       [](Run& run) {
         notices(run, "U5.0-3.14.2.2.3-2"_v5,
                 raw("e0 0a 00 08 1f 0001 61 1f 0001 62").because("two Reason Strings"),
                 raw("e0 06 00 04 1f 0001 61"));
       }},
      {"disconnect/second-session-expiry-interval-is-refused",
       {"U5.0-3.14.2.2.2-1"_v5},
       [](Run& run) {
         notices(run, "U5.0-3.14.2.2.2-1"_v5,
                 raw("e0 0c 00 0a 11 00000005 11 00000006").because("two intervals"),
                 raw("e0 07 00 05 11 00000005"));
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
