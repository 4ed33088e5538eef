// The words of the cases about AUTH: CONNECT with a method, and challenges.
#pragma once

#include "codec/notation.hpp"
#include "conformance/client_cases/vocabulary.hpp"

namespace mqttspec::conformance::client_cases {

inline constexpr std::string_view our_method = "mqttspec-method";

/// An AUTH of either side.
inline owned::Auth challenge(ReasonCode code, std::string_view method = our_method) {
  owned::Auth auth;
  auth.reason_code = code;
  auth.properties.authentication_method = method;
  auth.properties.authentication_data = "challenge";
  return auth;
}

inline owned::Connect with_method(Visit& visit) {
  visit.needs(visit.able().auth, "do an AUTH exchange");
  auto connect = visit.plain_connect();
  connect.properties.authentication_method = our_method;
  connect.properties.authentication_data = "begin";
  return connect;
}

inline owned::Connack accepting() {
  owned::Connack connack;
  connack.properties.authentication_method = our_method;
  return connack;
}

/// The CONNECT with a method has come; CONNACK is due.
inline Line authenticating(Visit& visit, const owned::Connect& connect) {
  visit.ask_connect(connect);
  Line line = visit.next_line();
  const auto arrival = line.expect(any<Connect>());
  if (arrival.as<Connect>().properties.authentication_method != our_method)
    visit.inconclusive("CONNECT with an Authentication Method (set-up)",
                       to_text(arrival.packet, visit.version()));
  return line;
}

inline Line authenticating(Visit& visit) { return authenticating(visit, with_method(visit)); }

inline Line authenticated(Visit& visit, const owned::Connack& accept = accepting()) {
  Line line = authenticating(visit);
  line.send(accept);
  return line;
}

/// What the Client sends next. Some answer a challenge by themselves, others have their application
/// do it.
inline Arrival answer_to(Visit& visit, Line& line, const owned::Auth& challenged,
                         const Wanted& answer) {
  line.send(challenged);
  if (auto arrival = line.await(answer, 300)) return *arrival;
  visit.ask(challenge(ReasonCode::continue_authentication));
  return line.expect(answer);
}

}  // namespace mqttspec::conformance::client_cases
