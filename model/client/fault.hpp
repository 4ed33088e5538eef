// The Client's faults: as model/fault.hpp, in a table of their own.
#pragma once

#include "model/client/condition.hpp"
#include "model/fault.hpp"

namespace mqttspec::model::client {

enum class FaultId : std::uint16_t {
#define FAULT(name) name,
#include "model/client/fault_names.def"
#undef FAULT
};

struct FaultRow {
  FaultId id;
  std::string_view name;
  FaultKind kind;
  Cited cited;            // what it breaks
  std::string_view text;  // what the faulty Client does, in a few words
};

/// Every fault switch, in the order of the Standard's sections.
std::span<const FaultRow> faults();
const FaultRow* find_fault(std::string_view name);

/// The fault that is on, if any.
class FaultSet {
 public:
  FaultSet() = default;
  static FaultSet of(FaultId id) {
    FaultSet set;
    set.switched_ = id;
    return set;
  }

  /// The same, but only in the steps in which the condition holds: see conditional_client.hpp.
  FaultSet when(ConditionId condition) const {
    FaultSet set = *this;
    set.condition_ = condition;
    return set;
  }

  bool on(FaultId id) const { return switched_ == id; }
  bool any() const { return switched_.has_value(); }
  std::optional<ConditionId> condition() const { return condition_; }

 private:
  std::optional<FaultId> switched_;
  std::optional<ConditionId> condition_;
};

}  // namespace mqttspec::model::client
