// See authentication_steps.hpp.
#include "conformance/cases/authentication_steps.hpp"

namespace mqttspec::conformance::cases {

const AuthScript& script_of(Run& run) {
  const auto& script = run.settings().auth;
  if (script.method.empty()) run.decline("the run knows no Authentication Method of the target");
  return script;
}

const AuthScript& script_with_challenge(Run& run) {
  const auto& script = script_of(run);
  if (script.answers.empty()) run.decline("in this Authentication Method the Server asks nothing");
  return script;
}

ConnectSpec by_method(Run& run, std::string_view client) {
  const auto& script = script_of(run);
  auto spec = connect(client).with(Property::authentication_method, script.method);
  if (!script.first.empty()) spec.with(Property::authentication_data, script.first);
  return spec;
}

ReasonSpec auth_by_method(Run& run, ReasonCode code) {
  return auth().codes({code}).with(Property::authentication_method, script_of(run).method);
}

ReasonSpec answer_to(Run& run, const Arrival& challenge, std::size_t step) {
  auto answer = auth_by_method(run, ReasonCode::continue_authentication);
  const auto& prepared = script_of(run).answers.at(step);
  const auto& sent = challenge.as<Auth>().properties.authentication_data;
  if (prepared) return answer.with(Property::authentication_data, *prepared);
  if (sent) answer.with(Property::authentication_data, as_text(*sent));
  return answer;
}

ReasonSpec wrong_answer(Run& run) {
  return auth_by_method(run, ReasonCode::continue_authentication)
      .with(Property::authentication_data, "mqttspec: no right answer");
}

Peer up_to_last_challenge(Run& run, std::string_view client) {
  const auto steps = script_with_challenge(run).answers.size();
  auto peer = run.open(client);
  peer.send(by_method(run, client));
  for (std::size_t i = 0; i + 1 < steps; ++i) peer.send(answer_to(run, peer.expect(auth()), i));
  return peer;
}

void answer_all(Run& run, Peer& peer) {
  for (std::size_t i = 0; i < script_of(run).answers.size(); ++i)
    peer.send(answer_to(run, peer.expect(auth()), i));
}

Peer authenticated(Run& run, const ConnectSpec& connect) {
  auto peer = run.open(connect.client());
  peer.send(connect);
  answer_all(run, peer);
  if (!is_accepted(run, peer)) run.inconclusive("a CONNACK that accepts", "one that refuses");
  return peer;
}

Peer authenticated(Run& run, std::string_view client) {
  return authenticated(run, by_method(run, client));
}

std::vector<Arrival> authenticate_anew(Run& run, Peer& peer) {
  const auto& script = script_of(run);
  auto begin = auth_by_method(run, ReasonCode::re_authenticate);
  if (!script.first.empty()) begin.with(Property::authentication_data, script.first);
  peer.send(begin);
  std::vector<Arrival> sent;
  for (std::size_t i = 0;; ++i) {
    sent.push_back(peer.expect(auth()));
    if (sent.back().as<Auth>().reason_code == ReasonCode::success) return sent;
    if (i == script.answers.size()) run.inconclusive("AUTH 0x00", "more than the script answers");
    peer.send(answer_to(run, sent.back(), i));
  }
}

}  // namespace mqttspec::conformance::cases
