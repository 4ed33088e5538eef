// The broker of an exploration, judged, as numbered states: like the Clients, but behind an
// interface, because its rules are compiled for several sizes of bounded state.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "model/explore/step_end.hpp"
#include "model/rule_set.hpp"
#include "model/world.hpp"

namespace mqttspec::model {

/// A step of the broker, with the effects on each Client by their number, 0 for none.
struct ServerStep {
  std::uint32_t next = 0;
  std::array<std::uint32_t, most_clients> effects{};
  StepEnd outcome = StepEnd::fine;
  Property broken{};
  bool is_last = true;  // of the ways in which the broker may take it
};

class ServerSide {
 public:
  virtual ~ServerSide() = default;

  /// Before anybody connects.
  virtual std::uint32_t beginning() = 0;
  /// Has the broker take what comes upon it, by number, in every way that it may.
  virtual std::vector<ServerStep> steps(std::uint32_t server, std::uint32_t happening) = 0;
  /// Judges a world in which nothing can happen any more but disturbances.
  virtual void judge_rest(std::uint32_t server, std::span<const WorldClient> clients) = 0;

  virtual std::size_t size() const = 0;   // states
  virtual std::size_t bytes() const = 0;  // … packed, all together
  virtual const RuleSet& fired() const = 0;
};

}  // namespace mqttspec::model
