// 4.12  Enhanced authentication (5.0) by a method that the run knows, from CONNECT to CONNACK
#include "conformance/cases/authentication_steps.hpp"
#include "conformance/cases/reason_codes.hpp"
#include "conformance/cases/sections.hpp"

namespace mqttspec::conformance::cases {
namespace {

bool names_method(Run& run, const Arrival& challenge) {
  return challenge.as<Auth>().properties.authentication_method ==
         std::string_view(script_of(run).method);
}

void judge_challenge(Run& run, const Arrival& challenge) {
  const auto code = challenge.as<Auth>().reason_code;
  const auto text = std::to_string(static_cast<unsigned>(code));
  run.must_hold("MQTT-3.15.2-1"_v5, may_carry(PacketType::auth, code, Sender::server),
                "an Authenticate Reason Code of a Server", text);
  run.should_hold("U5.0-3.15.2.1-3"_v5, code != ReasonCode::re_authenticate,
                  "a code that a Server may send", text);
  run.must_hold("MQTT-4.12.0-2"_v5, code == ReasonCode::continue_authentication, "0x18", text);
  run.must_hold("MQTT-4.12.0-5"_v5, names_method(run, challenge),
                "the Authentication Method of CONNECT", "another or none");
}

// A packet of the Client in the place of its last AUTH, which the Server may notice.
template <class Send>
void detects_in_exchange(Run& run, Detects statement, const Send& send) {
  authenticated(run, "twin");
  auto peer = up_to_last_challenge(run);
  peer.expect(auth());
  send(peer);
  peer.detects_by_closing(statement);
}

// A right answer with more in it: `properties`, in its encoded form.
void detects_in_answer(Run& run, Detects statement, std::string_view properties, const char* what) {
  authenticated(run, "twin");
  auto peer = up_to_last_challenge(run);
  const auto last = script_of(run).answers.size() - 1;
  const auto answer = raw(answer_to(run, peer.expect(auth()), last));
  peer.send_illegal(Raw(answer).property(properties).because(what));
  peer.detects_by_closing(statement);
}

// A CONNECT by the method, with one property too many.
void detects_in_connect(Run& run, Detects statement, std::string_view property, const char* what) {
  authenticated(run, "twin");
  auto connect = by_method(run);
  if (script_of(run).first.empty()) connect.with(Property::authentication_data, "");
  auto peer = run.open("c");
  peer.send_illegal(raw(connect).property(property).because(what));
  peer.detects_by_closing(statement);
}

}  // namespace

std::span<const Case> s4_12_exchange() {
  static const Case cases[] = {
      {"authentication/exchange-ends-in-connack",
       {"MQTT-4.12.0-2"_v5, "MQTT-4.12.0-5"_v5, "MQTT-3.15.2-1"_v5, "U5.0-3.15.2.1-3"_v5,
        "U5.0-4.12-4"_v5},
       [](Run& run) {
         const auto steps = script_with_challenge(run).answers.size();
         auto peer = run.open("c");
         peer.send(by_method(run));
         for (std::size_t i = 0; i < steps; ++i) {
           const auto challenge = peer.expect(auth());
           judge_challenge(run, challenge);
           peer.send(answer_to(run, challenge, i));
         }
         const auto accepted = peer.should("U5.0-4.12-4"_v5, connack());
         if (!accepted) return;
         if (accepted->as<Connack>().reason_code != ReasonCode::success)
           run.inconclusive("a CONNACK that accepts", "one that refuses");
         must_be(run, "MQTT-4.12.0-5"_v5, *accepted,
                 connack().with(Property::authentication_method, script_of(run).method));
       }},

      {"authentication/data-for-the-client-stands-in-auth",
       {"U5.0-4.12-2"_v5},
       [](Run& run) {
         if (script_with_challenge(run).answers.front())
           run.decline("the answer does not tell what the Server has to send");
         auto peer = run.open("c");
         peer.send(by_method(run));
         const auto& challenge = peer.expect(auth()).as<Auth>();
         run.should_hold("U5.0-4.12-2"_v5, challenge.properties.authentication_data.has_value(),
                         "an AUTH with Authentication Data", "one without");
       }},

      // The Server rejects
      {"authentication/wrong-answer-closes-the-connection",
       {"MQTT-4.12.0-4"_v5},
       [](Run& run) {
         authenticated(run, "twin");
         auto peer = up_to_last_challenge(run);
         peer.expect(auth());
         peer.send(wrong_answer(run));
         // A Server that asks once more has not rejected yet.
         if (peer.is_sent(auth())) run.inconclusive("an end of the authentication", "another AUTH");
         if (peer.is_sent(connack().codes({ReasonCode::success})))
           run.inconclusive("a method in which that answer is wrong", "CONNACK 0x00");
         peer.must_close("MQTT-4.12.0-4"_v5);
       }},

      // What is wrong in the exchange
      {"authentication/second-connect-within-it-is-refused",
       {"MQTT-3.1.0-2"_v5},
       [](Run& run) {
         authenticated(run, "twin");
         auto peer = up_to_last_challenge(run);
         peer.expect(auth());
         peer.send_illegal(by_method(run));
         peer.must_close("MQTT-3.1.0-2"_v5);
       }},

      {"authentication/other-packets-within-it-are-refused",
       {"MQTT-3.1.2-30"_v5},
       [](Run& run) {
         detects_in_exchange(run, "MQTT-3.1.2-30"_v5,
                             [](Peer& peer) { peer.send_illegal(pingreq()); });
       }},

      {"authentication/another-method-in-auth-is-refused",
       {"U5.0-3.15-1"_v5, "MQTT-4.12.0-5"_v5},
       [](Run& run) {
         const auto send = [](Peer& peer) {
           peer.send_illegal(auth()
                                 .codes({ReasonCode::continue_authentication})
                                 .with(Property::authentication_method, "mqttspec-none"));
         };
         detects_in_exchange(run, "U5.0-3.15-1"_v5, send);
         detects_in_exchange(run, "MQTT-4.12.0-5"_v5, send);
       }},

      {"authentication/re-authentication-within-it-is-refused",
       {"MQTT-4.12.0-3"_v5},
       [](Run& run) {
         detects_in_exchange(run, "MQTT-4.12.0-3"_v5, [&](Peer& peer) {
           peer.send_illegal(auth_by_method(run, ReasonCode::re_authenticate));
         });
       }},

      // What is wrong in the packets
      {"auth/without-a-method-is-refused",
       {"U5.0-3.15.2.2.2-1"_v5},
       [](Run& run) {
         detects_in_exchange(run, "U5.0-3.15.2.2.2-1"_v5,
                             [](Peer& peer) { peer.send_illegal(raw("f0 02 18 00")); });
       }},
      {"auth/reason-codes-of-other-packets-are-noticed",
       {"MQTT-3.15.2-1"_v5},
       [](Run& run) {
         authenticated(run, "twin");
         const auto last = script_with_challenge(run).answers.size() - 1;
         auto all = codes_of_others(PacketType::auth);
         std::ranges::copy(unlisted_codes(run), std::back_inserter(all));
         std::ranges::sort(all);
         all.erase(std::ranges::unique(all).begin(), all.end());
         Accepted accepted;
         in_groups(run, all, [&](std::span<const unsigned> codes) {
           std::vector<Peer> peers;
           for (const auto code : codes) {
             peers.push_back(up_to_last_challenge(run, std::to_string(code)));
             const auto answer = raw(answer_to(run, peers.back().expect(auth()), last));
             peers.back().send_illegal(Raw(answer).byte(0, code).because("code of no AUTH"));
           }
           for (std::size_t i = 0; i < codes.size(); ++i) {
             if (!peers[i].closes()) accepted.add(codes[i]);
             if (peers[i].is_open()) peers[i].drop_connection();
           }
         });
         run.detected("MQTT-3.15.2-1"_v5, accepted.empty(), "the Server closes on all of them",
                      accepted.text(all.size()));
         run.must_be_alive();
       }},
      {"auth/second-method-is-refused",
       {"U5.0-3.15.2.2.2-1"_v5},
       [](Run& run) {
         detects_in_answer(run, "U5.0-3.15.2.2.2-1"_v5, "15 0001 61", "two Authentication Methods");
       }},
      {"auth/second-data-is-refused",
       {"U5.0-3.15.2.2.3-1"_v5},
       [](Run& run) {
         detects_in_answer(run, "U5.0-3.15.2.2.3-1"_v5, "16 0001 61 16 0001 61",
                           "Authentication Data more than once");
       }},
      {"auth/second-reason-string-is-refused",
       {"U5.0-3.15.2.2.4-2"_v5},
       [](Run& run) {
         detects_in_answer(run, "U5.0-3.15.2.2.4-2"_v5, "1f 0001 61 1f 0001 62",
                           "two Reason Strings");
       }},
      {"auth/payload-is-refused",
       {"U5.0-3.15.3-1"_v5},
       [](Run& run) {
         authenticated(run, "twin");
         auto peer = up_to_last_challenge(run);
         const auto last = script_of(run).answers.size() - 1;
         const auto answer = raw(answer_to(run, peer.expect(auth()), last));
         peer.send_illegal(Raw(answer).append("00").because("a byte behind the properties"));
         peer.detects_by_closing("U5.0-3.15.3-1"_v5);
       }},
      {"connect/second-authentication-method-is-refused",
       {"U5.0-3.1.2.11.9-1"_v5},
       [](Run& run) {
         detects_in_connect(run, "U5.0-3.1.2.11.9-1"_v5, "15 0001 61",
                            "two Authentication Methods");
       }},
      {"connect/second-authentication-data-is-refused",
       {"U5.0-3.1.2.11.10-2"_v5},
       [](Run& run) {
         detects_in_connect(run, "U5.0-3.1.2.11.10-2"_v5, "16 0001 61",
                            "Authentication Data twice");
       }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::cases
