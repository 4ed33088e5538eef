// See acknowledging.hpp.
#include "conformance/cases/acknowledging.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mqttspec::conformance::cases {

Acknowledging acknowledging(Run& run, Peer& publisher, PacketType next) {
  return acknowledging(run, publisher, next, 1).front();
}

std::vector<Acknowledging> acknowledging(Run& run, Peer& publisher, PacketType next,
                                         std::size_t count) {
  const auto qos = next == PacketType::puback ? Qos::at_least_once : Qos::exactly_once;
  const bool is_own = next == PacketType::pubrel;
  std::vector<Acknowledging> clients;
  for (std::size_t i = 0; i < count; ++i) {
    const auto name = fmt::format("{}{}", is_own ? "own" : "sub", i == 0 ? "" : std::to_string(i));
    clients.push_back({is_own ? run.client(name) : subscribed(run, "t", qos, name), 7});
    if (is_own)
      clients.back().peer.send(publish("t", "x").qos2(7));
    else
      clients.back().peer.answer_by_hand();
  }
  if (!is_own) publisher.publish(publish("t", "x").at(qos));
  const auto message = publish("t", "x").at(qos);
  for (auto& [peer, id] : clients) {
    if (is_own)
      peer.expect(pubrec(id));
    else if (next == PacketType::pubcomp)
      id = taken_until_pubrel(peer, message);
    else
      id = packet_id(peer.expect(message));
  }
  return clients;
}

void give_time_to_notice(Run& run, std::span<const Acknowledging> clients) {
  // What is answered and what closes need not take the way of a PINGREQ through the Server.
  const auto is_open = [](const Acknowledging& each) { return each.peer.is_open(); };
  const Time until = run.now() + run.settings().patience / 20;
  while (std::ranges::any_of(clients, is_open) && run.now() < until)
    run.let_time_pass(run.settings().patience / 200);
}

bool is_noticed(Run& run, Peer& peer) {
  const Acknowledging client{peer, 0};
  give_time_to_notice(run, {&client, 1});
  return has_noticed(peer);
}

bool has_noticed(Peer& peer) {
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
