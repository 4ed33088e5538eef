// 4.12  Enhanced authentication (5.0), as far as it goes without a method that both sides know
#include <algorithm>

#include "conformance/cases/common.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

ConnectSpec with_unknown_method() {
  return connect("c").with(Property::authentication_method, "mqttspec-none");
}

}  // namespace

std::span<const Case> s4_12_authentication() {
  static const Case cases[] = {
      {"authentication/unknown-method-is-refused",
       {"MQTT-4.12.0-1"_v5},
       [](Run& run) {
         run.must_refuse("MQTT-4.12.0-1"_v5, raw(with_unknown_method()), raw(connect("c")));
         run.must_refuse("MQTT-4.12.0-1"_v5,
                         raw(with_unknown_method().with(Property::authentication_data, "secret")),
                         raw(connect("c")));
       }},

      {"authentication/may-be-unknown-to-a-server",
       {"U5.0-4.12-8"_v5, "MQTT-4.12.0-1"_v5},
       [](Run& run) {
         auto peer = run.open("c");
         peer.send(with_unknown_method());
         peer.must_close("MQTT-4.12.0-1"_v5);
         run.observed("U5.0-4.12-8"_v5, run.settings().auth.method.empty()
                                            ? "no Authentication Method of it is known"
                                            : "it knows one");
       }},

      {"authentication/unknown-method-gives-no-session",
       {"U5.0-3.1.4-5"_v5},
       [](Run& run) {
         auto peer = run.client("plain");
         peer.reopen(with_unknown_method().keep_session());
         peer.expect_close();
         // No MUST forbids it, and if there is one, Session Present 1 is the truth.
         run.should_hold("U5.0-3.1.4-5"_v5, !finds_session(peer, connect("c").clean(false)),
                         "no Session for a Client that was refused", "Session Present 1");
       }},

      {"authentication/unknown-method-is-reported",
       {"MQTT-3.2.2-8"_v5, "U5.0-3.1.4-4"_v5},
       [](Run& run) {
         auto peer = run.client("plain");
         peer.reopen(with_unknown_method());
         const auto answer = peer.may("U5.0-3.1.4-4"_v5, connack().refused());
         if (!answer) run.decline("the Server refuses without CONNACK");
         const auto code = answer->as<Connack>().reason_code;
         run.must_hold("MQTT-3.2.2-8"_v5, may_carry(PacketType::connack, code, Sender::server),
                       "a Connect Reason Code", std::to_string(static_cast<unsigned>(code)));
       }},

      {"authentication/none-is-begun-unasked",
       {"MQTT-4.12.0-6"_v5, "U5.0-3.1.2.11.9-2"_v5},
       [](Run& run) {
         auto peer = run.client("c");
         run.must_hold("MQTT-4.12.0-6"_v5, !peer.connack().properties.authentication_method,
                       "a CONNACK without Authentication Method", "it has one");
         peer.ping();
         peer.must_not_receive("MQTT-4.12.0-6"_v5, auth());
         peer.should_not_receive("U5.0-3.1.2.11.9-2"_v5, auth());
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
