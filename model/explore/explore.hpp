// Exhaustive exploration: every state that a scenario can reach, breadth first, each judged by the
// oracle, and from each the way to rest.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "model/explore/guarantee.hpp"
#include "model/explore/scenario.hpp"
#include "model/fault.hpp"
#include "model/rule_set.hpp"

namespace mqttspec::model::explore {

struct ExploreProgress {
  std::size_t states;
  std::size_t depth;
  std::size_t frontier;  // states of the present depth that are still to be gone on from
  double seconds;
};

struct ExploreOptions {
  FaultSet faults;
  std::size_t most_states = 100'000'000;
  bool on_two_threads = false;  // one takes the steps, one looks up where they lead: same results
  std::stop_token stop;
  /// Called about once a second, if there is one.
  std::function<void(const ExploreProgress&)> progress;
};

/// The shortest way to something that must not be.
struct CounterExample {
  Guarantee property;
  std::size_t steps;   // from the beginning of the exploration
  std::string ladder;  // to_text() of the whole run, its preparation included
};

struct Exploration {
  std::size_t states = 0;       // that differ, of broker, Clients, network and oracle together
  std::size_t transitions = 0;  // steps that were taken
  std::size_t depth = 0;        // steps from the beginning to the farthest of them
  std::size_t rests = 0;        // states in which nothing can happen but disturbances
  std::size_t pruned = 0;       // steps that led beyond what can be numbered
  std::size_t undrained = 0;    // states whose way to rest was not followed to its end
  bool complete = false;        // every reachable state was seen
  double seconds = 0;
  double cpu_seconds = 0;         // of its threads
  std::size_t broker_states = 0;  // that differ, each part of many of the states
  std::size_t broker_steps = 0;   // times that the rules were played: once for each input to each
  std::size_t broker_bytes = 0;   // of one of its states, packed, on average
  std::array<std::uint64_t, guarantee_count> antecedents{};
  RuleSet fired;
  std::optional<CounterExample> found;
};

/// Explores the whole scenario, or until something is wrong.
Exploration explore(const Scenario& scenario, const ExploreOptions& options);

}  // namespace mqttspec::model::explore
