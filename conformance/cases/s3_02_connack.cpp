// 3.2  CONNACK: first and only, Session Present, refusals
#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

constexpr Cited clean_has_none = "MQTT-3.2.2-1"_v311 | "MQTT-3.2.2-2"_v5;
constexpr Cited stored_is_present = "MQTT-3.2.2-2"_v311 | "MQTT-3.2.2-3"_v5;
constexpr Cited unknown_is_absent = "MQTT-3.2.2-3"_v311 | "MQTT-3.2.2-3"_v5;

}  // namespace

std::span<const Case> s3_02_connack() {
  static const Case cases[] = {
      {"connack/is-the-first-packet",
       {"MQTT-3.2.0-1"_v311 | "MQTT-3.2.0-1"_v5},
       [](Run& run) {
         auto away = run.client("away", Session::kept);
         granted(run, away.subscribe("t", Qos::at_least_once), Qos::at_least_once);
         away.disconnect();
         run.client("pub").publish(publish("t", "waiting").qos1());
         away.reopen(connect("away").keep_session());
         const auto accepted = away.expect(connack());
         const auto arrivals = away.drain();
         const bool first = std::ranges::none_of(
             arrivals, [&](const Arrival& each) { return each.order < accepted.order; });
         run.must_hold("MQTT-3.2.0-1"_v311 | "MQTT-3.2.0-1"_v5, first,
                       "CONNACK before anything else",
                       first ? "" : to_string(type_of(arrivals.front().packet)));
       },
       Need::qos_1},

      {"connack/is-sent-once",
       {"MQTT-3.2.0-2"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         peer.ping();
         peer.must_not_receive("MQTT-3.2.0-2"_v5, connack());
       }},

      {"connack/has-no-reserved-flag-and-no-payload",
       {"U3.1.1-3.2.2.1-1"_v311 | "MQTT-3.2.2-1"_v5, "U3.1.1-3.2.1-1"_v311,
        "U3.1.1-3.2.3-1"_v311 | "U5.0-3.2.3-1"_v5},
       [](Run& run) {
         auto peer = run.client("plain");
         peer.reopen(connect("c"));
         const auto& bytes = *peer.expect(connack()).bytes;
         // The flags stand behind the Remaining Length, which may take two bytes in 5.0.
         const auto flags = bytes.at(bytes[1] < 0x80 ? 2 : 3);
         run.must_hold("U3.1.1-3.2.2.1-1"_v311 | "MQTT-3.2.2-1"_v5, (flags & 0xFE) == 0,
                       "Connect Acknowledge Flags 0 or 1", std::to_string(flags));
         if (!run.is_v5())
           run.should_hold("U3.1.1-3.2.1-1"_v311, bytes[1] == 2, "Remaining Length 2",
                           std::to_string(bytes[1]));
         const auto code = bytes[1] < 0x80 ? 3U : 4U;
         const std::size_t properties = run.is_v5() ? bytes.at(code + 1) : 0U;
         const auto size = code + 1 + (run.is_v5() ? 1 + properties : 0);
         run.should_hold("U3.1.1-3.2.3-1"_v311 | "U5.0-3.2.3-1"_v5,
                         properties >= 0x80 || bytes.size() == size,
                         "nothing behind the Variable Header", "more bytes");
       }},

      // 3.2.2.2 | 3.2.2.1.1  Session Present
      {"session-present/is-0-for-a-clean-connection",
       {clean_has_none},
       [](Run& run) {
         auto peer = run.client("plain");
         must_start_afresh(run, peer, connect("new"), clean_has_none);
       }},

      {"session-present/is-0-for-a-clean-connection-in-spite-of-a-session",
       {clean_has_none},
       [](Run& run) {
         auto peer = run.client("c", Session::kept);
         peer.disconnect();
         must_start_afresh(run, peer, connect("c"), clean_has_none);
       }},

      {"session-present/is-0-for-a-new-client",
       {unknown_is_absent},
       [](Run& run) {
         auto peer = run.client("plain");
         must_start_afresh(run, peer, connect("new").keep_session(), unknown_is_absent);
       }},

      {"session-present/is-1-for-a-stored-session",
       {stored_is_present},
       [](Run& run) {
         auto peer = run.client("c", Session::kept);
         mark(peer);
         leave(peer);
         must_find_session(run, peer, connect("c").keep_session(), stored_is_present);
       }},

      {"session-present/is-1-after-the-connection-failed",
       {stored_is_present},
       [](Run& run) {
         auto peer = run.client("c", Session::kept);
         mark(peer);
         peer.drop_connection();
         must_find_session(run, peer, connect("c").keep_session(), stored_is_present);
       }},

      {"session-present/is-1-for-an-empty-session-again-and-again",
       {stored_is_present},
       [](Run& run) {
         auto peer = run.client("c", Session::kept);
         for (int i = 0; i < 3; ++i) {
           leave(peer);
           must_find_session(run, peer, connect("c").keep_session(), stored_is_present);
         }
       }},

      {"session-present/is-0-after-a-clean-connection-ended",
       {unknown_is_absent},
       [](Run& run) {
         auto peer = run.client("c", Session::kept);
         leave(peer);
         peer.reconnect(connect("c"));
         leave(peer);
         must_start_afresh(run, peer, connect("c").keep_session(), unknown_is_absent);
       }},

      {"session-present/is-1-after-clean-start-of-a-session-that-lasts",
       {"MQTT-3.2.2-3"_v5},
       [](Run& run) {
         auto peer = run.client(connect("c").keep_session().clean(true));
         leave(peer);
         must_find_session(run, peer, connect("c").keep_session(), "MQTT-3.2.2-3"_v5);
       }},

      {"session-present/is-0-after-a-session-of-interval-0",
       {"MQTT-3.2.2-3"_v5},
       [](Run& run) {
         auto peer = run.client(connect("c").clean(false));
         leave(peer);
         must_start_afresh(run, peer, connect("c").clean(false), "MQTT-3.2.2-3"_v5);
       }},

      // 3.2.2.3 | 3.2.2.2  Refusals
      {"connack/refusal-has-session-present-0-in-3.1.1",
       {"MQTT-3.2.2-4"_v311, "MQTT-3.2.2-5"_v311, "MQTT-3.2.2-6"_v311},
       [](Run& run) {
         auto peer = run.client("plain");
         peer.drop_connection();
         peer = run.open("c");
         peer.send_illegal(raw(connect("c").exact_client_id("")).clear_bits(7, 0x02));
         const auto answer = peer.expect(connack().refused()).as<Connack>();
         run.must_hold("MQTT-3.2.2-4"_v311, !answer.session_present, "Session Present 0", "1");
         run.must_hold("MQTT-3.2.2-6"_v311, answer.reason_code <= return_code::not_authorized,
                       "a return code from 1 to 5", "another one");
         peer.must_close("MQTT-3.2.2-5"_v311);
       }},

      {"connack/refusal-has-session-present-0",
       {"MQTT-3.2.2-6"_v5, "U5.0-3.1.4-4"_v5},
       [](Run& run) {
         auto peer = run.client("c", Session::kept);
         peer.disconnect();
         peer.reopen(
             connect("c").keep_session().with(Property::authentication_method, "mqttspec-none"));
         const auto answer = peer.may("U5.0-3.1.4-4"_v5, connack().refused());
         if (!answer) run.decline("the Server refuses without CONNACK");
         run.must_hold("MQTT-3.2.2-6"_v5, !answer->as<Connack>().session_present,
                       "Session Present 0", "Session Present 1");
       }},

      {"connack/refusal-is-followed-by-closing",
       {"MQTT-3.2.2-7"_v5, "U5.0-3.2.2.2-1"_v5},
       [](Run& run) {
         auto peer = run.client("plain");
         peer.reopen(connect("c").with(Property::authentication_method, "mqttspec-none"));
         if (!peer.may("U5.0-3.2.2.2-1"_v5, connack().refused()))
           run.decline("the Server refuses without CONNACK");
         peer.must_close("MQTT-3.2.2-7"_v5);
       }},

      {"connack/no-disconnect-comes-instead",
       {"MQTT-3.14.0-1"_v5, "U5.0-3.1.4-3"_v5},
       [](Run& run) {
         auto peer = run.open("c");
         peer.send_illegal(raw(connect("c")).set_bits(7, 0x01).because("reserved flag 1"));
         peer.expect_close();
         peer.may("U5.0-3.1.4-3"_v5, connack().refused());
         peer.must_not_receive("MQTT-3.14.0-1"_v5, disconnect());
       }},

      {"connack/no-disconnect-comes-where-it-is-too-large",
       {"MQTT-3.14.0-1"_v5},
       [](Run& run) {
         // A DISCONNECT has fewer bytes than the smallest CONNACK.
         auto peer = run.open("c");
         peer.send(connect("c").keep_alive(1).with(Property::maximum_packet_size, 4));
         if (!peer.closes()) run.decline("the Server keeps the Network Connection");
         if (peer.is_sent(connack())) run.decline("CONNACK comes nevertheless");
         peer.must_not_receive("MQTT-3.14.0-1"_v5, disconnect());
       }},

      // 3.2.2.3  What a Server lacks and has to say
      {"connack/highest-qos-is-announced",
       {"MQTT-3.2.2-9"_v5},
       [](Run& run) {
         auto pub = run.client("asks");
         const auto highest = pub.connack().properties.maximum_qos.value_or(2);
         if (highest == 0) run.decline("Maximum QoS is 0");
         pub.send(publish("t", "x").at(Qos{highest}, std::uint16_t{1}));
         pub.must_not_receive("MQTT-3.2.2-9"_v5,
                              disconnect().codes({ReasonCode::qos_not_supported}));
         if (highest == 2) pub.expect(pubrec(1).any_code());
         if (highest == 1) pub.expect(puback(1).any_code());
       }},

      {"connack/will-above-the-maximum-qos-is-refused",
       {"MQTT-3.2.2-12"_v5},
       [](Run& run) {
         const auto highest = run.client("ask").connack().properties.maximum_qos;
         if (!highest) run.decline("every QoS is supported");
         const auto with_will = [](unsigned qos) {
           return raw(
               connect("c").will(will("will", "x").qos(Qos{static_cast<std::uint8_t>(qos)})));
         };
         run.must_refuse("MQTT-3.2.2-12"_v5, with_will(*highest + 1U), with_will(*highest));
       }},

      {"connack/retained-will-is-refused-where-nothing-is-retained",
       {"MQTT-3.2.2-13"_v5},
       [](Run& run) {
         if (run.client("ask").connack().properties.retain_available.value_or(1) == 1)
           run.decline("retained messages are supported");
         run.must_refuse("MQTT-3.2.2-13"_v5, raw(connect("c").will(will("will", "x").retain())),
                         raw(connect("c").will(will("will", "x"))));
       }},

      {"connack/diagnostics-fit-the-maximum-packet-size",
       {"MQTT-3.2.2-19"_v5, "MQTT-3.2.2-20"_v5, "U5.0-3.1.4-4"_v5},
       [](Run& run) {
         auto peer = run.client("plain");
         peer.reopen(connect("c")
                         .with(Property::authentication_method, "mqttspec-none")
                         .with(Property::maximum_packet_size, 12));
         const auto answer = peer.may("U5.0-3.1.4-4"_v5, connack().refused());
         if (!answer) run.decline("the Server refuses without CONNACK");
         const auto& properties = answer->as<Connack>().properties;
         const bool fits = answer->bytes->size() <= 12;
         run.must_hold("MQTT-3.2.2-19"_v5, fits || !properties.reason_string, "12 bytes at most",
                       "a Reason String beyond them");
         run.must_hold("MQTT-3.2.2-20"_v5, fits || properties.user_properties.empty(),
                       "12 bytes at most", "User Properties beyond them");
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
