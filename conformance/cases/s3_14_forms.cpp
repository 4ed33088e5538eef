// 3.14.2  What may stand in a DISCONNECT (5.0). Every DISCONNECT ends the connection, so that what
// becomes of the Will tells whether it counted: with Reason Code 0x00 the Will goes with it.
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Time time_for_will = 300;  // milliseconds that a Will may take

// How the Server took a DISCONNECT.
enum class Taken : std::uint8_t { ignored, as_normal, as_error };

// Sends it for a client with a Will.
Taken how_taken(Run& run, const Raw& packet, std::string_view name) {
  auto watcher = run.subscriber("will", Qos::at_most_once, std::string("of") + std::string(name));
  auto peer = run.client(
      connect(name).will(will("will", name)).with(Property::session_expiry_interval, 60));
  peer.send_illegal(packet);
  if (!peer.closes()) return Taken::ignored;
  if (peer.is_sent(disconnect())) return Taken::as_error;
  run.let_time_pass(time_for_will);
  return watcher.is_sent(publish("will", name)) ? Taken::as_error : Taken::as_normal;
}

void notices(Run& run, Detects statement, const Raw& bad, const Raw& twin) {
  if (how_taken(run, twin, "twin") != Taken::as_normal)
    run.inconclusive("the mended packet is accepted", "it is not");
  run.detected(statement, how_taken(run, bad, "bad") == Taken::as_error,
               "the Server notices the fault: DISCONNECT, or the Will is published",
               "it is how_taken for a normal DISCONNECT");
  run.must_be_alive();
}

void counts_as_normal(Run& run, const Raw& packet, Must statement, std::string_view actual) {
  run.must_hold(statement, how_taken(run, packet, "c") == Taken::as_normal,
                "a normal DISCONNECT: no Will", actual);
}

}  // namespace

std::span<const Case> s3_14_forms() {
  static const Case cases[] = {
      {"disconnect/without-a-code-is-a-normal-one",
       {"MQTT-3.14.4-3"_v5, "U5.0-3.14.2.1-2"_v5},
       [](Run& run) {
         counts_as_normal(run, raw("e0 00").because("Remaining Length 0"), "MQTT-3.14.4-3"_v5,
                          "something else");
         counts_as_normal(run, raw("e0 01 00").because("Remaining Length 1"), "MQTT-3.14.4-3"_v5,
                          "something else");
         run.should_hold("U5.0-3.14.2.1-2"_v5, true, "", "");
       }},
      {"user-properties/of-disconnect-may-be-many",
       {"U5.0-3.14.2.2.4-1"_v5, "U5.0-3.14.2.2.4-2"_v5, "MQTT-3.14.4-3"_v5},
       [](Run& run) {
         counts_as_normal(
             run, raw("e0 17 00 15 26 0001 61 0001 31 26 0001 62 0001 32 26 0001 61 0001 33"),
             "MQTT-3.14.4-3"_v5, "it is refused");
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
