// See acknowledging.hpp.
#include "conformance/cases/acknowledging.hpp"

#include <algorithm>

namespace mqttspec::conformance::cases {

Acknowledging acknowledging(Run& run, Peer& publisher, PacketType next) {
  if (next == PacketType::pubrel) {
    auto peer = run.client("own");
    peer.send(publish("t", "x").qos2(7));
    peer.expect(pubrec(7));
    return {peer, 7};
  }
  const auto qos = next == PacketType::puback ? Qos::at_least_once : Qos::exactly_once;
  auto peer = subscribed(run, "t", qos);
  peer.answer_by_hand();
  publisher.publish(publish("t", "x").at(qos));
  const auto message = publish("t", "x").at(qos);
  if (next == PacketType::pubcomp) return {peer, taken_until_pubrel(peer, message)};
  return {peer, packet_id(peer.expect(message))};
}

bool is_noticed(Run& run, Peer& peer) {
  // What is answered and what closes need not take the way of a PINGREQ through the Server.
  const Time until = run.now() + run.settings().patience / 20;
  while (peer.is_open() && run.now() < until) run.let_time_pass(run.settings().patience / 200);
  if (!peer.is_served()) return true;
  return std::ranges::any_of(peer.drain(), [](const Arrival& each) {
    if (const auto* answer = std::get_if<Pubcomp>(&each.packet))
      return is_failure(answer->reason_code);
    if (const auto* answer = std::get_if<Pubrel>(&each.packet))
      return is_failure(answer->reason_code);
    if (const auto* answer = std::get_if<Suback>(&each.packet))
      return std::ranges::any_of(answer->reason_codes,
                                 [](auto code) { return is_failure(ReasonCode{code}); });
    return std::holds_alternative<Disconnect>(each.packet);
  });
}

}  // namespace mqttspec::conformance::cases
