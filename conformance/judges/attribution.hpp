// Which faults of a broker would explain what a case found wrong: each fault of the model is put to
// the tracker, alone, and if none will do, under each condition.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "conformance/judges/likeness.hpp"
#include "conformance/judges/second_opinion.hpp"
#include "model/fault.hpp"

namespace mqttspec::conformance::judges {

/// Statements that are taken to be broken.
using Accused = std::set<StatementId>;

/// Those that the case found broken, in whatever way.
Accused accused_by(const play::CaseResult& result);

/// A broker that the target may be like.
struct Suspicion {
  model::FaultSet faults;
  std::string text;         // what such a broker does
  bool is_accused = false;  // it breaks a statement that is

  Likeness likeness() const { return {text, faults.possible_conditions()}; }
};

/// Every single fault that a target may have in this version: first those of the accused
/// statements, then what was overlooked in the bytes that the case sent, then all others.
std::vector<Suspicion> suspicions(const play::CaseResult& result, Version version,
                                  const Accused& accused);

/// The first of these, three at most, that explain the whole trace, and that of `plain`, which is
/// the same case in the plain world if that came to something else. If none does, those that do
/// if they work only under a condition, with the conditions that it may be. None if a broker
/// without a fault explains it, or if the tracker cannot tell.
std::vector<Suspicion> attribute(const play::CaseResult& result, const play::CaseResult* plain,
                                 const Terms& terms, std::vector<Suspicion> suspicions);

/// The first of these that explains what a broker without a fault does not, at least as far as the
/// trace can be followed: there may be other faults behind it.
std::optional<Suspicion> culprit(const play::CaseResult& result, const Terms& terms,
                                 std::vector<Suspicion> suspicions);

}  // namespace mqttspec::conformance::judges
