// Faults: named switches that make the model break one statement each, so that every test can be
// shown to fail.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "model/conditions/condition.hpp"
#include "spec/register.hpp"

namespace mqttspec::model {

/// How a fault breaks its statement.
enum class FaultKind : std::uint8_t {
  omit,     // does not do what it must
  do_,      // does what it must not
  wrong,    // does it with a wrong value
  early,    // does it too soon
  late,     // does it too late
  dup,      // does it twice
  reorder,  // does things in the wrong order
  forget,   // loses state
  stale,    // keeps state that should be gone
  accept,   // takes what it must refuse
  reject,   // refuses what it must take
  off_1,    // misses a bound by one
  scope,    // does it for the wrong session, connection or topic
};

/// A switch for each row of faults.def.
enum class FaultId : std::uint16_t {
#define FAULT(name) name,
#include "model/fault_names.def"
#undef FAULT
};

/// How many there are.
inline constexpr std::size_t fault_count = 0
#define FAULT(name) +1
#include "model/fault_names.def"
#undef FAULT
    ;

struct FaultRow {
  FaultId id;
  std::string_view name;
  FaultKind kind;
  Cited cited;            // what it breaks
  std::string_view text;  // what the faulty broker does, in a few words
};

/// Every fault switch, in the order of the Standard's sections.
std::span<const FaultRow> faults();
const FaultRow* find_fault(std::string_view name);
std::string_view to_string(FaultKind kind);

/// The fault that is on, if any. At most one: a mutant has one fault.
class FaultSet {
 public:
  FaultSet() = default;
  /// Breaks what the switch breaks.
  static FaultSet of(FaultId id) {
    FaultSet set;
    set.switched_ = id;
    return set;
  }
  /// Does not notice packets that break this statement: one fault for every statement that a
  /// decoder checks, without a switch of its own.
  static FaultSet blind_to(StatementId statement) {
    FaultSet set;
    set.blind_ = statement;
    return set;
  }

  /// The same, but only in the steps in which the condition holds. Whoever drives the broker sees
  /// to that (conditions/conditional_step.hpp); the rules know of no conditions.
  FaultSet when(conditions::ConditionId condition) const {
    FaultSet set = *this;
    set.condition_ = condition;
    return set;
  }
  /// The same, under one of these conditions, and it is not known which: for the tracker, which
  /// finds out.
  FaultSet when_one_of(const conditions::ConditionSet& conditions) const {
    FaultSet set = *this;
    set.possible_conditions_ = conditions;
    return set;
  }

  /// True unless the broker is a right one.
  bool any() const { return switched_ || blind_; }
  std::optional<FaultId> switched() const { return switched_; }
  bool on(FaultId id) const { return switched_ == id; }
  bool is_blind_to(StatementId statement) const { return blind_ == statement; }
  std::optional<conditions::ConditionId> condition() const { return condition_; }
  const conditions::ConditionSet& possible_conditions() const { return possible_conditions_; }

 private:
  std::optional<FaultId> switched_;
  std::optional<StatementId> blind_;
  std::optional<conditions::ConditionId> condition_;
  conditions::ConditionSet possible_conditions_;
};

}  // namespace mqttspec::model
