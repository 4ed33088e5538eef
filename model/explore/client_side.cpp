// See client_side.hpp.
#include "model/explore/client_side.hpp"

#include <algorithm>

#include "model/explore/client.hpp"
#include "model/explore/oracle.hpp"

namespace mqttspec::model::explore {

void ClientSide::find_moves(std::uint32_t number) {
  const auto state = states_.value(number);
  ClientMoves moves;
  moves.is_known = true;
  if (!state.to_client.empty()) moves.receives = receive(state);
  if (!state.to_broker.empty()) moves.reaches = reach(state);
  if (!state.to_broker.empty() && script_.in_pieces)
    for (auto i = static_cast<std::size_t>(state.begun) + 1; i < piece_count; ++i)
      moves.begins[i] = begin(state, static_cast<Piece>(i));
  if (!state.half_open.empty()) moves.is_noticed = notice(state);
  if (!state.half_open.empty() && !state.half_open.front().late.empty())
    moves.reaches_late = reach_late(state);
  if (state.phase != Phase::away) moves.loses = lose(state);
  if (state.phase != Phase::away && !state.cut_off) moves.loses_unnoticed = lose_unnoticed(state);
  find_ways(state, moves);
  if (moves_.size() <= number) moves_.resize(states_.size());
  moves_[number] = moves;
}

void ClientSide::find_ways(const WorldClient& state, ClientMoves& moves) {
  WorldClient present = state;
  const Client own(script_, scenario_, present);
  moves.is_done = own.is_done();
  moves.first_way = static_cast<std::uint32_t>(ways_.size());
  for (std::size_t way = 0; own.may_connect() && way < own.ways_to_connect(); ++way) {
    if (!own.may_connect_in(way)) continue;
    WorldClient next = state;
    Client(script_, scenario_, next).connect(way);
    ways_.push_back(move_to(next, Happening::Kind::opens, name_of(client_)));
    ++moves.connects;
    ++moves.ways;
  }
  for (std::size_t way = 0; way < own.ways_to_act(); ++way) {
    WorldClient next = state;
    Client(script_, scenario_, next).act(way);
    ways_.push_back(move_to(next));
    ++moves.ways;
  }
}

std::uint32_t ClientSide::undergo(std::uint32_t state, std::uint32_t effects) {
  auto next = states_.value(state);
  Client(script_, scenario_, next).undergo(all_effects_.value(effects));
  const auto number = numbered(next);
  after_.add(key_of(state, effects), number);
  return number;
}

std::uint32_t ClientSide::numbered(const WorldClient& state) {
  if (std::max(state.to_broker.size(), state.to_client.size()) > most_in_transit) return no_number;
  const auto number = states_.number_of(state);
  return number < most_client_states ? number : no_number;
}

Move ClientSide::move_to(const WorldClient& next) {
  Move move;
  move.next = numbered(next);
  if (move.next == no_number) move.outcome = StepEnd::full;
  return move;
}

Move ClientSide::move_to(const WorldClient& next, Happening::Kind kind, std::uint8_t connection,
                         const PacketInTransit& in_transit, Piece piece) {
  auto move = move_to(next);
  const auto number = happenings_.number_of({kind, client_, connection, in_transit, piece});
  if (number >= no_happening)
    move.outcome = StepEnd::full;
  else
    move.happening = static_cast<std::uint16_t>(number);
  return move;
}

Move ClientSide::receive(WorldClient state) {
  const PacketInTransit in_transit = *state.to_client.begin();
  if (Client(script_, scenario_, state).receive()) judge_delivery(judge_, state, in_transit);
  auto move = move_to(state);
  if (const auto broken = judge_.broken()) {
    move.outcome = StepEnd::broken;
    move.broken = *broken;
    judge_.forget_breach();
  }
  return move;
}

Move ClientSide::reach(WorldClient state) {
  const PacketInTransit in_transit = *state.to_broker.begin();
  state.to_broker.erase(state.to_broker.begin());
  state.begun = Piece::none;
  return move_to(state, Happening::Kind::arrives, name_of(client_), in_transit);
}

Move ClientSide::begin(WorldClient state, Piece piece) {
  state.begun = piece;
  return move_to(state, Happening::Kind::begins, name_of(client_), state.to_broker.front(), piece);
}

Move ClientSide::reach_late(WorldClient state) {
  auto& half_open = state.half_open.front();
  const PacketInTransit in_transit = half_open.late.front();
  half_open.late.erase(half_open.late.begin());
  return move_to(state, Happening::Kind::arrives, half_open.name, in_transit);
}

Move ClientSide::notice(WorldClient state) {
  const auto name = state.half_open.front().name;
  state.half_open.erase(state.half_open.begin());
  return move_to(state, Happening::Kind::ends, name);
}

Move ClientSide::lose(WorldClient state) {
  const bool was_cut_off = state.cut_off;
  Client(script_, scenario_, state).lose();
  if (was_cut_off) return move_to(state);  // the broker has closed it before
  return move_to(state, Happening::Kind::ends, name_of(client_));
}

Move ClientSide::lose_unnoticed(WorldClient state) {
  HalfOpen half_open;
  if (scenario_.late) half_open.late = state.to_broker;
  Client(script_, scenario_, state).lose();
  half_open.name = static_cast<std::uint8_t>(name_of(client_) + 16);
  while (std::ranges::find(state.half_open, half_open.name, &HalfOpen::name) !=
         state.half_open.end())
    half_open.name = static_cast<std::uint8_t>(half_open.name + 16);
  state.half_open.push_back(half_open);
  return move_to(state, Happening::Kind::is_cut, half_open.name);
}

}  // namespace mqttspec::model::explore
