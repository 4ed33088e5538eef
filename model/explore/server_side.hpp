// The broker of an exploration, judged, as numbered states. Each step unpacks a state, plays the
// rules on it, and packs what came of it.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "model/explore/exhaustive_chooser.hpp"
#include "model/explore/numbered.hpp"
#include "model/explore/server_play.hpp"
#include "model/explore/step_end.hpp"

namespace mqttspec::model::explore {

/// A step of the broker, with the effects on each Client by their number, 0 for none.
struct ServerStep {
  std::uint32_t next = 0;
  std::array<std::uint32_t, most_clients> effects{};
  StepEnd outcome = StepEnd::fine;
  Guarantee broken{};
  bool is_last = true;  // of the ways in which the broker may take it
};

class ServerSide {
 public:
  /// All but the faults have to outlive it.
  ServerSide(const Scenario& scenario, const FaultSet& faults, Judge& judge,
             const Numbered<Happening>& happenings, Numbered<Effects>& effects)
      : scenario_(scenario),
        judge_(judge),
        play_(scenario, faults, judge),
        chooser_(scenario.freedoms),
        happenings_(happenings),
        all_effects_(effects) {}

  /// Before anybody connects.
  std::uint32_t beginning();
  /// Has the broker take what comes upon it, by number, in every way that it may.
  std::vector<ServerStep> steps(std::uint32_t server, std::uint32_t happening);
  /// Judges a world in which nothing can happen any more but disturbances.
  void judge_rest(std::uint32_t server, std::span<const WorldClient> clients);

  std::size_t size() const { return servers_.size(); }    // states
  std::size_t bytes() const { return servers_.bytes(); }  // … packed, all together
  const RuleSet& fired() const { return play_.fired(); }

 private:
  ServerStep outcome(const ServerState& next, const EffectsOnAll& effects);

  const Scenario& scenario_;
  Judge& judge_;
  ServerPlay play_;
  ExhaustiveChooser chooser_;
  const Numbered<Happening>& happenings_;
  Numbered<Effects>& all_effects_;
  Numbered<ServerState> servers_;
};

}  // namespace mqttspec::model::explore
