// Every fault switch under every condition: the faults of the field show only now and then.
#pragma once

#include <cstddef>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "conformance/play/settings.hpp"
#include "conformance/selftest/kill_matrix.hpp"
#include "model/conditions/condition.hpp"

namespace mqttspec::conformance::selftest {

using model::conditions::ConditionSet;

/// What came of one fault switch under each condition.
struct ConditionalResult {
  Mutant mutant;
  std::string_view profile;  // of the broker that has it
  ConditionSet found;        // met by the fault in random runs
  ConditionSet reached;      // … in a case, in some world
  ConditionSet killed;       // with it as condition the fault is noticed by a citing case

  /// Those that the fault is known to meet.
  ConditionSet occurring() const { return found | reached | killed; }
  ConditionSet surviving() const { return occurring() & ~killed; }
};

struct ConditionMatrix {
  bool complete = true;             // false if it was interrupted
  std::vector<std::string> wrong;   // worlds in which a right broker is accused
  std::vector<play::World> worlds;  // beside the plain one
  std::vector<ConditionalResult> rows;

  std::size_t pairs() const;      // of a switch and a condition
  std::size_t occurring() const;  // of them
  std::size_t killed() const;
  std::size_t unreached() const;  // met in random runs alone
  /// True if no right broker is accused, and enough is killed of what occurs.
  bool is_good_enough() const;
};

/// Cases that accuse a right broker of that profile in one of the worlds, though not in the plain
/// one: "profile: verdict name [version] in world".
std::vector<std::string> accusations(const model::Profile& profile,
                                     std::span<const play::World> worlds, std::stop_token stop);

/// Computes it in these worlds, for the switches that `unconditional` has, with as many threads as
/// the machine has.
ConditionMatrix make_condition_matrix(const KillMatrix& unconditional,
                                      std::span<const play::World> worlds, std::stop_token stop);

/// The matrix in words: survivors by condition, and a line of totals.
std::string in_words(const ConditionMatrix& matrix);
/// One line for each pair that occurs: switch, condition, "killed", "survives" or "not reached";
/// separated by tabs.
std::string as_table(const ConditionMatrix& matrix);

}  // namespace mqttspec::conformance::selftest
