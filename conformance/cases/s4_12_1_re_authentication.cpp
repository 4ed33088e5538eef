// 4.12.1  Re-authentication (5.0) by a method that the run knows, and 3.15 where it has to do with
// the properties of an AUTH that a Client may send
#include <algorithm>

#include "conformance/cases/authentication_steps.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

// The last AUTH of an exchange that begins anew, to which the answer is due.
Arrival last_challenge_anew(Run& run, Peer& peer) {
  const auto& script = script_with_challenge(run);
  auto begin = auth_by_method(run, ReasonCode::re_authenticate);
  if (!script.first.empty()) begin.with(Property::authentication_data, script.first);
  peer.send(begin);
  for (std::size_t i = 0;; ++i) {
    auto challenge = peer.expect(auth());
    if (challenge.as<Auth>().reason_code == ReasonCode::success)
      run.decline("the Server asks nothing when a Client authenticates anew");
    if (i + 1 == script.answers.size()) return challenge;
    peer.send(answer_to(run, challenge, i));
  }
}

std::size_t longest(const std::vector<Arrival>& arrivals) {
  std::size_t size = 0;
  for (const auto& each : arrivals) size = std::max(size, each.bytes->size());
  return size;
}

}  // namespace

std::span<const Case> s4_12_1_re_authentication() {
  static const Case cases[] = {
      {"re-authentication/ends-in-success",
       {"U5.0-4.12.1-2"_v5, "U5.0-4.12.1-4"_v5, "MQTT-4.12.0-5"_v5, "MQTT-3.15.2-1"_v5},
       [](Run& run) {
         const auto& script = script_of(run);
         auto peer = authenticated(run);
         auto begin = auth_by_method(run, ReasonCode::re_authenticate);
         if (!script.first.empty()) begin.with(Property::authentication_data, script.first);
         peer.send(begin);
         auto answered = peer.should("U5.0-4.12.1-2"_v5, auth());
         for (std::size_t i = 0; answered; ++i) {
           const auto code = answered->as<Auth>().reason_code;
           must_be(run, "MQTT-4.12.0-5"_v5, *answered,
                   auth().with(Property::authentication_method, script.method));
           run.must_hold("MQTT-3.15.2-1"_v5, may_carry(PacketType::auth, code, Sender::server),
                         "a code of a Server", std::to_string(static_cast<unsigned>(code)));
           if (code == ReasonCode::success) break;
           if (i == script.answers.size()) run.inconclusive("AUTH 0x00", "it asks for more");
           peer.send(answer_to(run, *answered, i));
           answered = peer.should("U5.0-4.12.1-4"_v5, auth());
         }
         if (answered) run.should_hold("U5.0-4.12.1-4"_v5, true, "", "");
       }},

      {"re-authentication/succeeds-again-and-again",
       {"U5.0-4.12.1-4"_v5, "MQTT-4.12.0-5"_v5},
       [](Run& run) {
         auto peer = authenticated(run);
         for (int i = 0; i < 3; ++i)
           for (const auto& each : authenticate_anew(run, peer))
             must_be(run, "MQTT-4.12.0-5"_v5, each,
                     auth().with(Property::authentication_method, script_of(run).method));
         run.should_hold("U5.0-4.12.1-4"_v5, peer.is_served(), "a Client that is served", "closed");
       }},

      {"re-authentication/brings-no-second-connack",
       {"MQTT-3.2.0-2"_v5},
       [](Run& run) {
         auto peer = authenticated(run);
         authenticate_anew(run, peer);
         peer.must_not_receive("MQTT-3.2.0-2"_v5, connack());
       }},

      {"re-authentication/other-packets-may-flow-meanwhile",
       {"U5.0-4.12.1-5"_v5},
       [](Run& run) {
         auto peer = authenticated(run);
         last_challenge_anew(run, peer);
         peer.send(pingreq());
         peer.should("U5.0-4.12.1-5"_v5, pingresp());
         peer.send(publish("t", "x").qos1(7));
         peer.should("U5.0-4.12.1-5"_v5, puback(7));
       },
       Need::qos_1},

      {"re-authentication/failure-closes-the-connection",
       {"MQTT-4.12.1-2"_v5},
       [](Run& run) {
         auto peer = authenticated(run);
         last_challenge_anew(run, peer);
         peer.send(wrong_answer(run));
         if (const auto more = peer.is_open() && peer.is_sent(auth()); more)
           run.inconclusive("an end of the authentication", "another AUTH");
         peer.must_close("MQTT-4.12.1-2"_v5);
       }},

      {"re-authentication/by-another-method-is-refused",
       {"MQTT-4.12.1-1"_v5, "U5.0-3.15-1"_v5},
       [](Run& run) {
         auto twin = authenticated(run, "twin");
         authenticate_anew(run, twin);
         for (const Detects& statement : {Detects("MQTT-4.12.1-1"_v5), Detects("U5.0-3.15-1"_v5)}) {
           auto peer = authenticated(run);
           peer.send_illegal(auth()
                                 .codes({ReasonCode::re_authenticate})
                                 .with(Property::authentication_method, "mqttspec-none"));
           peer.detects_by_closing(statement);
         }
       }},

      // 3.15.2.2.4, 3.15.2.2.5
      {"auth/diagnostics-fit-the-maximum-packet-size",
       {"MQTT-3.15.2-2"_v5, "MQTT-3.15.2-3"_v5},
       [](Run& run) {
         auto ask = authenticated(run, "ask");
         // CONNACK has to fit as well, and data may be of another length.
         const auto limit = longest(authenticate_anew(run, ask)) + 64;
         auto peer = authenticated(run, by_method(run).with(Property::maximum_packet_size,
                                                            static_cast<std::uint32_t>(limit)));
         for (const auto& each : authenticate_anew(run, peer)) {
           const auto& properties = each.as<Auth>().properties;
           const bool fits = each.bytes->size() <= limit;
           run.must_hold("MQTT-3.15.2-2"_v5, fits || !properties.reason_string,
                         "what the Client takes", "a Reason String beyond it");
           run.must_hold("MQTT-3.15.2-3"_v5, fits || properties.user_properties.empty(),
                         "what the Client takes", "User Properties beyond it");
         }
       }},

      // 3.15.2.2.5
      {"auth/user-properties-may-be-many",
       {"U5.0-3.15.2.2.5-1"_v5, "U5.0-3.15.2.2.5-2"_v5, "U5.0-4.12-4"_v5},
       [](Run& run) {
         auto peer = up_to_last_challenge(run);
         const auto last = script_of(run).answers.size() - 1;
         auto answer = answer_to(run, peer.expect(auth()), last);
         peer.send(answer.user("a", "1").user("b", "2").user("a", "3"));
         const auto accepted = peer.should("U5.0-4.12-4"_v5, connack());
         const bool taken = accepted && accepted->as<Connack>().reason_code == ReasonCode::success;
         run.observed("U5.0-3.15.2.2.5-1"_v5, taken ? "three are taken" : "three are refused");
         run.observed("U5.0-3.15.2.2.5-2"_v5, taken ? "so is a name twice" : "refused");
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
