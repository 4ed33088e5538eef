// One Client of an exploration with its connection, as numbered states: each of its moves is made
// once and remembered.
#pragma once

#include "model/explore/huge_pages.hpp"
#include "model/explore/memo.hpp"
#include "model/explore/numbered.hpp"
#include "model/explore/step.hpp"
#include "model/explore/step_end.hpp"
#include "model/explore/world.hpp"

namespace mqttspec::model::explore {

inline constexpr std::uint32_t no_number = HashIndex::none;
inline constexpr std::uint16_t no_happening = 0xFFFF;

/// Where a move leads the Client.
struct Move {
  std::uint32_t next = no_number;          // its next state; none if it cannot move so
  std::uint16_t happening = no_happening;  // what comes upon the broker by that, if anything
  StepEnd outcome = StepEnd::fine;
  Guarantee broken{};

  bool is_possible() const { return next != no_number || outcome != StepEnd::fine; }
};

struct ClientMoves {
  Move receives;                         // the next packet
  Move reaches;                          // the broker with its next packet
  std::array<Move, piece_count> begins;  // to reach it
  Move reaches_late;                     // on a connection that only the broker believes in
  Move is_noticed;
  Move loses;
  Move loses_unnoticed;
  std::uint32_t first_way = 0;  // to connect, then to act
  std::uint8_t connects = 0;
  std::uint8_t ways = 0;  // in all
  bool is_done = false;
  bool is_known = false;
};

class ClientSide {
 public:
  /// All have to outlive it.
  ClientSide(const Scenario& scenario, std::size_t client, Judge& judge,
             Numbered<Happening>& happenings, const Numbered<Effects>& effects)
      : scenario_(scenario),
        script_(scenario.clients[client]),
        client_(static_cast<std::uint8_t>(client)),
        judge_(judge),
        happenings_(happenings),
        all_effects_(effects) {}

  std::uint32_t number_of(const WorldClient& state) { return states_.number_of(state); }
  WorldClient state(std::uint32_t number) const { return states_.value(number); }

  /// Good until the next call.
  const ClientMoves& moves(std::uint32_t state) {
    if (state >= moves_.size() || !moves_[state].is_known) find_moves(state);
    return moves_[state];
  }
  const Move& way(const ClientMoves& moves, std::uint8_t way) const {
    return ways_[moves.first_way + way];
  }
  /// What moves(state).reaches brings, if that is known.
  std::uint16_t next_to_reach(std::uint32_t state) const {
    return state < moves_.size() ? moves_[state].reaches.happening : no_happening;
  }
  /// The state after these effects of a step of the broker, or none if they do not fit.
  std::uint32_t after(std::uint32_t state, std::uint32_t effects) {
    const auto* known = after_.find(key_of(state, effects));
    return known != nullptr ? *known : undergo(state, effects);
  }

 private:
  static std::uint64_t key_of(std::uint32_t state, std::uint32_t effects) {
    return std::uint64_t{state} << 31 | effects;
  }
  void find_moves(std::uint32_t state);
  std::uint32_t undergo(std::uint32_t state, std::uint32_t effects);
  void find_ways(const WorldClient& state, ClientMoves& moves);
  /// The number of a state that was just worked out, or none if it is beyond the bounds.
  std::uint32_t numbered(const WorldClient& state);
  Move move_to(const WorldClient& next);
  Move move_to(const WorldClient& next, Happening::Kind kind, std::uint8_t connection,
               const PacketInTransit& in_transit = {}, Piece piece = Piece::none);
  Move receive(WorldClient state);
  Move reach(WorldClient state);
  Move begin(WorldClient state, Piece piece);
  Move reach_late(WorldClient state);
  Move notice(WorldClient state);
  Move lose(WorldClient state);
  Move lose_unnoticed(WorldClient state);

  const Scenario& scenario_;
  const ClientScript& script_;
  std::uint8_t client_;
  Judge& judge_;
  Numbered<Happening>& happenings_;
  const Numbered<Effects>& all_effects_;
  Numbered<WorldClient> states_;
  std::vector<ClientMoves> moves_;
  std::vector<Move> ways_;
  Memo<std::uint32_t> after_;
};

}  // namespace mqttspec::model::explore
