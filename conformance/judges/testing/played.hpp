// Short cases for the tests of the judges, each played on a broker in process. For tests only,
// hence all in one header.
#pragma once

#include "conformance/play/case.hpp"
#include "conformance/runner/runner.hpp"
#include "conformance/wire/loopback.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::judges::testing {

using Body = void (*)(play::Run&);

inline play::CaseResult played_on(wire::Network& network, Version version, Body body) {
  const play::Case which{"a/case", {}, body};
  return runner::run_case(which, network, version, play::Names("test", 1), {});
}

inline play::CaseResult played(Body body, Version version, const model::FaultSet& faults = {},
                               const model::Profile& profile = model::profiles().front()) {
  const auto network = wire::make_loopback_network(profile, faults);
  return played_on(*network, version, body);
}

// The bodies. Each says something in the end, since a case that checks nothing is an error.

inline void publishes(play::Run& run) {
  run.subscriber("t", Qos::at_least_once);
  auto pub = run.client("pub");
  pub.send(packets::publish("t", "x").qos1(7));
  run.let_time_pass(3'000);
  run.remark("published");
}

inline void asks_twice(play::Run& run) {
  auto peer = run.client("peer");
  peer.send(packets::pingreq());
  run.let_time_pass(3'000);
  peer.send(packets::pingreq());
  run.let_time_pass(3'000);
  run.remark("asked");
}

inline void is_silent(play::Run& run) {
  run.client(packets::connect("peer").keep_alive(2));
  run.let_time_pass(9'000);
  run.remark("silent");
}

inline void sends_in_pieces(play::Run& run) {
  auto peer = run.client("peer");
  peer.send_illegal(packets::Raw("c0"));
  peer.send_illegal(packets::Raw("00 c0 00"));
  run.let_time_pass(3'000);
  run.remark("sent");
}

}  // namespace mqttspec::conformance::judges::testing
