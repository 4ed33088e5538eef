// Every case against every faulty broker: a fault that no case notices is a gap in the cases, and a
// case that notices no fault proves nothing.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "conformance/judges/second_opinion.hpp"
#include "conformance/selftest/mutants.hpp"
#include "model/profile.hpp"

namespace mqttspec::conformance::selftest {

/// What came of one mutant. It is killed by a case that cites a statement of the fault and whose
/// verdict is fail or warn, and worse than on the reference broker of the same profile.
struct MutantResult {
  Mutant mutant;
  std::size_t citing = 0;                 // cases that cite what it breaks, in its version
  std::vector<std::string> killers;       // "name [version]"
  std::string_view profile;               // under which it was killed; plain if that is enough
  std::vector<std::string> erring;        // cases that take the fault for their own
  std::array<std::size_t, 3> opinions{};  // of the tracker on what the killers saw, by Explained

  bool survives() const { return killers.empty(); }
};

struct KillMatrix {
  bool complete = true;  // false if it was interrupted
  std::size_t cases = 0;
  std::size_t profiles = 0;
  std::vector<std::string> wrong;        // what is not right on the reference itself
  std::vector<play::World> worlds;       // beside the plain one, in which it was played as well
  std::vector<std::string> accusations;  // of it in those: "profile: verdict name [5.0] in world"
  std::vector<MutantResult> mutants;     // switches first, then the blind
  std::vector<std::string_view> idle;    // cases that kill nothing

  std::size_t survivors() const;
  /// True if the reference passes, no mutant survives and no case is idle.
  bool clean() const;
};

/// Every case on the reference broker of one profile, told what it needs to be let in and to
/// authenticate; in these worlds too.
report::RunReport run_on_reference(const model::Profile& profile, std::stop_token stop,
                                   std::span<const play::World> worlds = {});

/// Computes it with as many threads as the machine has. The reference is played in these worlds
/// too.
KillMatrix make_kill_matrix(std::stop_token stop, std::span<const play::World> worlds = {});

/// Verdicts of the cases on the reference broker of one profile, by case and version.
using Baseline = std::map<std::pair<const play::Case*, Version>, play::Verdict>;

/// Plays the cases that cite what the mutant breaks, and were not declined in the baseline.
MutantResult judge_mutant(const Mutant& mutant, const model::Profile& profile,
                          const Baseline& baseline);

/// What a case came to on the reference broker of that profile: "plain: pass name [5.0] in world".
std::string in_words(const report::CaseReport& report, const model::Profile& profile);
/// The matrix in words: what is wrong, survivors, idle cases, and a line of totals.
std::string in_words(const KillMatrix& matrix);
/// One line for each mutant: name, statements, profile, killers; separated by tabs.
std::string as_table(const KillMatrix& matrix);

}  // namespace mqttspec::conformance::selftest
