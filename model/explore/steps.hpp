// The steps from a world, each judged. The broker's rules are a function of its state and of what
// comes upon it: they are played once for each such pair, however many worlds it is part of.
#pragma once

#include "model/explore/client_side.hpp"
#include "model/explore/explore.hpp"
#include "model/explore/server_side.hpp"

namespace mqttspec::model::explore {

struct WorldStep {
  Action action;
  StepEnd outcome = StepEnd::fine;
  Guarantee broken{};
  WorldNumbers next;  // if fine
  ServerStep server;  // if the broker took part
};

class Steps {
 public:
  /// All but the faults have to outlive it.
  Steps(const Scenario& scenario, const FaultSet& faults, Judge& judge);

  /// Before anybody connects, without anything that may happen from outside.
  WorldNumbers beginning();

  /// Calls `take` with every step, disturbances last, until it returns false. Returns whether
  /// nothing but disturbances can happen.
  template <class Take>
  bool each(const WorldNumbers& world, Take take);
  /// Fetches what each() will look at.
  void prefetch(const WorldNumbers& world) const {
    for (std::size_t i = 0; i < clients_.size(); ++i) {
      const auto happening = clients_[i].next_to_reach(world.clients[i]);
      if (happening != no_happening) server_steps_.prefetch(key_of(world.server, happening, 0));
    }
  }

  WorldClient client(const WorldNumbers& world, std::size_t i) const {
    return clients_[i].state(world.clients[i]);
  }
  Effects effects(std::uint32_t number) const { return effects_.value(number); }

  /// Judges a world in which nothing can happen any more but disturbances.
  void judge_rest(const WorldNumbers& world);

  const ServerSide& server() const { return server_; }
  std::size_t server_steps() const { return server_steps_.size(); }

 private:
  /// False if `take` wants no more.
  template <class Take>
  bool go(const WorldNumbers& world, const Action& action, const Move& move, Take& take);
  /// What the broker did reaches the Clients.
  void spread(WorldStep& step);
  void play(std::uint32_t server, std::uint32_t happening);
  ServerStep server_step(std::uint32_t server, std::uint32_t happening, std::uint32_t way) {
    const auto key = key_of(server, happening, way);
    if (const auto* known = server_steps_.find(key)) return *known;
    play(server, happening);
    return *server_steps_.find(key);
  }

  static constexpr std::uint32_t most_ways = 1'000;  // in which the broker may take something
  static std::uint64_t key_of(std::uint32_t server, std::uint32_t happening, std::uint32_t way) {
    return std::uint64_t{server} << 31 | std::uint64_t{happening} << 10 | way;
  }

  Judge& judge_;
  Numbered<Happening> happenings_;
  Numbered<Effects> effects_;
  ServerSide server_;
  std::vector<ClientSide> clients_;
  Move time_;
  Move restart_;
  Memo<ServerStep> server_steps_;
};

template <class Take>
bool Steps::each(const WorldNumbers& world, Take take) {
  using Kind = Action::Kind;
  const auto count = static_cast<std::uint8_t>(clients_.size());
  std::array<ClientMoves, most_clients> moves;
  for (std::uint8_t i = 0; i < count; ++i) moves[i] = clients_[i].moves(world.clients[i]);
  bool goes_on = true;
  bool at_rest = true;
  const auto try_one = [&](Kind kind, std::uint8_t i, const Move& move, std::uint8_t way = 0) {
    if (!goes_on || !move.is_possible()) return;
    const Action action{kind, i, way};
    at_rest = at_rest && action.is_disturbance();
    goes_on = go(world, action, move, take);
  };
  for (std::uint8_t i = 0; i < count; ++i) try_one(Kind::to_client, i, moves[i].receives);
  for (std::uint8_t i = 0; i < count; ++i) {
    try_one(Kind::to_broker, i, moves[i].reaches);
    for (std::uint8_t piece = 0; piece < piece_count; ++piece)
      try_one(Kind::begin, i, moves[i].begins[piece], piece);
    try_one(Kind::reach_late, i, moves[i].reaches_late);
    try_one(Kind::notice, i, moves[i].is_noticed);
  }
  for (std::uint8_t i = 0; i < count; ++i)
    for (std::uint8_t way = 0; way < moves[i].ways; ++way) {
      const bool connects = way < moves[i].connects;
      const auto number = static_cast<std::uint8_t>(connects ? way : way - moves[i].connects);
      try_one(connects ? Kind::connect : Kind::act, i, clients_[i].way(moves[i], way), number);
    }
  if (world.ticks != 0) {
    time_.next = world.clients[0];
    try_one(Kind::tick, 0, time_);
  }
  for (std::uint8_t i = 0; i < count; ++i) {
    if (world.losses != 0) try_one(Kind::lose, i, moves[i].loses);
    if (world.half_open != 0) try_one(Kind::half_open, i, moves[i].loses_unnoticed);
  }
  if (world.restarts != 0) {
    restart_.next = world.clients[0];
    try_one(Kind::restart, 0, restart_);
  }
  return at_rest;
}

template <class Take>
bool Steps::go(const WorldNumbers& world, const Action& action, const Move& move, Take& take) {
  WorldStep step{action, move.outcome, move.broken, world, {}};
  auto& next = step.next;
  next.losses = static_cast<std::uint8_t>(next.losses - (action.kind == Action::Kind::lose));
  next.half_open =
      static_cast<std::uint8_t>(next.half_open - (action.kind == Action::Kind::half_open));
  next.restarts = static_cast<std::uint8_t>(next.restarts - (action.kind == Action::Kind::restart));
  next.ticks = static_cast<std::uint8_t>(next.ticks - (action.kind == Action::Kind::tick));
  next.clients[action.client] = move.next;
  if (move.happening == no_happening || move.outcome != StepEnd::fine) return take(step);
  const auto clients = next.clients;
  const auto happening = move.happening;
  for (std::uint32_t way = 0;; ++way) {
    step.server = server_step(world.server, happening, way);
    step.outcome = step.server.outcome;
    step.broken = step.server.broken;
    next.server = step.server.next;
    next.clients = clients;
    if (step.outcome == StepEnd::fine) spread(step);
    if (!take(step)) return false;
    if (step.server.is_last) return true;
  }
}

}  // namespace mqttspec::model::explore
