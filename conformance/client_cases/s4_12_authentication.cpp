// 3.15, 4.12  AUTH and enhanced authentication
#include "codec/notation.hpp"
#include "codec/owned.hpp"
#include "conformance/client_cases/sections.hpp"
#include "conformance/client_cases/vocabulary.hpp"

namespace mqttspec::conformance::client_cases {
namespace {

constexpr Must only_auth_before_connack = "MQTT-3.1.2-30"_v5;
constexpr Must continues = "MQTT-4.12.0-3"_v5;
constexpr Must same_method = "MQTT-4.12.0-5"_v5;
constexpr Must no_auth_without_method = "MQTT-4.12.0-7"_v5;
constexpr Must same_method_again = "MQTT-4.12.1-1"_v5;
constexpr std::string_view our_method = "mqttspec-method";

owned::Auth challenge(ReasonCode code, std::string_view method = our_method) {
  owned::Auth auth;
  auth.reason_code = code;
  auth.properties.authentication_method = method;
  auth.properties.authentication_data = "challenge";
  return auth;
}

owned::Connect with_method(Visit& visit) {
  visit.needs(visit.able().auth, "do an AUTH exchange");
  auto connect = visit.plain_connect();
  connect.properties.authentication_method = our_method;
  connect.properties.authentication_data = "begin";
  return connect;
}

owned::Connack accepting() {
  owned::Connack connack;
  connack.properties.authentication_method = our_method;
  return connack;
}

/// The CONNECT with a method has come; CONNACK is due.
Line begun(Visit& visit) {
  visit.ask_connect(with_method(visit));
  Line line = visit.next_line();
  const auto arrival = line.expect(any<Connect>());
  if (arrival.as<Connect>().properties.authentication_method != our_method)
    visit.inconclusive("CONNECT with an Authentication Method (set-up)",
                       to_text(arrival.packet, visit.version()));
  return line;
}

/// What the Client sends next. Some answer a challenge by themselves, others have their application
/// do it.
Arrival answer_to(Visit& visit, Line& line, const owned::Auth& challenged, const Wanted& answer) {
  line.send(challenged);
  if (auto arrival = line.await(answer, 300)) return *arrival;
  visit.ask(challenge(ReasonCode::continue_authentication));
  return line.expect(answer);
}

Line authenticated(Visit& visit) {
  Line line = begun(visit);
  line.send(accepting());
  return line;
}

void judge_answer(Visit& visit, const Arrival& arrival, Must method) {
  const auto text = to_text(arrival.packet, visit.version());
  const auto* auth = std::get_if<Auth>(&arrival.packet);
  if (auth == nullptr) visit.inconclusive("AUTH (set-up)", text);
  visit.must_hold(continues, auth->reason_code == ReasonCode::continue_authentication,
                  "Reason Code 0x18", text);
  visit.must_hold(method, auth->properties.authentication_method == our_method,
                  "the Authentication Method of CONNECT", text);
}

void answers(Visit& visit) {
  Line line = begun(visit);
  for (int round = 0; round < 2; ++round) {
    const auto arrival =
        answer_to(visit, line, challenge(ReasonCode::continue_authentication), anything());
    const auto type = type_of(arrival.packet);
    visit.must_hold(only_auth_before_connack,
                    type == PacketType::auth || type == PacketType::disconnect,
                    "AUTH or DISCONNECT before CONNACK", to_text(arrival.packet, visit.version()));
    judge_answer(visit, arrival, same_method);
    visit.must_hold("MQTT-3.15.2-1"_v5, true, "", "");
  }
  line.send(accepting());
  line.fence();
}

void begins_anew(Visit& visit) {
  visit.needs(visit.able().reauth, "authenticate anew");
  Line line = authenticated(visit);
  visit.ask(challenge(ReasonCode::re_authenticate));
  const auto arrival = line.expect(any<Auth>());
  visit.must_hold(same_method_again,
                  arrival.as<Auth>().properties.authentication_method == our_method,
                  "the Authentication Method of CONNECT", to_text(arrival.packet, visit.version()));
  if (arrival.as<Auth>().reason_code != ReasonCode::re_authenticate)
    visit.inconclusive("AUTH 0x19 (set-up)", to_text(arrival.packet, visit.version()));
  // A PINGREQ may come at any time.
  judge_answer(visit,
               answer_to(visit, line, challenge(ReasonCode::continue_authentication), any<Auth>()),
               same_method);
  line.send(challenge(ReasonCode::success));
  line.fence();
}

void asks_without_method(Visit& visit) {
  visit.needs(visit.able().reauth, "authenticate anew");
  Line line = visit.connected();
  visit.asks_for_the_impossible();
  visit.ask(challenge(ReasonCode::re_authenticate));
  const auto arrival = line.await(any<Auth>(), visit.settings().patience / 3);
  visit.must_not_let_through(no_auth_without_method, !arrival, "no AUTH",
                             arrival ? to_text(arrival->packet, visit.version()) : std::string());
}

void other_method_in_auth(Visit& visit) {
  Line line = begun(visit);
  line.send_illegal(challenge(ReasonCode::continue_authentication, "another"));
  visit.let_time_pass(300);
  // Whoever overlooked it is content with this, and acknowledges a message.
  line.send(accepting());
  line.detects_by_closing("U5.0-3.15-1"_v5);
}

void connack_with_method(Visit& visit, std::optional<std::string> method) {
  Line line = begun(visit);
  owned::Connack connack;
  connack.properties.authentication_method = std::move(method);
  line.send_illegal(connack);
  line.detects_by_closing("MQTT-4.12.0-5"_v5);
}

}  // namespace

std::span<const Case> s4_12_authentication() {
  static const Case cases[] = {
      {"client/auth/challenge-is-answered",
       {"MQTT-4.12.0-3"_v5, "MQTT-4.12.0-5"_v5, "MQTT-3.1.2-30"_v5, "MQTT-3.15.2-1"_v5},
       answers},
      {"client/auth/begins-anew-with-the-same-method",
       {"MQTT-4.12.1-1"_v5, "MQTT-4.12.0-3"_v5, "MQTT-4.12.0-5"_v5},
       begins_anew},
      {"client/auth/is-not-sent-without-method", {"MQTT-4.12.0-7"_v5}, asks_without_method},
      {"client/auth/of-other-method-is-noticed", {"U5.0-3.15-1"_v5}, other_method_in_auth},
      {"client/auth/connack-of-other-method-is-noticed",
       {"MQTT-4.12.0-5"_v5},
       [](Visit& visit) { connack_with_method(visit, "another"); }},
      {"client/auth/connack-without-method-is-noticed",
       {"MQTT-4.12.0-5"_v5},
       [](Visit& visit) { connack_with_method(visit, {}); }},
  };
  return cases;
}

}  // namespace mqttspec::conformance::client_cases
