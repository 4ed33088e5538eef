// 3.14  DISCONNECT: what becomes of the Will, the Session and the Network Connection
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited will_is_discarded = "MQTT-3.14.4-3"_v311 | "MQTT-3.14.4-3"_v5;
constexpr Cited reserved_bits_are_validated = "MQTT-3.14.1-1"_v311 | "MQTT-3.14.1-1"_v5;

Peer client_with_will(Run& run, std::string_view name) {
  return run.client(connect(name).will(will("will", name)));
}

// Shows that Wills are published, so that whatever was due before would have come by now.
void another_will_is_published(Run& run, Peer& watcher) {
  client_with_will(run, "other").drop_connection();
  watcher.expect(publish("will", "other"));
}

// A client of 5.0 with a mark that is connected with one Session Expiry Interval and leaves with
// another.
Peer left_with(Run& run, std::uint32_t expiry_at_connect, const ReasonSpec& packet) {
  auto peer = lasting(run, expiry_at_connect);
  peer.send(packet);
  peer.expect_close();
  return peer;
}

// Sends DISCONNECT and ends the connection a moment later, so that the Server has not both to
// choose from: the connection's failure would publish the Will, too.
void leave_slowly(Run& run, Peer peer, const ReasonSpec& packet) {
  peer.send(packet);
  run.let_time_pass(run.settings().patience / 20);
  peer.drop_connection();
}

ReasonSpec disconnect_with_expiry(std::uint32_t seconds) {
  return disconnect().with(Property::session_expiry_interval, seconds);
}

}  // namespace

std::span<const Case> s3_14_disconnect() {
  static const Case cases[] = {
      {"disconnect/discards-the-will",
       {will_is_discarded, "MQTT-3.1.2-10"_v311 | "MQTT-3.1.2-10"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto leaving = client_with_will(run, "leaving");
         leave(leaving);
         another_will_is_published(run, watcher);
         watcher.must_not_receive(will_is_discarded, publish("will", "leaving"));
         leaving.reconnect(connect("leaving"));
         leaving.drop_connection();
         another_will_is_published(run, watcher);
         watcher.must_not_receive("MQTT-3.1.2-10"_v311 | "MQTT-3.1.2-10"_v5,
                                  publish("will", "leaving"));
       }},

      {"disconnect/discards-a-delayed-will",
       {"MQTT-3.14.4-3"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         leave_slowly(run,
                      run.client(connect("leaving").keep_session().will(
                          will("will", "leaving").with(Property::will_delay_interval, 1))),
                      disconnect());
         run.let_time_pass(2'500);
         another_will_is_published(run, watcher);
         watcher.must_not_receive("MQTT-3.14.4-3"_v5, publish("will", "leaving"));
       }},

      {"disconnect/server-closes",
       {"U3.1.1-3.14.4-1"_v311 | "U5.0-3.14.4-1"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send(disconnect());
         peer.should_close("U3.1.1-3.14.4-1"_v311 | "U5.0-3.14.4-1"_v5);
       }},

      // A Server that takes it for a normal one closes as well, but without the Will.
      {"disconnect/reserved-bits-are-validated",
       {reserved_bits_are_validated, "U3.1.1-3.1.2.5-5"_v311 | "U5.0-3.1.2.5-6"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto peer = client_with_will(run, "wrong");
         peer.send_illegal(raw(disconnect()).flags(0x1).because("a reserved bit set"));
         // 5.0 only says that they are validated: one that falls silent may have done so.
         if (run.is_v5() && !peer.closes()) peer.is_served();
         peer.must_close(reserved_bits_are_validated);
         watcher.should("U3.1.1-3.1.2.5-5"_v311 | "U5.0-3.1.2.5-6"_v5, publish("will", "wrong"));
       }},

      // 3.14.2.1  Disconnect Reason Code
      {"disconnect/0x04-publishes-the-will",
       {"MQTT-3.1.2-8"_v5, "U5.0-3.1.2.5-5"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         const auto since = run.now();
         const auto with_will = disconnect().codes({ReasonCode::disconnect_with_will_message});
         leave_slowly(run, client_with_will(run, "one"), with_will);
         watcher.must_within("MQTT-3.1.2-8"_v5, publish("will", "one"), since, at_once(run));
         run.should_hold("U5.0-3.1.2.5-5"_v5, true, "", "");
       }},

      {"disconnect/failure-publishes-the-will",
       {"MQTT-3.1.2-8"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         const auto since = run.now();
         leave_slowly(run, client_with_will(run, "failed"),
                      disconnect().codes({ReasonCode::unspecified_error}));
         watcher.must_within("MQTT-3.1.2-8"_v5, publish("will", "failed"), since, at_once(run));
       }},

      {"disconnect/reason-code-may-stand-alone",
       {"MQTT-3.14.4-3"_v5, "U5.0-3.14.2.2.1-1"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto leaving = client_with_will(run, "leaving");
         leaving.send_illegal(raw("e0 01 00"));
         leaving.expect_close();
         another_will_is_published(run, watcher);
         watcher.must_not_receive("MQTT-3.14.4-3"_v5, publish("will", "leaving"));
         run.should_hold("U5.0-3.14.2.2.1-1"_v5, true, "", "");
       }},

      {"disconnect/is-normal-unless-it-says-otherwise",
       {"MQTT-3.14.4-3"_v5, "U5.0-3.14.2.1-1"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto leaving = client_with_will(run, "leaving");
         leaving.send_illegal(raw("e0 00"));
         leaving.expect_close();
         another_will_is_published(run, watcher);
         watcher.must_not_receive("MQTT-3.14.4-3"_v5, publish("will", "leaving"));
         run.should_hold("U5.0-3.14.2.1-1"_v5, true, "", "");
       }},

      // 3.14.2.2.2  Session Expiry Interval
      {"disconnect/can-end-the-session",
       {"MQTT-4.1.0-2"_v5},
       [](Run& run) {
         auto peer = left_with(run, 120, disconnect_with_expiry(0));
         must_start_afresh(run, peer, connect("c").keep_session(), "MQTT-4.1.0-2"_v5);
       }},

      {"disconnect/can-prolong-the-session",
       {"MQTT-3.1.2-23"_v5},
       [](Run& run) {
         auto peer = left_with(run, 1, disconnect_with_expiry(120));
         run.let_time_pass(3'000);
         must_resume(run, peer, connect("c").keep_session(), "MQTT-3.1.2-23"_v5);
       }},

      {"disconnect/keeps-the-interval-of-connect-unless-it-says-otherwise",
       {"MQTT-3.1.2-23"_v5, "U5.0-3.14.2.2.2-2"_v5},
       [](Run& run) {
         auto peer = left_with(run, 120, disconnect());
         must_resume(run, peer, connect("c").keep_session(), "MQTT-3.1.2-23"_v5);
         run.should_hold("U5.0-3.14.2.2.2-2"_v5, true, "", "");
       }},

      {"disconnect/cannot-raise-the-interval-from-0",
       {"U5.0-3.14.2.2.2-3"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send_illegal(disconnect_with_expiry(120));
         peer.expect_close();
         run.let_time_pass(time_to_end);
         const bool prolonged = finds_session(peer, connect("c").clean(false));
         run.detected("U5.0-3.14.2.2.2-3"_v5, !prolonged, "the Session is over", "it goes on");
       }},

      {"disconnect/that-raises-the-interval-from-0-is-none",
       {"U5.0-3.14.2.2.2-4"_v5, "U5.0-3.14.2.2.2-5"_v5},
       [](Run& run) {
         auto watcher = run.subscriber("will");
         auto peer = client_with_will(run, "c");
         peer.send_illegal(disconnect_with_expiry(120));
         peer.should("U5.0-3.14.2.2.2-5"_v5, disconnect().codes({ReasonCode::protocol_error}));
         watcher.should("U5.0-3.14.2.2.2-4"_v5, publish("will", "c"));
       }},

      // The Server's own DISCONNECT
      {"disconnect/is-the-servers-last-packet",
       {"MQTT-3.14.4-1"_v5, "MQTT-3.14.4-2"_v5, "MQTT-3.14.2-2"_v5, "U5.0-3.14-2"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         peer.send_illegal(together(run, raw(connect("c")), raw(pingreq())));
         const bool closed = peer.closes();
         const auto last = peer.may("U5.0-3.14-2"_v5, disconnect());
         if (!last && !closed)
           run.inconclusive("the Server notices the second CONNECT", "it passes over it");
         if (!last) run.decline("the Server closes without DISCONNECT");
         peer.must_close("MQTT-3.14.4-2"_v5);
         peer.must_not_follow("MQTT-3.14.4-1"_v5, *last, pingresp());
         run.must_hold("MQTT-3.14.2-2"_v5,
                       !last->as<Disconnect>().properties.session_expiry_interval,
                       "no Session Expiry Interval", "the DISCONNECT has one");
       }},

      {"disconnect/diagnostics-fit-the-maximum-packet-size",
       {"MQTT-3.14.2-3"_v5, "MQTT-3.14.2-4"_v5, "U5.0-3.14-2"_v5},
       [](Run& run) {
         auto peer = run.client(connect("c").with(Property::maximum_packet_size, 60));
         peer.send_illegal(connect("c"));
         peer.expect_close();
         const auto last = peer.may("U5.0-3.14-2"_v5, disconnect());
         if (!last) run.decline("the Server closes without DISCONNECT");
         const auto& properties = last->as<Disconnect>().properties;
         const bool fits = last->bytes->size() <= 60;
         run.must_hold("MQTT-3.14.2-3"_v5, fits || !properties.reason_string, "60 bytes at most",
                       "a Reason String beyond them");
         run.must_hold("MQTT-3.14.2-4"_v5, fits || properties.user_properties.empty(),
                       "60 bytes at most", "User Properties beyond them");
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
